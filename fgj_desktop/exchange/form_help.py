"""填报说明: what a form tells the unit that fills it, as numbered lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.form_checks import check_words
from fgj_desktop.exchange.form_marks import WHOLE_ZERO
from fgj_desktop.ledgers.kinds import LongText
from fgj_desktop.rules.form_spec import NOTHING_NEW_TITLE, TICK, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.rules.form_spec import FormSpec

_ZERO = f"在“{NOTHING_NEW_TITLE}”列选“{TICK}”"


def help_lines(spec: FormSpec) -> list[str]:
    """The instructions in order, numbered."""
    return [f"{number}.{line}" for number, line in enumerate(_lines(spec), 1)]


def _lines(spec: FormSpec) -> Iterator[str]:
    head = spec.head
    if head.deadline_words:
        whom = f"报{head.issuing_name}" if head.issuing_name else "报回"
        yield f"请于{head.deadline_words}前{whom}。{head.contact_words}{'。' if head.contact_words else ''}"
    elif head.contact_words:
        yield f"{head.contact_words}。"
    if spec.unit is None:
        yield "本表发给各单位共用，请只填本单位所在的行，其他单位的行不必删除。"
    yield "请只填黄色表头下的白色单元格。灰色单元格是已有的内容和上期填报的内容，供对照，不用改动；确有错误的，请告知联系人。"
    if spec.takes_nothing_new:
        yield f"没有新进展的，{_ZERO}，不必重复上期内容。{_whole_zero(spec)}"
    else:
        yield "请逐个镇办打分：不适用的填“—”，未评的留空，得零分的填 0；扣分的请写明原因。"
    yield from _column_lines(spec)
    yield "可以调整行高、列宽和字体，可以筛选。需要排序或增加列的，先在“审阅”中撤销工作表保护，没有密码。"
    if spec.rows_ledger is None:
        yield "需要增加事项的，填在表末的空白行，写明名称和单位。"
    yield "请在本表内填报后直接保存，文件名可以自定；请不要另制新表，也不要删除隐藏的列和工作表。"
    if any(column.part is Part.FORMER for column in spec.columns):
        yield "标有“（上期）”的列是上期填报的内容，可以复制后修改，请不要原样照抄。"


def _column_lines(spec: FormSpec) -> Iterator[str]:
    """What columns take, each told once; texts explain themselves."""
    told: set[str] = set()
    for column in spec.entries:
        assert column.field is not None
        name = column.title if not column.town else column.field.column.title
        words = "" if isinstance(column.field.column.kind, LongText) else check_words(column)
        hint = column.field.column.help
        said = "".join(part for part in (f"{hint}。" if hint else "", words) if part)
        if said and name not in told:
            told.add(name)
            yield f"“{name}”：{said}"


def _whole_zero(spec: FormSpec) -> str:
    return "" if spec.unit is None else f"各项都没有新进展的，在表头“{WHOLE_ZERO}”右侧选“{TICK}”即可。"
