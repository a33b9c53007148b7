"""新型城镇化工作进展情况（半月）: who reported, what came of each task, problems, what is next, and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import Words, filled, skeleton
from fgj_desktop.documents.word_content import (
    Attachment,
    Heading,
    Paragraph,
    Signature,
    Table,
    TableColumn,
    TextRun,
    runs,
)
from fgj_desktop.documents.word_sources import OwnFigure
from fgj_desktop.rules.phrases import chinese_marks, ended
from fgj_desktop.rules.rounds import LATE, MISSING, NOTHING_NEW, SENT_BACK
from fgj_desktop.rules.telling import Told, joined
from fgj_desktop.rules.urban_report import BY_CLAUSE, TASK_STATES, TaskWords, UrbanReport, without_number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from fgj_desktop.documents.word_content import Block, WordDocument
    from fgj_desktop.rules.telling import Sentence, Telling

NAME = "新型城镇化工作进展情况"
_STATES = (LATE, NOTHING_NEW, SENT_BACK, MISSING)
NOT_ADOPTED = "报送原文，未改写，请核改"
_COLUMNS = (
    TableColumn("序号", 0.8, "center"),
    TableColumn("政策条款", 1.6),
    TableColumn("工作任务", 3.0),
    TableColumn("牵头单位", 1.4, "center"),
    TableColumn("完成时限", 1.5, "center"),
    TableColumn("累计完成／目标", 1.5, "center"),
    TableColumn("状态", 1.3, "center"),
    TableColumn("本期进展", 4.0),
    TableColumn("存在问题", 2.4),
)


def urban_progress(
    telling: Telling, report: UrbanReport, day: datetime.date | None, *, by: str = BY_CLAUSE
) -> WordDocument:
    """The report of half a month; the tasks by clause or by unit."""
    words = Words.of(
        telling,
        facts={"报送时期": report.period.title, "发文名义": report.issuing_name},
        passages={
            "报送情况段": standing_words(report),
            "任务总体段": states_words(report),
            **{name: (told,) for name, told in own_figures(report).items()},
        },
        sections={
            "任务进展": tuple(_progress(report, by)),
            "存在问题": tuple(_problems(report.tasks)),
            "下一步打算": tuple(_next_steps(report.tasks)),
            "署名": (Signature(report.issuing_name, day, on_behalf=True),),
            "任务进展一览表": (Attachment(None, _table_title(report), (_table(report.tasks),), wide=True),),
        },
    )
    return filled(skeleton(NAME), words)


def own_figures(report: UrbanReport) -> dict[str, Told]:
    """The counts of the report under names of their own: 「报送.已报」, 「任务.推进中」."""
    counts = {"报送.应报": report.owing, "报送.已报": report.reported, "任务.总数": len(report.tasks)}
    counts |= {f"报送.{state}": len(report.units.get(state, ())) for state in _STATES}
    counts |= {f"任务.{state}": report.states().get(state, 0) for state in TASK_STATES}
    return {name: Told(name, str(number)) for name, number in counts.items()}


def own_sources(report: UrbanReport) -> tuple[OwnFigure, ...]:
    """Where the counts of the report come from: the units and the tasks that each counts."""
    told = {name: one.text for name, one in own_figures(report).items()}
    sent = [
        name for state, names in report.units.items() if state not in (MISSING, SENT_BACK) for name in names
    ]
    owing = [name for names in report.units.values() for name in names]
    of = {"报送.应报": owing, "报送.已报": sent, "任务.总数": [one.name for one in report.tasks]}
    of |= {f"报送.{state}": list(report.units.get(state, ())) for state in _STATES}
    of |= {f"任务.{state}": [one.name for one in report.tasks if one.state == state] for state in TASK_STATES}
    return tuple(
        OwnFigure(name, told[name], _formula(report, name), _sources(name), tuple(records))
        for name, records in of.items()
    )


def _formula(report: UrbanReport, name: str) -> str:
    subject, _, what = name.partition(".")
    if subject == "任务":
        return f"{report.period.title}报告中的任务{'总数' if what == '总数' else f'，状态为{what}的项数'}"
    words = {"应报": "有未完成任务的牵头单位数", "已报": "已报送的单位数，含迟报、零报告"}
    return f"{report.period.title}{words.get(what, f'报送情况为{what}的单位数')}"


def _sources(name: str) -> str:
    return "任务清单" if name.startswith("任务.") else "任务清单、报送登记"


def standing_words(report: UrbanReport) -> Sentence:
    """「应报单位12个，已报11个（其中迟报1个：区水务局），未报1个：区教育局。」, by name."""
    if not report.owing:
        return (f"（任务清单没有{report.period.title}应报送的单位，请补充。）",)
    own = own_figures(report)
    missing = report.units.get(MISSING, ())
    if len(missing) == report.owing:
        return joined("应报单位", own["报送.应报"], f"个，均未报送：{'、'.join(missing)}。")

    def counted(state: str) -> Sentence:
        names = report.units.get(state, ())
        return (state, own[f"报送.{state}"], f"个：{'、'.join(names)}")

    within = [counted(state) for state in (LATE, NOTHING_NEW) if report.units.get(state)]
    beside = [counted(state) for state in (SENT_BACK, MISSING) if report.units.get(state)]
    said: list[Sentence | Told | str] = ["应报单位", own["报送.应报"], "个，已报", own["报送.已报"], "个"]
    for place, part in enumerate(within):
        said += ["（其中" if place == 0 else "；", part]
    said.append("）" if within else "")
    for part in beside:
        said += ["，", part]
    return joined(*said, "。")


def states_words(report: UrbanReport) -> Sentence:
    """「任务清单共13项，其中推进中8项，逾期未完成2项。」, without what there is none of."""
    if not report.tasks:
        return ("（任务清单没有任务，请补充。）",)
    own = own_figures(report)
    said: list[Sentence | Told | str] = ["任务清单共", own["任务.总数"], "项"]
    for place, state in enumerate(report.states()):
        said += ["，其中" if place == 0 else "，", state, own[f"任务.{state}"], "项"]
    return joined(*said, "。")


def _progress(report: UrbanReport, by: str) -> list[Block]:
    blocks: list[Block] = []
    for group, tasks in report.grouped(by).items():
        blocks.append(Heading(2, runs(without_number(group))))
        blocks += [_told(task, by) for task in tasks if task.progress and not task.is_nothing_new]
        for words, some in (
            ("本期无新进展", [task for task in tasks if task.is_nothing_new]),
            ("本期未报送进展", [task for task in tasks if not task.progress and not task.is_nothing_new]),
        ):
            if some:
                blocks.append(
                    Paragraph(
                        runs(f"{words}的任务{len(some)}项：{'；'.join(_called(one, by) for one in some)}。")
                    )
                )
    return blocks or [Paragraph(runs("（任务清单没有任务，请补充。）"))]


def _told(task: TaskWords, by: str) -> Paragraph:
    """「完善住房保障（区住建管理局）。完成方案起草，正在走印发流程。」, marked where the words are the unit's own."""
    lead = TextRun(f"{_called(task, by)}。", lead=True)
    return Paragraph((lead, TextRun(ended(task.progress))), note="" if task.is_adopted else NOT_ADOPTED)


