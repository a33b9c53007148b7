"""Reading and writing numbers: money in 分, counts, percent. Exact through ``Decimal`` and ``Fraction``."""

from __future__ import annotations

import ast
import math
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from fgj_desktop.ledgers.text import half_width, squeeze
from fgj_desktop.ledgers.values import WAN, YI, YUAN, Misfit, Value

LIMIT = 9_000_000_000_000_000_000
_SUFFIXES = (("亿元", YI), ("亿", YI), ("万元", WAN), ("万", WAN), ("元", YUAN))
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?")
_WITH_UNIT = re.compile(r"([\d,.]+)(亿元|亿|万元|万|元)")
_COMPOUND = re.compile(r"([+-]?[\d,.]+)亿([\d,.]+)万元?")
_LARGE_DIGITS = {
    "千万": "000万",
    "百万": "00万",
    "十万": "0万",
    "千亿": "000亿",
    "百亿": "00亿",
    "十亿": "0亿",
}
_CURRENCY = "¥￥"
_MEASURES = "个项人家户次份宗件处台辆亩座所"
_PLACEHOLDERS = frozenset({"无", "待定", "同上", "未定", "暂无"})
_SEPARATORS = re.compile(r"[、，,；;\n/／\s　]+")
_ROLE_NOTE = re.compile(r"[（(](牵头|配合|主办|协办|负责)[）)]")
_SHARE_SCALE = 1_000_000
_NOISE = Decimal("1e-9")


def split_list(text: str) -> list[str]:
    """The words of a cell that lists several things, without 「（牵头）」 notes."""
    return [word for word in _SEPARATORS.split(_ROLE_NOTE.sub("", text).strip()) if word]


