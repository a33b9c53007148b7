"""The exact number behind a rounded one, where a spreadsheet tells it beside what it shows."""

from __future__ import annotations

import re
from decimal import Context, Decimal, DecimalException

_SHOWN = re.compile(r"[-+]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?(?:E[-+]?\d{1,3})?", re.ASCII)
_NOUGHT = frozenset({"-", "–", "—"})
"""How formats of accountants show 0; in a ledger a dash would mean 无此项."""
_AS_EXCEL = Context(prec=15)
"""A spreadsheet holds 15 digits; what WPS writes after them is binary noise."""
_MOST_DECIMALS = 6
"""One 分 in 万元. A number with more is a quotient, of which the shown part is all that a ledger takes."""
_MOST_DIGITS = 20


def exact_figure(shown: str, number: str) -> str | None:
    """The text of ``number`` when ``shown`` is that number rounded, else None: what is shown stands.

    So 3,370.00 becomes 3370.004 and 1.23E+11 all of its digits. Codes with leading zeros, dates, percent
    and amounts shown in thousands are no rounded numbers and stay as shown.
    """
    shown = shown.strip()
    if shown not in _NOUGHT and not _SHOWN.fullmatch(shown):
        return None
    try:
        value = _AS_EXCEL.create_decimal(number)
        if shown in _NOUGHT:
            return None if value else "0"
        seen = Decimal(shown.replace(",", ""))
    except DecimalException:
        return None
    if not value.is_finite() or value == seen or abs(value.adjusted()) > _MOST_DIGITS:
        return None
    plain = format(value.normalize(), "f")
    _, _, decimals = plain.partition(".")
    if len(decimals) > _MOST_DECIMALS or 2 * abs(value - seen) > Decimal(1).scaleb(
        int(seen.as_tuple().exponent)
    ):
        return None
    return plain
