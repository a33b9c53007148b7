"""What a ledger showed when a period of it was closed, as one text: records, columns, values and figures.

Column by column, so that what is empty everywhere takes no room; packed when it is long.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fgj_desktop.store.rows import Mark, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers.values import Value

_PACKED = "zlib:"
_PACK_OVER = 2000
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rows as they were shown, in order, and what was computed of them."""

    rows: tuple[Row, ...] = ()
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By id what ``Figure.json`` tells, with ``exact``: the number before it was rounded."""

    def text(self, fields: Sequence[str]) -> str:
        """The snapshot as it is kept, with these fields."""
        columns = {name: [_written(row.values.get(name)) for row in self.rows] for name in fields}
        marks = [
            [place, name, mark.misfit, mark.reason, int(mark.dash)]
            for place, row in enumerate(self.rows)
            for name, mark in row.marks.items()
            if mark.dash or mark.misfit is not None
        ]
        content = {
            "version": _VERSION,
            "records": [str(row.id) for row in self.rows],
            "uncounted": [place for place, row in enumerate(self.rows) if not row.counted],
            "columns": {name: held for name, held in columns.items() if any(one is not None for one in held)},
            "marks": marks,
            "figures": self.figures,
        }
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        if len(plain) <= _PACK_OVER:
            return plain
        return _PACKED + base64.b64encode(zlib.compress(plain.encode(), 6)).decode()


@lru_cache(maxsize=32)
def snapshot_of(text: str) -> Snapshot:
    """The snapshot behind a kept text; an empty one for none, and for what another version wrote."""
    content = _content(text)
    if content.get("version") != _VERSION:
        return Snapshot()
    uncounted = set(content["uncounted"])
    rows = tuple(
        Row(int(record), {}, frozenset(), counted=place not in uncounted)
        for place, record in enumerate(content["records"])
    )
    for name, held in content["columns"].items():
        for row, value in zip(rows, held, strict=True):
            row.values[name] = _read(value)
    for place, name, misfit, reason, dash in content["marks"]:
        rows[place].marks[name] = Mark(misfit, reason, bool(dash))
    return Snapshot(rows, content["figures"])


@lru_cache(maxsize=32)
def records_in(text: str) -> frozenset[int]:
    """The records of a kept snapshot."""
    return frozenset(int(one) for one in _content(text).get("records", ()))


def _content(text: str) -> dict[str, Any]:
    if text.startswith(_PACKED):
        text = zlib.decompress(base64.b64decode(text.removeprefix(_PACKED))).decode()
    found = json.loads(text or "{}")
    return found if isinstance(found, dict) else {}


def _written(value: Value) -> Any:  # noqa: ANN401  whatever JSON has
    """Fractions, which JSON does not have, as a list of one text."""
    return [str(value)] if isinstance(value, Fraction) else value


def _read(value: Any) -> Value:  # noqa: ANN401
    return Fraction(value[0]) if isinstance(value, list) else value
