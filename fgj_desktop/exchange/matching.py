"""Which record of the ledger a row is: by code, by name, by former name, else the most similar one to ask about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.project_names import core_of, name_key, phases
from fgj_desktop.ledgers.former_names import former_words
from fgj_desktop.ledgers.values import Misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from fgj_desktop.exchange.incoming import Incoming
    from fgj_desktop.ledgers import Ledger

SIMILAR = 0.85
UNSAID = object()
"""Stands for an identifying value of which a sheet has no column: it agrees with any."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a record of the ledger is known by."""

    id: int
    name: str
    code: str | None = None
    former_names: str | None = None
    place: object = None
    """The town, where the ledger has one: projects of two towns are never one."""
    apart: tuple[object, ...] = ()
    """The values of the columns that tell records of one name apart (层级, the day of an inspection)."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A record whose name is close to a row's, with the closeness from 0 to 1."""

    id: int
    name: str
    score: float


@dataclass(slots=True)
class Matcher:
    """Finds records of one ledger."""

    district: str = ""
    _by_code: dict[str, list[int]] = field(default_factory=dict)
    _by_key: dict[str, list[int]] = field(default_factory=dict)
    _by_former: dict[str, list[int]] = field(default_factory=dict)
    _known: dict[int, Identity] = field(default_factory=dict)
    _cores: tuple[list[int], list[str]] | None = None
    """Ids and the cores of their names, for the search of similar ones."""

    def add(self, identities: Iterable[Identity]) -> None:
        """Make records findable."""
        for one in identities:
            self._known[one.id] = one
            self._cores = None
            if one.code:
                self._by_code.setdefault(one.code, []).append(one.id)
            self._by_key.setdefault(name_key(one.name, self.district), []).append(one.id)
            for former in former_words(one.former_names or ""):
                self._by_former.setdefault(name_key(former, self.district), []).append(one.id)

    def by_code(
        self, name: str, code: str | None, taken: Collection[int] = (), apart: tuple[object, ...] = ()
    ) -> int | None:
        """The record of that code; of several with one code only the one of that name."""
        listed = [record for record in self._by_code.get(code or "", ()) if record not in taken]
        found = self._agreeing(listed, apart)
        if len(found) > 1:
            key = name_key(name, self.district)
            found = [one for one in found if name_key(self._known[one].name, self.district) == key]
        return found[0] if found else None

    def by_name(
        self,
        name: str,
        code: str | None,
        former: str | None = None,
        others: Sequence[str] = (),
        taken: Collection[int] = (),
        apart: tuple[object, ...] = (),
        likeness: Callable[[int], int] = lambda _record: 0,
    ) -> int | None:
        """The record by name, then by a former name; ``others`` are further names of the row.

        Of several of one name the one without a code of its own comes first. ``apart`` are the row's values
        of the columns that tell records of one name apart; of records that these do not tell apart the one of
        the greatest ``likeness`` is taken.
        """
        for key in (*self._keys(name, former), *(name_key(other, self.district) for other in others)):
            for listed in (self._by_key.get(key, ()), self._by_former.get(key, ())):
                free = [
                    one for one in listed if one not in taken and not self._is_other_code(one, code, taken)
                ]
                if found := self._agreeing(free, apart):
                    if len(found) == 1:
                        return found[0]
                    return min(found, key=lambda one: (bool(self._known[one].code and code), -likeness(one)))
        return None

    def _agreeing(self, records: list[int], apart: tuple[object, ...]) -> list[int]:
        """Those that agree in all identifying values; else the only one of which one is not known."""
        if not apart:
            return records
        exact = [one for one in records if self._known[one].apart == apart]
        if exact:
            return exact
        open_ones = [one for one in records if _may_agree(apart, self._known[one].apart)]
        return open_ones if len(open_ones) == 1 else []

    def _keys(self, name: str, former: str | None) -> list[str]:
        keys = [name_key(name, self.district)]
        if former:
            key = name_key(former, self.district)
            keys += [key, core_of(key), key + "项目", key + "工程"]
        return keys

    def _is_other_code(self, record: int, code: str | None, taken: Collection[int]) -> bool:
        """Whether two projects of one name have each a code: the row's is that of a record still free."""
        known = self._known[record].code
        if not code or not known or code == known:
            return False
        return any(owner not in taken for owner in self._by_code.get(code, ()))

    def name_of(self, record: int) -> str:
        """The name by which the ledger knows a record."""
        return self._known[record].name

    def similar(
        self,
        name: str,
        code: str | None,
        place: object,
        taken: Collection[int],
        apart: tuple[object, ...] = (),
    ) -> Similar | None:
        """The closest record that no row has taken, from 0.85 on; parts (一期、二期) and places must agree."""
        from rapidfuzz import fuzz, process

        if self._cores is None:
            cores = [core_of(name_key(one.name, self.district)) for one in self._known.values()]
            self._cores = list(self._known), cores
        ids, names = self._cores
        core = core_of(name_key(name, self.district))
        best = process.extract(core, names, scorer=fuzz.ratio, score_cutoff=SIMILAR * 100, limit=20)
        for _, score, position in best:
            one = self._known[ids[position]]
            if one.id in taken or _contradict(code, one.code) or _contradict(place, one.place):
                continue
            if apart and not _may_agree(apart, one.apart):
                continue
            if phases(one.name) == phases(name):
                return Similar(one.id, one.name, score / 100)
        return None


def _contradict(mine: object, other: object) -> bool:
    """Whether both are known and differ."""
    return bool(mine and other and mine != other)


def apart_of(ledger: Ledger, one: Incoming, said: Collection[str]) -> tuple[object, ...]:
    """What tells a row from others of its name; ``said`` are the columns of which the sheet says something."""
    return tuple(_telling(one.values.get(name, None if name in said else UNSAID)) for name in ledger.identity)


def _telling(value: object) -> object:
    """A text that does not fit tells records apart as well as a value that does."""
    return value.text if isinstance(value, Misfit) else value


def _may_agree(mine: tuple[object, ...], known: tuple[object, ...]) -> bool:
    """Whether no identifying value contradicts: one that the ledger lacks is filled in by the row's."""
    pairs = zip(mine, known, strict=True)
    return all(one is UNSAID or one == other or other is None for one, other in pairs)


def duplicates(keys: Sequence[tuple[str, str | None]]) -> dict[int, int]:
    """Rows that repeat an earlier row's project: position → first position.

    Rows are one project when code and name do not contradict each other: the same code and the same
    name, or the same name where one has no code. Two rows of one code and different names are two.
    """
    first: dict[str, list[int]] = {}
    repeated: dict[int, int] = {}
    for position, (name, code) in enumerate(keys):
        for earlier in first.setdefault(name, []):
            other = keys[earlier][1]
            if not code or not other or code == other:
                repeated[position] = earlier
                break
        else:
            first[name].append(position)
    return repeated
