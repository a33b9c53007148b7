"""The words in which the exceptions of a collection are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.return_plan import (
    ADD,
    BACK,
    KEEP,
    LEAVE,
    NEXT,
    NOW,
    TAKE,
    ZERO,
    Choice,
    Kind,
    ReturnException,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fgj_desktop.exchange.return_cells import FileContent
    from fgj_desktop.exchange.return_plan import AddedRow, ReturnCell
    from fgj_desktop.ledgers.report_period import ReportPeriod

_NOT_TAKEN, _TAKEN = Choice(KEEP, "不采用"), Choice(TAKE, "采用")
_BACK, _LEAVE = Choice(BACK, "退回修改"), Choice(LEAVE, "暂不处理")
_SHOWN = 3


def locked(unit: int, name: str, cells: Sequence[ReturnCell]) -> ReturnException:
    """「区教育局改动了锁定列“年度计划投资”（第 3 行），默认不采用。」."""
    titles = "、".join(f"“{title}”" for title in dict.fromkeys(one.title for one in cells))
    places = "、".join(dict.fromkeys(one.place.partition("!")[2] for one in cells[:_SHOWN]))
    more = f"等 {len(cells)} 处" if len(cells) > _SHOWN else ""
    text = f"{name}改动了锁定列{titles}（{places}{more}），默认不采用。"
    return ReturnException(
        f"locked:{unit}", Kind.LOCKED, text, (_NOT_TAKEN, _TAKEN), KEEP, unit, cells[0].file, tuple(cells)
    )


def cleared(unit: int, name: str, cells: Sequence[ReturnCell]) -> ReturnException:
    """Filled cells that came back empty."""
    text = f"{name}清空了 {len(cells)} 格原有内容{_examples(cells)}，默认保留原有内容。"
    choices = (Choice(KEEP, "保留原有内容"), Choice(TAKE, "按单位的清空"))
    return ReturnException(
        f"cleared:{unit}", Kind.CLEARED, text, choices, KEEP, unit, cells[0].file, tuple(cells)
    )


def conflict(unit: int, name: str, cells: Sequence[ReturnCell], *, again: bool) -> ReturnException:
    """The same cell changed here and there; ``again`` says that the unit has reported before."""
    which = "比上次报送的又有改动" if again else "发放后台账中也改过"
    text = f"{name}填报的 {len(cells)} 格{which}{_examples(cells)}，请选择采用哪一个。"
    choices = (Choice(KEEP, "保留台账的"), Choice(TAKE, "采用单位报送的"))
    default = TAKE if again else KEEP
    return ReturnException(
        f"conflict:{unit}", Kind.CONFLICT, text, choices, default, unit, cells[0].file, tuple(cells)
    )


def versions(
    unit: int, name: str, contents: Sequence[FileContent], cells: Sequence[ReturnCell], newest: int
) -> ReturnException:
    """Two returns of one unit that contradict each other."""
    files = "、".join(f"“{one.file_name}”" for one in contents)
    text = f"{name}交来 {len(contents)} 份内容不同的表：{files}。默认采用较新的一份。"
    choices = tuple(Choice(str(one.file), f"采用“{one.file_name}”") for one in contents)
    return ReturnException(
        f"versions:{unit}", Kind.VERSIONS, text, choices, str(newest), unit, newest, tuple(cells)
    )


def checks(
    unit: int,
    name: str,
    cells: Sequence[ReturnCell],
    messages: Sequence[str],
    key: str = "check",
    default: str = TAKE,
) -> ReturnException:
    """Values with which checks fail."""
    told = "".join(dict.fromkeys(messages[:_SHOWN]))
    more = f"等 {len(messages)} 处" if len(messages) > _SHOWN else ""
    text = f"{name}填报的内容有 {len(messages)} 处核查不通过：{told}{more}"
    choices = (Choice(TAKE, "仍然采用"), _NOT_TAKEN, _BACK)
    return ReturnException(
        f"{key}:{unit}", Kind.CHECK, text, choices, default, unit, cells[0].file, tuple(cells)
    )


def others_rows(
    unit: int, name: str, others: Iterable[str], file: str, cells: Sequence[ReturnCell]
) -> ReturnException:
    """Rows of other units, filled in a unit's return."""
    text = f"{name}的“{file}”里还填了{'、'.join(others)}的行，共 {len(cells)} 格，默认不采用。"
    return ReturnException(
        f"others:{unit}:{cells[0].file}",
        Kind.OTHERS_ROWS,
        text,
        (_NOT_TAKEN, _TAKEN),
        KEEP,
        unit,
        cells[0].file,
        tuple(cells),
    )