def cell_text(value: float | int) -> str:
    """A spreadsheet number as a person would type it: ``5.0`` is ``5``."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return str(value)
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else format(Decimal(repr(value)), "f")


def read_decimal(text: str) -> Decimal | None:
    """A plain number with optional thousands separators, in full or half width."""
    plain = squeeze(half_width(text))
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    if not plain or not _NUMBER.fullmatch(plain) or not any(sign.isdigit() for sign in plain):
        return None
    try:
        return Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None


def read_sum(text: str) -> Decimal | None:
    """The value of ``=120+35*2``: digits, + - * / and brackets only."""
    try:
        tree = ast.parse(half_width(text).lstrip("=").replace(",", ""), mode="eval")
        value = _evaluate(tree.body)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError):
        return None
    if abs(value) > LIMIT or value.denominator.bit_length() > 200:
        return None
    return Decimal(value.numerator) / Decimal(value.denominator)


def _evaluate(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return Fraction(str(node.value))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _evaluate(operand)
        case ast.BinOp(left=left, op=operator, right=right):
            first, second = _evaluate(left), _evaluate(right)
            match operator:
                case ast.Add():
                    return first + second
                case ast.Sub():
                    return first - second
                case ast.Mult():
                    return first * second
                case ast.Div():
                    return first / second
    raise ValueError("not a sum of numbers")


def read_money(text: str, unit: int) -> int | Misfit:
    """An amount in 分; ``unit`` is what a bare number counts in (分 per unit)."""
    plain = squeeze(half_width(text)).lstrip(_CURRENCY)
    if plain.startswith("="):
        amount = read_sum(_WITH_UNIT.sub(lambda found: _in_unit(found, unit), plain))
        # What is computed may have no end: nothing is finer than a 分.
        return Misfit(text, "算式有误") if amount is None else _money(_to_cents(amount * unit), text)
    if found := _COMPOUND.fullmatch(plain):
        large, small = read_decimal(found[1]), read_decimal(found[2])
        if large is not None and small is not None and 0 <= small < YI // WAN:
            return _money(large * YI + (-small if found[1].startswith("-") else small) * WAN, text)
    for words, digits in _LARGE_DIGITS.items():
        if words in plain and plain.partition(words)[0].isdigit():
            plain = plain.replace(words, digits)
    for suffix, factor in _SUFFIXES:
        if plain.endswith(suffix):
            plain, unit = plain[: -len(suffix)], factor
            break
    amount = read_decimal(plain)
    if amount is None:
        reason = "不是数值" if squeeze(text) not in _PLACEHOLDERS else f"“{squeeze(text)}”不是数值"
        return Misfit(text, reason)
    return _money(amount * unit, text)


def _in_unit(found: re.Match[str], unit: int) -> str:
    """A number with its own unit, as one in ``unit``: 「1.2亿」 among 万元 is 1.2*10000."""
    return f"({found[1]}*{dict(_SUFFIXES)[found[2]]}/{unit})"


def _to_cents(amount: Decimal) -> Decimal:
    return amount.to_integral_value(ROUND_HALF_UP) if abs(amount) < LIMIT else amount


def money_of_number(value: float | int, unit: int) -> int | Misfit:
    """An amount in 分 from a spreadsheet number; binary noise is rounded, more decimals are marked."""
    try:
        amount = Decimal(repr(value)) * unit
    except InvalidOperation:
        return Misfit(str(value), "不是数值")
    if not amount.is_finite():
        return Misfit(str(value), "不是数值")
    nearest = amount.to_integral_value(ROUND_HALF_UP) if abs(amount) < LIMIT else amount
    if amount != nearest and abs(amount - nearest) <= max(abs(amount), Decimal(1)) * _NOISE:
        amount = nearest
    return _money(amount, cell_text(value))


def _money(amount: Decimal, text: str) -> int | Misfit:
    if abs(amount) > LIMIT:
        return Misfit(text, "数值过大")
    if amount != amount.to_integral_value():
        return Misfit(text, "小数位过多，精确到分即可")
    return int(amount)


def money_number(amount: int, unit: int) -> int | float:
    """分 as a spreadsheet number in ``unit``."""
    whole, rest = divmod(amount, unit)
    return whole if rest == 0 else float(Decimal(amount) / unit)


def money_text(value: Value, unit: int) -> str:
    """分 as text in ``unit`` with thousands separators and no needless zeros; sums too."""
    amount = Decimal(int(value or 0)) / unit
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_whole(text: str) -> int | None:
    """A whole number; ``10.0`` counts as 10, ``3个`` as 3."""
    plain = squeeze(text)
    amount = read_decimal(plain[:-1] if plain[-1:] and plain[-1] in _MEASURES else plain)
    if amount is None or amount != amount.to_integral_value() or abs(amount) > LIMIT:
        return None
    return int(amount)


def read_percent(text: str) -> int | Misfit:
    """Millionths of the whole from ``80.46``, ``80.46%`` or ``0.8046``."""
    plain = squeeze(half_width(text))
    if plain.startswith("百分之"):
        plain = f"{plain.removeprefix('百分之')}%"
    if plain.startswith("(") and plain.endswith("%)"):
        plain = f"-{plain[1:-2]}%"
    signed = plain.endswith("%")
    amount = read_decimal(plain.removesuffix("%"))
    if amount is None:
        return Misfit(text, "不是百分比")
    share = amount if not signed and abs(amount) <= 1 and "." in plain else amount / 100
    millionths = share * _SHARE_SCALE
    if abs(millionths) > LIMIT or millionths != millionths.to_integral_value():
        return Misfit(text, "小数位过多")
    return int(millionths)


def share_of(value: Value) -> Fraction:
    """A stored percent (millionths) or a computed share as an exact fraction."""
    return Fraction(value, _SHARE_SCALE) if isinstance(value, int) else Fraction(value or 0)


def quantity_text(number: Fraction) -> str:
    """A number with two decimals at most, rounded half up, without zeros at its end."""
    digits = percent_text(number / 100, 2)[:-1]
    return digits.rstrip("0").rstrip(".")


def percent_text(share: Fraction, decimals: int, *, signed: bool = False) -> str:
    """A share in percent, rounded half up at ``decimals``; the only place where a share is rounded."""
    scaled = abs(share) * 100 * 10**decimals
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if share < 0 and rounded else "+" if signed and rounded else ""
    digits = f"{rounded:0{decimals + 1}d}"
    body = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"{sign}{body}%"
