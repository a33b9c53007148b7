"""Which ledger column a header title means: titles and aliases as patterns, with the period in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fgj_desktop.exchange.periods import PeriodText, plain, split_money_unit
from fgj_desktop.ledgers.declaration import HALVES, Field, Items, Ledger

_BRACKETS = str.maketrans("", "", "()[]{}【】《》“”\"'‘’:：*、,.")
_PLACES = re.compile(r"\{(\w+)\}")
_PATTERNS = {
    "year": r"(?P<year>\d{4})",
    "previous_year": r"(?P<previous>\d{4})",
    "month": r"(?P<last>\d{1,2})",
    "range": r"(?:(?P<first>\d{1,2})-)?(?P<last>\d{1,2})月(?:底|份|末)?",
}
_LEADING_PERIOD = re.compile(
    r"^(?:截至|截止|至)?(?:(?P<year>20\d{2})年度?)?(?:(?:(?P<first>\d{1,2})-)?(?P<last>\d{1,2})月(?:底|份|末)?)?"
)
_PREVIOUS_YEAR_END = re.compile(r"^(?:截至|截止|至)?(?P<previous>20\d{2})年底?")


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A field that a title means; ``rank`` 0 is the field's own title, 3 the title without its period."""

    field: Field
    rank: int
    period: PeriodText
    previous_year: int | None = None
    """The year before, as 「至2020年底…」 states it."""


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """The signs of a title that decide: no blanks, brackets, width or unit of money."""
    return plain(split_money_unit(title)[0]).translate(_BRACKETS)


def stable_title(title: str) -> str:
    """A title that stays the same from month to month: 「9月当月完成投资」 without its 9."""
    return re.sub(r"\d+(?=[年月-])", "#", title_key(title))


class TitleBook:
    """The titles and aliases of one ledger, ready for matching."""

    def __init__(self, ledger: Ledger) -> None:
        """Compile every title and alias once."""
        self.ledger = ledger
        self._plain: dict[str, tuple[Field, int]] = {}
        self._patterns: list[tuple[re.Pattern[str], Field, int]] = []
        self._cores: dict[str, Field] = {}
        # Every sheet is held against every ledger: the same titles are asked for again and again.
        self._of_key = lru_cache(maxsize=2048)(self._find)
        for field in ledger.fields:
            for rank, template in _templates(field):
                self._add(field, rank, template)

    def _add(self, field: Field, rank: int, template: str) -> None:
        if "{" in template:
            self._patterns.append((_compile(template), field, rank))
        else:
            self._plain.setdefault(title_key(template), (field, rank))
        self._cores.setdefault(title_key(_without_places(template)), field)

    def match(self, title: str) -> TitleMatch | None:
        """The field that the title means, or None."""
        key = title_key(title)
        return self._of_key(key) if key else None

    def _find(self, key: str) -> TitleMatch | None:
        if found := self._plain.get(key):
            return TitleMatch(found[0], found[1], PeriodText())
        for pattern, field, rank in self._patterns:
            if hit := pattern.fullmatch(key):
                return _match(field, rank, hit)
        return self._match_core(key)

    def _match_core(self, key: str) -> TitleMatch | None:
        """The title without the period it begins with: 「2021年1-9月累计完成投资」, 「截至2020年底累计…」."""
        if hit := _PREVIOUS_YEAR_END.match(key):
            field = self._cores.get("至上年底" + key[hit.end() :]) if hit[0].endswith("底") else None
            if field is not None:
                return TitleMatch(field, 3, PeriodText(), int(hit["previous"]))
        hit = _LEADING_PERIOD.match(key)
        if hit is None or not hit.end() or not (field := self._cores.get(key[hit.end() :])):
            return None
        return _match(field, 3, hit)


def _match(field: Field, rank: int, hit: re.Match[str]) -> TitleMatch:
    groups = {name: int(value) for name, value in hit.groupdict().items() if value}
    period = PeriodText(groups.get("year"), groups.get("first"), groups.get("last"))
    return TitleMatch(field, rank, period, groups.get("previous"))


def _templates(field: Field) -> list[tuple[int, str]]:
    """The titles of a field with their ranks: 0 its title, 1 its title without a note, 2 aliases."""
    column = field.column
    if field.item is not None and isinstance(column.per, Items):
        own = [(0, field.item + column.title), (1, column.per.title + field.item + column.title)]
        state = [] if column.title else [(2, field.item + word) for word in ("状态", "情况", "办理情况")]
        return own + state
    titles = [(0, column.title)]
    if "（" in column.title:
        titles.append((1, column.title.split("（")[0]))
    titles += [(2, alias) for alias in column.aliases]
    half = HALVES.get(field.item or "")
    if half is None:
        return titles
    return [(rank, text) for rank, title in titles for text in (f"{{month}}月{half}{title}", half + title)]


def _compile(template: str) -> re.Pattern[str]:
    """A template as a pattern over title keys; a year or month named twice is read once."""
    seen: set[str] = set()
    parts: list[str] = []
    position = 0
    for place in _PLACES.finditer(template):
        parts.append(re.escape(title_key_part(template[position : place.start()])))
        parts.append(_named_once(_PATTERNS[place[1]], seen))
        position = place.end()
    parts.append(re.escape(title_key_part(template[position:])))
    text = "".join(parts).replace(r"\d{4})年", r"\d{4})年度?")
    year = "" if "<year>" in text or "<previous>" in text else r"(?:(?P<year>\d{4})年度?)?"
    return re.compile(f"(?:截至|截止)?{year}{text}")


def _named_once(pattern: str, seen: set[str]) -> str:
    for name in re.findall(r"\?P<(\w+)>", pattern):
        if name in seen:
            pattern = pattern.replace(f"(?P<{name}>", "(?:")
        seen.add(name)
    return pattern


def title_key_part(text: str) -> str:
    """A part of a title as it stands in a key: as ``title_key``, but units of money stay."""
    return plain(text).translate(_BRACKETS)


def _without_places(template: str) -> str:
    return (
        template.replace("{previous_year}年底", "上年底")
        .replace("{year}年", "")
        .replace("{month}月", "")
        .replace("{range}", "")
    )


@cache
def title_book(name: str) -> TitleBook:
    """The titles of the ledger of that name."""
    from fgj_desktop.ledgers import ledger_named

    return TitleBook(ledger_named(name))
