"""问题清单报送件: what the district (区级) or the city (市级) is asked to settle, by kind, with the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import Words, filled, skeleton
from fgj_desktop.documents.text_tables import cells
from fgj_desktop.documents.word_content import (
    Attachment,
    AttachmentNote,
    Paragraph,
    Signature,
    Table,
    TableColumn,
    TextRun,
)
from fgj_desktop.errors import UserError
from fgj_desktop.rules.asked_matters import asked_matters
from fgj_desktop.rules.document_facts import DEFAULT_OFFICE
from fgj_desktop.rules.phrases import chinese_marks, until_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.documents.text_letters import LetterOptions
    from fgj_desktop.documents.word_content import Runs, WordDocument
    from fgj_desktop.rules.asked_matters import AskedMatter
    from fgj_desktop.rules.telling import Telling

DISTRICT, CITY = "区级", "市级"
_ASKED_OF = {DISTRICT: ("区级",), CITY: ("市级", "省级")}
"""What is asked of the province goes by the city."""
_OTHER = "未分类"
_NAMED = 10
_COLUMNS = (
    TableColumn("序号", 0.7, "center"),
    TableColumn("项目名称", 2.4),
    TableColumn("存在问题", 3.2),
    TableColumn("问题类别", 1.3, "center"),
    TableColumn("建议措施", 3.0),
    TableColumn("责任单位", 1.4, "center"),
    TableColumn("解决时限", 1.5, "center"),
    TableColumn("办理情况", 2.2),
)


def problem_report(telling: Telling, options: LetterOptions, level: str = DISTRICT) -> WordDocument:
    """The report to the district, or the letter to the city; raises UserError when nothing is asked of it."""
    every = asked_matters(telling.basis)
    asked = [one for one in every if one.level in _ASKED_OF[level]]
    if not asked:
        raise UserError(f"{telling.month.title}没有需{level}层面协调解决的问题。")
    title = f"{telling.month.title}重点项目存在问题清单（{level}）"
    words = Words.of(
        telling,
        facts={"文号": options.number},
        passages={"问题总体段": (_overall(telling, every, level),)},
        sections={
            "问题分类": tuple(_by_category(asked)),
            "附件说明": (AttachmentNote((title,)),),
            "署名": (Signature(telling.office or DEFAULT_OFFICE, options.day, sealed=options.sealed),),
            "附件": (Attachment(None, title, (_table(asked),), wide=True),),
        },
    )
    return filled(skeleton(f"问题清单报送件（{level}）"), words, options.style)


def _overall(telling: Telling, every: Sequence[AskedMatter], level: str) -> str:
    counts = {name: sum(one.level in levels for one in every) for name, levels in _ASKED_OF.items()}
    here = counts[level]
    said = f"{until_words(telling.month.last_day)}，全区重点项目尚未解决的问题共{len(every)}条"
    other = DISTRICT if level == CITY else CITY
    rest = f"，需{other}层面协调解决{counts[other]}条" if counts[other] else ""
    return f"{said}，其中需{level}层面协调解决{here}条{rest}。"


def _by_category(asked: Sequence[AskedMatter]) -> list[Paragraph]:
    """「用地（3条）。甲、乙、丙。」 for each kind of problem, the most frequent first."""
    found: dict[str, list[AskedMatter]] = {}
    for one in asked:
        found.setdefault(one.category or _OTHER, []).append(one)
    order = sorted(found, key=lambda name: (name == _OTHER, -len(found[name])))
    return [_category(name, found[name]) for name in order]


def _category(name: str, matters: Sequence[AskedMatter]) -> Paragraph:
    projects = list(dict.fromkeys(one.project for one in matters if one.project != "—"))
    some = f"{'、'.join(projects[:_NAMED])}{f'等{len(projects)}个项目' if len(projects) > _NAMED else ''}"
    text = f"涉及{some}。" if projects else f"{chinese_marks(matters[0].problem)}。"
    kind = "未分类的问题" if name == _OTHER else f"{name}类问题"
    return Paragraph((TextRun(f"{kind}{len(matters)}条。", lead=True), TextRun(text)))


def _table(asked: Sequence[AskedMatter]) -> Table:
    return Table(_COLUMNS, tuple(_row(number, one) for number, one in enumerate(asked, 1)))


def _row(number: int, one: AskedMatter) -> tuple[Runs, ...]:
    texts = (one.problem, one.category or _OTHER, one.measure, one.unit, one.deadline, one.progress)
    return cells(str(number), one.project, *(chinese_marks(text) or "—" for text in texts))
