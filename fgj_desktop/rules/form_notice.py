"""The notice that goes out with forms: its words for a document, and a short text for the group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.rules.form_spec import NOTHING_NEW_TITLE

if TYPE_CHECKING:
    import datetime

    from fgj_desktop.rules.form_spec import FormSpec

_UNITS_TOLD = 40
_OFFICE_OF_GROUP = "办公室"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as words; headings carry no numbers."""

    title: str
    addressee: str
    opening: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """Headings with the paragraphs below them."""
    attachments: tuple[str, ...]
    office: str
    date: datetime.date
    contact: str
    on_behalf: bool
    """Whether another office's seal is put for it (（代章）)."""


def notice_of(form: FormSpec, day: datetime.date, *, whole: bool) -> Notice:
    """The notice of a form that goes to all; ``whole`` tells whether all fill one table, else each its own."""
    head = form.head
    office = head.issuing_name or form.office
    by = f"于{head.deadline_words}前" if head.deadline_words else "按时"
    return Notice(
        title=f"关于报送{head.title}（{form.period.title}）的通知",
        addressee="各成员单位：" if "领导小组" in office else "各有关单位：",
        opening=f"为及时掌握{head.title}情况，现将{form.period.title}报送工作有关事项通知如下：",
        parts=(
            ("报送内容", (_what(form), f"本期由{_whom(form)}报送。")),
            ("填报要求", tuple(_how(form, whole=whole))),
            ("报送时间", (f"请{by}将填报表电子版报{office or '我局'}。逾期未报的，将予以催报。",)),
        ),
        attachments=(form.title,),
        office=office,
        date=day,
        contact=head.contact_words,
        on_behalf="领导小组" in office and office.endswith(_OFFICE_OF_GROUP),
    )


def _what(form: FormSpec) -> str:
    titles = "、".join(dict.fromkeys(_column_title(form, one.key) for one in form.entries))
    return f"{form.period.title}的{titles}，{form.records_of.record_title}共 {len(form.rows)} {form.records_of.measure_word}。"


def _column_title(form: FormSpec, key: str) -> str:
    column = next(one for one in form.columns if one.key == key)
    assert column.field is not None
    return column.field.column.title if column.town else column.title.removeprefix(form.period.short_title)


def _whom(form: FormSpec) -> str:
    names = list(form.unit_names.values())
    more = f"等 {len(names)} 个单位" if len(names) > _UNITS_TOLD else ""
    return f"{'、'.join(names[:_UNITS_TOLD])}{more}"


def _how(form: FormSpec, *, whole: bool) -> list[str]:
    rows = "填报表由各单位共用，请只填写本单位所在行" if whole else "请填写发给本单位的填报表"
    lines = [f"{rows}黄色表头下的白色单元格，灰色单元格供对照，不用改动。"]
    if form.takes_nothing_new:
        lines.append(
            f"没有新进展的，在“{NOTHING_NEW_TITLE}”列选“√”，或者书面答复“零报告”，不要照抄上期内容。"
        )
    lines.append("请在所附填报表内填报后直接保存，不要另制新表，填报要求详见表内“填报说明”。")
    return lines


def group_message(form: FormSpec, *, whole: bool) -> str:
    """The notice as a text for 粤政易 or 微信."""
    head = form.head
    day = head.deadline
    by = f"于{day.month}月{day.day}日{head.deadline_time}前" if day is not None else "按时"
    rows = "填报表附后，请在表中填写本单位所在行" if whole else "填报表已按单位分别发放"
    zero = "如无新进展，请回复“零报告”。" if form.takes_nothing_new else ""
    contact = f"{head.contact_words}。" if head.contact_words else ""
    return (
        f"【通知】请各单位{by}报送{head.title}（{form.period.short_title}）：{_whom(form)}。"
        f"{rows}。{zero}{contact}"
    )
