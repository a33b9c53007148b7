"""What the documents say of urbanization and of the assessment of towns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules import figures_urban
from fgj_desktop.rules.passage import Passage, nothing
from fgj_desktop.rules.phrases import day_words, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.rules.telling import Sentence, Telling
    from fgj_desktop.store.rows import Row

MECHANISMS, RESULTS = "work_mechanism", "town_result"
TASKS_TITLE = "新型城镇化半月进展"
_OFFICE = "区新型城镇化领导小组办公室"


def issuing_name(telling: Telling, reports: str = TASKS_TITLE) -> str:
    """In whose name the reports are asked for: the mechanism's, as its ledger has it."""
    names = [
        str(name)
        for row in telling.basis.rows(MECHANISMS)
        if row.values.get("reports") == reports and (name := row.values.get("issuing_name"))
    ]
    return names[0] if names else _OFFICE


def documents(telling: Telling) -> Sentence:
    """Which documents are issued, which are on their way, with the session that passed them."""
    rows = telling.basis.rows(figures_urban.DOCUMENTS)
    said = list(_stages(rows))
    if not said:
        return nothing(telling, "政策文件", "办理情况")
    return (f"{telling.until()}，我区{'；'.join(said)}。",)


def _stages(rows: tuple[Row, ...]) -> Iterator[str]:
    issued = [_title(row) for row in rows if row.values.get("stage") == "已印发"]
    if issued:
        yield f"已印发{named(issued)}"
    for row in rows:
        passed = _passed(row)
        if row.values.get("stage") == "印发流程中":
            yield f"{_title(row)}{passed}目前正在走印发流程" if passed else f"{_title(row)}正在走印发流程"
    for stage in ("区委常委会审议", "区政府常务会议审议"):
        under = [_title(row) for row in rows if row.values.get("stage") == stage]
        if under:
            yield f"{named(under)}正在提请{stage}"


def _title(row: Row) -> str:
    name = str(row.values.get("name") or "")
    return name if name.startswith("《") else f"《{name}》"


def _passed(row: Row) -> str:
    """「已经区委九届167次常委会审议通过，」."""
    session = str(row.values.get("committee_session") or "")
    if session:
        return f"已经区委{session.removeprefix('区委')}{'' if '会' in session else '常委会'}审议通过，"
    return "已经区委常委会审议通过，" if row.values.get("committee_on") else ""


def consulting(telling: Telling) -> Sentence:
    """Which documents are sent round for opinions."""
    rows = telling.basis.rows(figures_urban.DOCUMENTS)
    titles = [_title(row) for row in rows if row.values.get("stage") == "征求意见"]
    return (f"形成{named(titles)}，正在征求意见。",) if titles else ("目前没有正在征求意见的文件。",)


def collections(telling: Telling) -> Sentence:
    """The days on which the progress of the half-months was collected."""
    days = [day_words(day) for day in figures_urban.collection_days(telling.basis)]
    if not days:
        return nothing(telling, "任务清单", "半月进展")
    name = issuing_name(telling)
    return (f"我局分别于{'、'.join(days)}以{name}的名义收集各成员单位负责的任务进展情况。",)


def villages(telling: Telling) -> Sentence:
    """「确保在11月底前完成新韶、乐园和十里亭各一个村的“村改居”工作」; words without a full stop."""
    rows = figures_urban.due_villages(telling.basis)
    if not rows:
        return ("推进“村改居”工作",)
    until = figures_urban.village_deadline(telling.basis)
    towns: dict[str, int] = {}
    for row in rows:
        town = telling.basis.text(figures_urban.VILLAGES, "town", row)
        towns[town] = towns.get(town, 0) + 1
    if "" in towns:
        return telling.say(f"确保在{until}完成{{城镇化.村改居}}个村的“村改居”工作")
    names = [town.removesuffix("镇") if len(town) > 2 else town for town in towns]
    if set(towns.values()) == {1}:
        each = "各" if len(names) > 1 else ""
        return (f"确保在{until}完成{named(names)}{each}一个村的“村改居”工作",)
    told = named([f"{name}{number}个村" for name, number in zip(names, towns.values(), strict=True)])
    return (f"确保在{until}完成{told}的“村改居”工作",)


def staff(telling: Telling) -> Sentence:
    """「户籍仍在农村的471名公职人员」; words without a full stop."""
    if not telling.figure("staff_to_transfer").rows:
        return ("户籍仍在农村的公职人员",)
    return telling.say("户籍仍在农村的{城镇化.公职人员}名公职人员")


def published(telling: Telling) -> Sentence:
    """Which year's results of the assessment are published; words without a full stop."""
    years = {int(year) for row in telling.basis.rows(RESULTS) if (year := row.values.get("year")) is not None}
    known = [year for year in years if year <= telling.month.year]
    return (f"{max(known)}年",) if known else ("（结果台账没有已公布的年度，请补充）",)


PASSAGES = (
    Passage("政策文件段", "城镇化政策文件的印发和审议情况", documents),
    Passage("征求意见段", "正在征求意见的文件", consulting),
    Passage("半月报送段", "半月进展的收集日期和名义", collections),
    Passage("村改居目标", "本年村改居的镇村和时限（不成句）", villages),
    Passage("公职人员目标", "户籍仍在农村的公职人员数（不成句）", staff),
    Passage("考核结果年度", "已公布结果的最近年度（不成句）", published),
)