def other_period(
    key: str, unit: int | None, name: str, file: int, title: str, *, can_take: bool
) -> ReturnException:
    """「区水务局交来的是8月下半月的表，可作为本期采用或退回。」."""
    whose = f"{name or '有单位'}交来的是{title}的表"
    text = f"{whose}，可作为本期采用或退回。" if can_take else f"{whose}，不能作为本期采用。"
    take = (Choice(TAKE, "作为本期采用"),) if can_take else ()
    back = (_BACK,) if unit is not None else ()
    return ReturnException(
        f"period:{key}", Kind.OTHER_PERIOD, text, (*take, *back, _LEAVE), LEAVE, unit, file
    )


def other_version(key: str, unit: int | None, name: str, file: int, version: int) -> ReturnException:
    """A form that went out before the present one."""
    text = f"{name or '有单位'}用的是第 {version} 次发放的填报表，不是最近一次的，按当时发放的内容比对。"
    return ReturnException(f"version:{key}", Kind.OTHER_VERSION, text, (_TAKEN, _LEAVE), TAKE, unit, file)


def blank(unit: int, name: str, one: FileContent) -> ReturnException:
    """A return in which nothing was filled, or only where nobody asked for it."""
    text = f"{name}交来的“{one.file_name}”与发放时一样，没有填写内容，也没有勾选零报告。"
    if one.form.unread:
        titles = "、".join(f"“{title}”" for title in one.form.unread)
        text = (
            f"{name}交来的“{one.file_name}”没有可采用的内容，列{titles}对不上，请打开核对，或退回改用原列名。"
        )
    choices = (Choice(ZERO, "按零报告登记"), _BACK, _LEAVE)
    return ReturnException(f"blank:{unit}", Kind.BLANK, text, choices, LEAVE, unit, one.file)


def two_units(key: str, file: int, file_name: str, word: str, units: Mapping[int, str]) -> ReturnException:
    """A name that two units have."""
    listed = "、".join(units.values())
    text = f"“{file_name}”中的“{word}”可能是{listed}，请选择是哪个单位报送的。"
    return ReturnException(f"unit:{key}", Kind.TWO_UNITS, text, (*_units(units), _LEAVE), LEAVE, None, file)


def no_unit(key: str, file: int, file_name: str, units: Mapping[int, str]) -> ReturnException:
    """A return of which nothing tells whose it is."""
    text = f"“{file_name}”没有填写内容，也看不出是哪个单位报送的，请选择单位。"
    return ReturnException(f"unit:{key}", Kind.NO_UNIT, text, (*_units(units), _LEAVE), LEAVE, None, file)


def _units(units: Mapping[int, str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(unit), name) for unit, name in units.items())


def added_row(key: str, unit: int | None, name: str, row: AddedRow, near: str, title: str) -> ReturnException:
    """A row that the ledger does not have, or that it may have under a name that is close."""
    whose = name or "有单位"
    if row.near is None:
        text = f"{whose}在{row.place}增加了{title}“{row.label}”，台账中没有，默认不新增。"
        choices: tuple[Choice, ...] = (_LEAVE, *((Choice(ADD, f"新增{title}"),) if unit is not None else ()))
        kind = Kind.ADDED_ROW
    else:
        text = f"{whose}的{row.place}“{row.label}”与台账中“{near}”相近，是否为同一{title}？默认不采用。"
        choices = (_LEAVE, Choice(TAKE, f"是同一{title}，采用"))
        choices += (Choice(ADD, f"不是，新增{title}"),) if unit is not None else ()
        kind = Kind.UNKNOWN_ROW
    return ReturnException(f"row:{key}", kind, text, choices, LEAVE, unit, row.file, row=row)


def late(
    unit: int, name: str, deadline: str, state: str, period: ReportPeriod, default: str
) -> ReturnException:
    """A return behind the deadline, or one found only when the period is closed (without ``deadline``)."""
    when = f"在截止时间（{deadline}）之后报送" if deadline else "的报表没有及时汇总"
    mark = "（标为迟报）" if deadline else ""
    text = f"{name}{when}，本轮{state}。可补入本期{mark}，或计入{period.next.short_title}。"
    choices = (Choice(NOW, "补入本期"), Choice(NEXT, "计入下期"))
    return ReturnException(f"late:{unit}", Kind.LATE, text, choices, default, unit)


def _examples(cells: Sequence[ReturnCell]) -> str:
    """（“任务”的累计完成）."""
    told = "、".join(f"“{_short(one.label)}”的{one.title}" for one in cells[:1])
    return f"（{told}{'等' if len(cells) > 1 else ''}）"


def _short(text: str) -> str:
    return text if len(text) <= 16 else f"{text[:15]}…"
