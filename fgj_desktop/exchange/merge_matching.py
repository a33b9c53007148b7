"""Which records of two files are one thing under two ids, because each clerk entered or imported it herself.

As on import: by code, by name, by former name or other name; what identifies a record besides must agree. A name
that several have says nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fgj_desktop.exchange.matching import Identity, Matcher
from fgj_desktop.exchange.project_names import name_key, phases
from fgj_desktop.ledgers.former_names import former_words
from fgj_desktop.ledgers.kinds import Link, LinkList, linked_ids
from fgj_desktop.rules.sheet_words import district_of
from fgj_desktop.store.identities import known_by, record_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.store import Store

_Values = dict[str, int | str | None]
_OFFICE = "office"


def same_records(store: Store, other: Store) -> dict[str, dict[int, int]]:
    """By ledger, our id for each record of theirs that ours holds under another id."""
    office = str(store.settings.get(_OFFICE, "") or "")
    district = district_of(office)
    district = "" if district == office else district
    found: dict[str, dict[int, int]] = {}
    # What a record belongs to is matched before it.
    for ledger in sorted(store.ledgers.values(), key=lambda one: one.belongs_to is not None):
        ours, theirs = record_ids(store, ledger), record_ids(other, ledger)
        columns = _identifying(ledger)
        mine = known_by(store, ledger, columns, ours - theirs)
        yours = known_by(other, ledger, columns, theirs - ours)
        if mine and yours:
            translated = {record: _as_ours(ledger, values, found) for record, values in yours.items()}
            found[ledger.name] = _matched(ledger, mine, translated, district)
    return found


def _identifying(ledger: Ledger) -> list[str]:
    if ledger.belongs_to is not None:
        return [column.name for column in ledger.stored(None)]
    code = _code_column(ledger)
    names = [
        ledger.name_column,
        ledger.label,
        *ledger.alias_columns,
        *_identity(ledger),
        *([code] if code else []),
    ]
    return list(dict.fromkeys(names))


def _identity(ledger: Ledger) -> tuple[str, ...]:
    """What tells records of one name apart; where nothing is declared and names may repeat, what they link to."""
    if ledger.identity or any(ledger.name_column in one.columns for one in ledger.unique):
        return ledger.identity
    return tuple(column.name for column in ledger.stored(None) if column.is_link)


def _code_column(ledger: Ledger) -> str | None:
    """The code, or another text that no two records share (用电户号)."""
    alone = (one.columns[0] for one in ledger.unique if len(one.columns) == 1)
    return ledger.code_column or next((name for name in alone if name != ledger.name_column), None)


def _as_ours(ledger: Ledger, values: _Values, found: Mapping[str, Mapping[int, int]]) -> _Values:
    """Their values with ids that are ours."""
    made = dict(values)
    for name, value in values.items():
        kind = ledger.by_name[name].kind
        if isinstance(kind, Link | LinkList) and value is not None:
            ids = [found.get(kind.ledger, {}).get(one, one) for one in linked_ids(value)]
            made[name] = ",".join(map(str, sorted(ids)))
    if ledger.belongs_to is not None:
        of, owner = ledger.belongs_to
        record = values[owner]
        if isinstance(record, int):
            made[owner] = found.get(str(values[of]), {}).get(record, record)
    return made


def _matched(
    ledger: Ledger, mine: Mapping[int, _Values], yours: Mapping[int, _Values], district: str
) -> dict[int, int]:
    if ledger.belongs_to is not None:
        return _alike_in_all(mine, yours)
    own = {record: _as_ours(ledger, values, {}) for record, values in mine.items()}
    matchers: dict[tuple[object, ...], Matcher] = {}
    for record, values in own.items():
        matcher = matchers.setdefault(_apart(ledger, values), Matcher(district))
        name = str(values[ledger.name_column] or "")
        if name:
            others = "、".join(_other_names(ledger, values))
            matcher.add([Identity(record, name, _code(ledger, values), others)])
    names = Counter(_key(ledger, values, district) for values in yours.values())
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for record, values in yours.items():
        found = _find(ledger, values, matchers, taken)
        is_clear = names[_key(ledger, values, district)] == 1 or _code(ledger, values)
        if found is not None and is_clear and not _contradict(ledger, values, own[found]):
            matched[record] = found
            taken.add(found)
    return matched


def _find(
    ledger: Ledger, values: _Values, matchers: Mapping[tuple[object, ...], Matcher], taken: set[int]
) -> int | None:
    matcher, name = matchers.get(_apart(ledger, values)), str(values[ledger.name_column] or "")
    if matcher is None or not name:
        return None
    code = _code(ledger, values)
    found = matcher.by_code(name, code, taken)
    return (
        found if found is not None else matcher.by_name(name, code, None, _other_names(ledger, values), taken)
    )


def _alike_in_all(mine: Mapping[int, _Values], yours: Mapping[int, _Values]) -> dict[int, int]:
    known = {tuple(values.items()): record for record, values in mine.items()}
    found = {record: known.get(tuple(values.items())) for record, values in yours.items()}
    return {record: ours for record, ours in found.items() if ours is not None}


def _apart(ledger: Ledger, values: _Values) -> tuple[object, ...]:
    """What tells records of one name apart."""
    return tuple(values[name] for name in _identity(ledger))


def _other_names(ledger: Ledger, values: _Values) -> Sequence[str]:
    columns = dict.fromkeys((ledger.label, *ledger.alias_columns))
    texts = (str(values[name] or "") for name in columns if name != ledger.name_column)
    return [word for text in texts for word in former_words(text)]


def _code(ledger: Ledger, values: _Values) -> str | None:
    column = _code_column(ledger)
    return str(values[column] or "") or None if column else None


def _key(ledger: Ledger, values: _Values, district: str) -> tuple[object, ...]:
    return name_key(str(values[ledger.name_column] or ""), district), *_apart(ledger, values)


def _contradict(ledger: Ledger, one: _Values, other: _Values) -> bool:
    """Whether each has a code of its own, or one is the first part and the other the second (一期、二期)."""
    codes = _code(ledger, one), _code(ledger, other)
    parts = [phases(str(values[ledger.name_column] or "")) for values in (one, other)]
    return bool(codes[0] and codes[1] and codes[0] != codes[1]) or parts[0] != parts[1]
