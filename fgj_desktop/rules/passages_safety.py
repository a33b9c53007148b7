"""What the documents say of energy and safety: inspections, publicity, drills, actions, power users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules import figures_safety
from fgj_desktop.rules.passage import Passage, nothing
from fgj_desktop.rules.passages_bonds import day_of
from fgj_desktop.rules.phrases import named

if TYPE_CHECKING:
    from fgj_desktop.rules.telling import Sentence, Telling
    from fgj_desktop.store.rows import Row


def inspections(telling: Telling) -> Sentence:
    """How many inspections, vehicles and people."""
    if not telling.number("inspections"):
        return nothing(telling, "安全生产检查", "检查记录")
    return telling.say(
        f"{telling.until_day()}，共开展安全生产检查{{安全.检查次数}}次，"
        "出动车辆{安全.出动车辆}车次，检查人员{安全.检查人员}人次。"
    )


def publicity(telling: Telling) -> Sentence:
    """How much was handed out, and in how many towns."""
    if not telling.number("publicity_copies"):
        return nothing(telling, "宣传演练", "宣传资料发放记录")
    rows = telling.basis.rows(figures_safety.PUBLICITY)
    about = any(row.values.get("is_approximate") == 1 for row in rows if row.values.get("copies"))
    return telling.say(
        f"向辖区{{安全.宣传镇办}}个镇办派发{{安全.宣传资料}}{'多' if about else ''}份安全用电宣传资料。"
    )


def drills(telling: Telling) -> Sentence:
    """The drills by name, with whom."""
    rows = [
        row
        for row in telling.basis.rows(figures_safety.PUBLICITY)
        if row.values.get("kind") == figures_safety.DRILL
    ]
    if not rows:
        return nothing(telling, "宣传演练", "应急演练记录")
    said = []
    for row in rows:
        name, others = str(row.values.get("name") or ""), str(row.values.get("joint_units") or "")
        said.append(f"{f'联合{others}' if others else ''}开展{name}{'' if name.endswith('活动') else '活动'}")
    return (f"我局{'；'.join(said)}。",)


def joint_actions(telling: Telling) -> Sentence:
    """The joint actions on oil products: when, with whom, against what, and what came of it."""
    rows = [
        row
        for row in telling.basis.rows(figures_safety.INSPECTIONS)
        if row.values.get("kind") == figures_safety.JOINT and row.values.get("field") == "成品油"
    ]
    if not rows:
        return nothing(telling, "安全生产检查", "成品油联合整治记录")
    return (f"{'；'.join(_action(row) for row in rows)}。",)


def _action(row: Row) -> str:
    others = str(row.values.get("joint_units") or "有关部门")
    said = f"{day_of(row, 'inspected_on')}，区发改局联合{others}对{row.values.get('name')}开展整治行动"
    results = [
        str(text).rstrip("。") for one in ("handling", "rectification") if (text := row.values.get(one))
    ]
    return "，".join((said, *results))


def power_users(telling: Telling) -> Sentence:
    """Whose papers were compared with the conditions, and with which result."""
    rows = telling.basis.rows(figures_safety.POWER_USERS)
    if not rows:
        return nothing(telling, "一般电力用户", "申报记录")
    names = [str(row.values.get("name") or "") for row in rows]
    whose = (
        names[0] if len(names) == 1 else f"{named(names, 3)}{'' if len(names) > 3 else f'{len(names)}家企业'}"
    )
    said = f"{telling.until_day()}，共对{whose}提交的一般电力用户资料与《通知》的有关材料条件进行比对。"
    fit = [row for row in rows if row.values.get("comparison") == "基本符合条件"]
    if not fit:
        return (said,)
    who = "证实其" if len(names) == 1 else f"{len(fit)}家"
    sent = len(telling.figure("power_users").rows)
    done = "，已上报至市发改局" if sent >= len(fit) else f"，其中{sent}家已上报至市发改局" if sent else ""
    return (f"{said}经比对，{who}基本符合条件{done}。",)


PASSAGES = (
    Passage("安全检查段", "安全生产检查次数、车次、人次", inspections),
    Passage("宣传段", "安全用电宣传资料份数和覆盖镇办", publicity),
    Passage("演练段", "应急演练", drills),
    Passage("成品油整治段", "成品油联合整治", joint_actions),
    Passage("电力用户段", "一般电力用户比对和上报", power_users),
)