def _called(task: TaskWords, by: str) -> str:
    name = chinese_marks(task.name)
    return f"{name}（{task.unit}）" if by == BY_CLAUSE and task.unit else name


def _problems(tasks: Sequence[TaskWords]) -> list[Block]:
    """Each problem once, with the units that tell it."""
    told = _by_words([(task.problem, task.unit) for task in tasks if task.problem])
    return told or [Paragraph(runs("本期各单位没有反映需要协调的问题。"))]


def _next_steps(tasks: Sequence[TaskWords]) -> list[Block]:
    return _by_words([(task.next_step, task.unit) for task in tasks if task.next_step])


def _by_words(said: Sequence[tuple[str, str]]) -> list[Block]:
    """Paragraphs of what is said, each once: 「（区教育局、区水务局）」 behind it."""
    found: dict[str, list[str]] = {}
    for words, unit in said:
        units = found.setdefault(ended(words), [])
        if unit and unit not in units:
            units.append(unit)
    return [
        Paragraph(runs(f"{words.rstrip('。')}（{'、'.join(units)}）。" if units else words))
        for words, units in found.items()
    ]


def _table_title(report: UrbanReport) -> str:
    return f"新型城镇化工作任务进展一览表（{report.period.title}）"


def _table(tasks: Sequence[TaskWords]) -> Table:
    rows = tuple(
        tuple(
            runs(text)
            for text in (
                str(number),
                without_number(task.clause),
                chinese_marks(task.name),
                task.unit,
                task.deadline,
                task.amount,
                task.state,
                chinese_marks(task.progress) or "未报送",
                chinese_marks(task.problem),
            )
        )
        for number, task in enumerate(tasks, 1)
    )
    return Table(_COLUMNS, rows)
