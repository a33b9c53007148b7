"""调度会材料: the whole, what earlier meetings decided, what to settle, and an attachment for each 挂点领导."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import Words, filled, sentence_runs, skeleton
from fgj_desktop.documents.text_tables import (
    UNIT,
    cells,
    first_filled,
    group_table,
    one_line,
    points_cell,
    row_share,
    share_text,
    unit_text,
    wan_text,
)
from fgj_desktop.documents.word_content import (
    Attachment,
    AttachmentNote,
    Heading,
    Paragraph,
    Picture,
    Pictures,
    Table,
    TableColumn,
    runs,
)
from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.rules.asked_matters import asked_matters
from fgj_desktop.rules.deadlines import FINISHED
from fgj_desktop.rules.passages_bulletin import yi_text
from fgj_desktop.rules.phrases import chinese_marks, schedule_word
from fgj_desktop.rules.project_groups import NO_LEADER, ProjectGroup, by_leader, by_unit
from fgj_desktop.rules.projects import amount
from fgj_desktop.rules.telling import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.documents.record_sheet import Photo
    from fgj_desktop.documents.word_content import Block, WordDocument
    from fgj_desktop.rules.asked_matters import AskedMatter
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.telling import Part, Sentence, Telling
    from fgj_desktop.store.rows import Row

NAME, DECISIONS = "调度会材料", "decision"
BY_LEADER, BY_UNIT = "leader", "unit"
_TITLES = {BY_LEADER: "{}挂点重点项目情况", BY_UNIT: "{}重点项目情况"}
_PHOTOS, _IN_A_ROW = 2, 3
"""How many photos of a project are shown, and how many stand beside each other."""
_HEADS = {BY_LEADER: "挂点领导", BY_UNIT: "责任单位"}
_PROJECT_COLUMNS = (
    TableColumn("序号", 0.7, "center"),
    TableColumn("项目名称", 2.6),
    TableColumn("责任单位", 1.4, "center"),
    TableColumn("年度计划投资", 1.4, "right"),
    TableColumn("累计完成投资", 1.4, "right"),
    TableColumn("占年度计划（％）", 1.2, "right"),
    TableColumn("较时间进度（百分点）", 1.3, "right"),
    TableColumn("亮灯", 0.8, "center"),
    TableColumn("形象进度", 2.4),
    TableColumn("存在问题", 2.6),
)


def _no_photos(_record: int) -> Sequence[Photo]:
    return ()


def meeting_pack(
    telling: Telling, *, by: str = BY_LEADER, photos: Callable[[int], Sequence[Photo]] = _no_photos
) -> WordDocument:
    """The papers for a meeting; the projects of each leader (or unit), the one furthest behind first.

    ``photos`` gives those of a project, the newest last.
    """
    basis = telling.basis
    groups = [one for one in (by_leader(basis) if by == BY_LEADER else by_unit(basis)) if one.rows]
    groups.sort(key=lambda one: (one.name == NO_LEADER, one.standing.gap is None, one.standing.gap or 0))
    decisions, asked = basis.rows(DECISIONS), asked_matters(basis)
    titles = [_title(by, one.name) for one in groups]
    words = Words.of(
        telling,
        passages={
            "议定事项段": (_decision_words(decisions),),
            "研究事项段": (_asked_words(asked),),
        },
        sections={
            "议定事项表": (_decision_table(basis, decisions),) if decisions else (),
            "研究事项表": (_asked_table(asked),) if asked else (),
            "调度安排": tuple(_agenda(telling, groups, _HEADS[by])),
            "附件说明": (AttachmentNote(tuple(titles)),) if titles else (),
            "分项材料": tuple(
                Attachment(
                    number if len(titles) > 1 else None,
                    title,
                    tuple(_papers(telling, group, asked, photos)),
                    wide=True,
                )
                for number, (title, group) in enumerate(zip(titles, groups, strict=True), 1)
            ),
        },
    )
    return filled(skeleton(NAME), words)


def _title(by: str, name: str) -> str:
    return f"{name}的重点项目情况" if name == NO_LEADER else _TITLES[by].format(name)


def _decision_words(rows: Sequence[Row]) -> str:
    if not rows:
        return "没有以往会议议定事项。"
    settled = sum(row.values.get("state") in FINISHED for row in rows)
    overdue = sum(bool(row.values.get("overdue")) for row in rows)
    late = f"，其中逾期{overdue}项" if overdue else ""
    return f"以往会议议定事项共{len(rows)}项，已落实{settled}项，尚未落实{len(rows) - settled}项{late}。"


def _decision_table(basis: Basis, rows: Sequence[Row]) -> Table:
    """What is open first, the earliest deadline at the top."""
    ordered = sorted(
        rows, key=lambda row: (row.values.get("state") in FINISHED, str(row.values.get("deadline") or "9"))
    )
    return Table(
        (
            TableColumn("序号", 0.7, "center"),
            TableColumn("议定事项", 3.0),
            TableColumn("会议", 2.0),
            TableColumn("责任单位", 1.4, "center"),
            TableColumn("完成时限", 1.6, "center"),
            TableColumn("落实状态", 1.1, "center"),
            TableColumn("落实情况", 2.4),
        ),
        tuple(
            cells(
                str(number),
                one_line(row, "name"),
                basis.text(DECISIONS, "meeting", row) or "—",
                unit_text(basis, row, DECISIONS) or "—",
                date_text(str(row.values.get("deadline"))) if row.values.get("deadline") else "—",
                f"{one_line(row, 'state') or '未填写'}{'（逾期）' if row.values.get('overdue') else ''}",
                one_line(row, "progress") or "未填写",
            )
            for number, row in enumerate(ordered, 1)
        ),
    )


def _asked_words(asked: Sequence[AskedMatter]) -> str:
    if not asked:
        return "没有提请协调的事项。"
    counts: dict[str, int] = {}
    for one in asked:
        counts[one.level] = counts.get(one.level, 0) + 1
    return f"提请协调的问题{len(asked)}条，其中{'，'.join(f'{level}{number}条' for level, number in counts.items())}。"


def _asked_table(asked: Sequence[AskedMatter]) -> Table:
    return Table(
        (
            TableColumn("序号", 0.7, "center"),
            TableColumn("项目", 2.4),
            TableColumn("存在问题", 3.0),
            TableColumn("建议措施", 2.8),
            TableColumn("责任单位", 1.4, "center"),
            TableColumn("解决层级", 1.0, "center"),
        ),
        tuple(
            cells(
                str(number),
                one.project,
                chinese_marks(one.problem),
                chinese_marks(one.measure) or "—",
                one.unit or "—",
                one.level,
            )
            for number, one in enumerate(asked, 1)
        ),
    )


def _agenda(telling: Telling, groups: Sequence[ProjectGroup], head: str) -> list[Block]:
    """Who reports in which order: those furthest behind first."""
    if not groups:
        return [Paragraph(runs("（区市重点项目台账没有项目，请补充。）"))]
    said = Paragraph(runs("按与时间进度的差距由大到小依次调度，顺序如下："))
    return [said, group_table(telling, groups, head)]


def _group_words(telling: Telling, group: ProjectGroup) -> Sentence:
    standing, decimals = group.standing, telling.decimals

    def told(name: str, text: str) -> Part:
        return telling.told_of(group, f"重点项目.{name}", text)

    said: list[Part] = [f"{group.name}：项目", told("项目数", str(len(group.rows))), "个"]
    if standing.plan is not None:
        said += ["，年度计划投资", told("计划投资", yi_text(standing.plan, decimals)), "亿元"]
        said += ["，累计完成", told("累计完成", yi_text(standing.invested or 0, decimals)), "亿元"]
    if standing.completion is not None and standing.gap is not None:
        said += ["，占年度计划", told("占年度计划", f"{decimals.number(standing.completion, 2)}%"), "，"]
        said.append(told("总体评语", schedule_word(standing.gap, decimals.verdicts)))
    if group.not_started:
        said += ["；未开工", told("未开工", str(group.not_started)), "个"]
    return joined(*said, "。")


def _papers(
    telling: Telling,
    group: ProjectGroup,
    asked: Sequence[AskedMatter],
    photos: Callable[[int], Sequence[Photo]],
) -> list[Block]:
    """One leader's papers: how the projects stand, each of them, what is asked, what was decided, how they look."""
    basis, ids = telling.basis, {row.id for row in group.rows}
    own = [one for one in asked if one.key_project in ids]
    decided = [row for row in basis.rows(DECISIONS) if row.values.get("key_project") in ids]
    blocks: list[Block] = [
        Paragraph(sentence_runs(_group_words(telling, group))),
        _project_table(basis, group.rows),
    ]
    if own:
        blocks += [Heading(1, runs("提请协调的事项")), _asked_table(own)]
    if decided:
        blocks += [Heading(1, runs("以往会议议定事项")), _decision_table(basis, decided)]
    seen = [_picture(row, photo) for row in group.rows for photo in photos(row.id)[-_PHOTOS:]]
    if seen:
        blocks.append(Heading(1, runs("现场照片")))
        blocks += [Pictures(tuple(seen[at : at + _IN_A_ROW])) for at in range(0, len(seen), _IN_A_ROW)]
    return blocks


def _picture(row: Row, photo: Photo) -> Picture:
    return Picture(photo.path, photo.name, f"{one_line(row, 'name')}（{photo.caption}）")


def _project_table(basis: Basis, rows: Sequence[Row]) -> Table:
    return Table(
        _PROJECT_COLUMNS,
        tuple(
            cells(
                str(number),
                one_line(row, "name"),
                unit_text(basis, row) or "—",
                wan_text(amount(row, "current_plan")),
                wan_text(amount(row, "invested_to_date")),
                share_text(row_share(row)),
                points_cell(row),
                str(row.values.get("light") or "—"),
                one_line(row, "physical_progress") or "—",
                first_filled(row, ("problem", "explanation")) or "—",
            )
            for number, row in enumerate(rows, 1)
        ),
        unit=UNIT,
    )
