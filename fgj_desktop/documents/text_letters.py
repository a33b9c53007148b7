"""Letters in 信函格式: 提醒函 about projects that lag, 督办函 about matters left undone, 催报函 about reports not sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import Words, filled, sentence_runs, skeleton
from fgj_desktop.documents.text_tables import (
    cells,
    first_filled,
    points_cell,
    row_share,
    share_text,
    wan_text,
)
from fgj_desktop.documents.word_content import (
    NO_NUMBER,
    Attachment,
    AttachmentNote,
    HeadStyle,
    Paragraph,
    Signature,
    Table,
    TableColumn,
    date_text,
    runs,
)
from fgj_desktop.errors import UserError
from fgj_desktop.rules.document_facts import DEFAULT_OFFICE
from fgj_desktop.rules.letter_record import SentLetter, projects_of
from fgj_desktop.rules.letters import answer_by, counted, lagging_groups, lagging_rows, supervised_matters
from fgj_desktop.rules.passages_bulletin import yi_text
from fgj_desktop.rules.phrases import chinese_marks, ended, schedule_word, until_words
from fgj_desktop.rules.projects import amount
from fgj_desktop.rules.schedule import schedule_share
from fgj_desktop.rules.telling import joined

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from fgj_desktop.documents.word_content import Block, WordDocument
    from fgj_desktop.rules.letters import Matter
    from fgj_desktop.rules.project_groups import ProjectGroup
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.rules.telling import Part, Sentence, Telling

REMINDER, SUPERVISION, CHASE = "提醒函", "督办函", "催报函"
_TITLES = {REMINDER: "进度滞后的重点项目清单", SUPERVISION: "督办事项清单"}


@dataclass(frozen=True, slots=True)
class LetterOptions:
    """What the clerk says of a letter."""

    day: datetime.date
    """The day it is signed."""
    reply_due: datetime.date | None = None
    """By when an answer is asked for; a week later when it is not said."""
    number: str = ""
    """文号, typed by the clerk."""
    style: HeadStyle = HeadStyle.FULL
    sealed: bool = True

    @property
    def answer_by(self) -> datetime.date:
        """By when an answer is asked for."""
        return self.reply_due or answer_by(self.day)


def reminder_letter(telling: Telling, options: LetterOptions, units: Sequence[str] = ()) -> WordDocument:
    """提醒函 to the units that lag, or to those named; raises UserError when none does."""
    groups = lagging_groups(telling.basis, units)
    if not groups:
        whom = "、".join(units) or "各责任单位"
        raise UserError(f"{whom}没有{telling.month.title}进度滞后的项目，无需发提醒函。")
    blocks = tuple(Paragraph(sentence_runs(_group_words(telling, one))) for one in groups)
    return _letter(
        telling, options, REMINDER, [one.name for one in groups], "滞后情况", blocks, _lagging_table(groups)
    )


def _group_words(telling: Telling, group: ProjectGroup) -> Sentence:
    """One unit: its plan, what is done, the verdict, and what holds it back."""
    standing, decimals = group.standing, telling.decimals

    def told(name: str, text: str) -> Part:
        return telling.told_of(group, f"重点项目.{name}", text)

    said: list[Part] = [f"{until_words(telling.month.last_day)}，{group.name}负责的"]
    said += [told("项目数", str(len(group.rows))), "个重点项目"]
    if standing.plan is None:
        said.append("年度计划尚未填报")
    else:
        said += ["年度计划投资", told("计划投资", yi_text(standing.plan, decimals)), "亿元，累计完成投资"]
        said += [told("累计完成", yi_text(standing.invested or 0, decimals)), "亿元"]
        if standing.completion is not None and standing.gap is not None:
            schedule = decimals.number(schedule_share(telling.month), 2)
            said += ["，占年度计划", told("占年度计划", f"{decimals.number(standing.completion, 2)}%")]
            said += [f"（时间进度{schedule}%），"]
            said.append(told("总体评语", schedule_word(standing.gap, decimals.verdicts)))
    lacking = {
        "未开工": group.not_started,
        "未产生投资": group.no_investment,
        "落后时间进度": group.behind,
    }
    parts: list[Part] = []
    for name, number in lacking.items():
        if number:
            parts += ["，" if parts else "", f"{name}项目", told(name, str(number)), "个"]
    return joined(*said, "。其中", *parts, "。")


def _lagging_table(groups: Sequence[ProjectGroup]) -> Table:
    lines = [(group, row) for group in groups for row in lagging_rows(group)]
    return Table(
        (
            TableColumn("序号", 0.7, "center"),
            TableColumn("项目名称", 2.6),
            TableColumn("责任单位", 1.3, "center"),
            TableColumn("年度计划投资", 1.2, "right"),
            TableColumn("累计完成投资", 1.2, "right"),
            TableColumn("占年度计划（％）", 1.0, "right"),
            TableColumn("较时间进度（百分点）", 1.1, "right"),
            TableColumn("存在问题", 2.4),
        ),
        tuple(
            cells(
                str(number),
                str(row.values.get("name") or ""),
                group.name,
                wan_text(amount(row, "current_plan")),
                wan_text(amount(row, "invested_to_date")),
                share_text(row_share(row)),
                points_cell(row),
                first_filled(row, ("problem", "explanation")) or "未填写",
            )
            for number, (group, row) in enumerate(lines, 1)
        ),
        unit="单位：万元",
    )


def supervision_letter(telling: Telling, options: LetterOptions, units: Sequence[str] = ()) -> WordDocument:
    """督办函 about what is left undone by the units, or by those named; raises UserError when nothing is."""
    matters = supervised_matters(telling.basis, units)
    if not matters:
        whom = "、".join(units) or "各责任单位"
        raise UserError(
            f"{whom}没有需要督办的事项：没有提请督办和逾期的问题、议定事项，没有应开工未开工的项目。"
        )
    names = [name for name in counted(matters, lambda one: one.unit) if name]
    blocks = tuple(
        Paragraph(runs(f"{kind}{number}项{_unit_words(matters, kind)}。"))
        for kind, number in counted(matters, lambda one: one.kind).items()
    )
    return _letter(telling, options, SUPERVISION, names, "督办情况", blocks, _matter_table(matters))


def _unit_words(matters: Sequence[Matter], kind: str) -> str:
    units = counted([one for one in matters if one.kind == kind], lambda one: one.unit or "未填单位")
    return f"（{'，'.join(f'{unit}{number}项' for unit, number in units.items())}）"


def _matter_table(matters: Sequence[Matter]) -> Table:
    return Table(
        (
            TableColumn("序号", 0.7, "center"),
            TableColumn("责任单位", 1.4, "center"),
            TableColumn("类别", 1.8),
            TableColumn("事项", 3.6),
            TableColumn("时限", 1.6, "center"),
            TableColumn("当前情况", 3.0),
        ),
        tuple(
            cells(
                str(number),
                one.unit or "—",
                one.kind,
                chinese_marks(one.name),
                one.deadline or "—",
                chinese_marks(one.now) or "未填写",
            )
            for number, one in enumerate(matters, 1)
        ),
    )


def _letter(
    telling: Telling,
    options: LetterOptions,
    kind: str,
    units: Sequence[str],
    section: str,
    blocks: tuple[Block, ...],
    table: Table,
) -> WordDocument:
    title = _TITLES[kind]
    words = Words.of(
        telling,
        facts=_facts(options, "、".join(units) or "各有关单位")
        | {"截至词": until_words(telling.month.last_day) + "，"},
        sections={
            section: blocks,
            "附件说明": (AttachmentNote((title,)),),
            "署名": (Signature(telling.office or DEFAULT_OFFICE, options.day, sealed=options.sealed),),
            "附件": (Attachment(None, title, (table,), wide=True),),
        },
    )
    return filled(skeleton(kind), words, style=options.style)


def _facts(options: LetterOptions, whom: str) -> dict[str, str]:
    return {
        "收文单位": whom,
        "回复时限": date_text(options.answer_by),
        "文号": options.number or NO_NUMBER,
    }


def chase_letter(
    telling: Telling, options: LetterOptions, one: RoundInfo, missing: Sequence[str]
) -> WordDocument:
    """催报函 to the units of a round whose report is not here; raises UserError when all are."""
    if not missing:
        raise UserError(f"{one.name}没有未报的单位，无需发催报函。")
    name = one.text("issuing_name") or telling.office or DEFAULT_OFFICE
    own = name == (telling.office or DEFAULT_OFFICE)
    due = date_text(one.deadline) if one.deadline else "规定时间"
    facts = _facts(options, "、".join(missing)) | {
        "发文名义": name,
        "报送事项": one.rule_title,
        "报送时期": one.period.title,
        "截止时间": f"{due}{one.text('deadline_time')}",
        "联系方式": _contact(one),
    }
    words = Words.of(
        telling,
        facts=facts,
        sections={
            "署名": (Signature(name, options.day, sealed=options.sealed, on_behalf=not own),),
        },
    )
    return filled(skeleton(CHASE), words, style=options.style)


def _contact(one: RoundInfo) -> str:
    parts = [
        f"{words}：{text}"
        for words, text in (("联系人", one.text("contact")), ("电话", one.text("telephone")))
        if text
    ]
    return ended("，".join(parts)) if parts else ""


def sent_letter(telling: Telling, kind: str, document: WordDocument, options: LetterOptions) -> SentLetter:
    """A letter as the record of 来文和函件 that it becomes; 催报函 asks for the report, the others for an answer."""
    units = tuple(document.addressee.rstrip("：").split("、"))
    asked = "报送" if kind == CHASE else "将整改情况书面反馈" if kind == REMINDER else "将办理情况书面反馈"
    return SentLetter(
        kind,
        document.title.replace("\n", ""),
        units,
        "" if document.head is None else document.head.office,
        options.number,
        options.day,
        options.answer_by,
        f"请于{date_text(options.answer_by)}前{asked}。",
        projects_of(telling.basis, kind, units),
    )
