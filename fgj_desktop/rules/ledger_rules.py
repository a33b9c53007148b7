"""Conditions that all rows of a ledger meet together: each gives the records where it fails, with words for the message.

``rows`` are the counted rows as of the month, ``others`` the counted rows of another ledger by its name.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds, date_text
from fgj_desktop.ledgers.numbers import money_text, quantity_text
from fgj_desktop.ledgers.values import WAN, YI
from fgj_desktop.ledgers.village_step import APPROVAL, PLAN, TOWN_REQUEST, VILLAGE_MEETING
from fgj_desktop.rules.assessment import FULL_WEIGHT, applies, is_basic, towns_of, weight_of
from fgj_desktop.rules.investment import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.rows import Row

    Others = Callable[[str], Sequence[Row]]
    Faults = Iterator[tuple[int, tuple[str, ...]]]

_ROUNDED = YI // 100
"""0.01 亿元: amounts that are all whole multiples of it were rounded, and their sum may be off by as much each."""
_STEPS = (PLAN, VILLAGE_MEETING, TOWN_REQUEST, APPROVAL)


def parts_make_whole(
    rows: Sequence[Row], _others: Others, _month: Month, scope: str, amount: str, whole: str, *parts: str
) -> Faults:
    """The row whose ``scope`` is ``whole`` has the ``amount`` of those of the ``parts`` together.

    Asked once each part is there; words: 「多 1,200 万元」 or 「少 …」.
    """
    amounts = defaultdict[str, list[int]](list)
    for row in rows:
        value = row.values.get(amount)
        if value is not None:
            amounts[str(row.values.get(scope))].append(int(value))
    if not all(amounts[part] for part in parts):
        return
    addends = [value for part in parts for value in amounts[part]]
    for row in rows:
        stated = row.values.get(amount)
        if row.values.get(scope) != whole or stated is None:
            continue
        off = int(stated) - sum(addends)
        are_rounded = all(value % _ROUNDED == 0 for value in (int(stated), *addends))
        if abs(off) > (len(addends) * _ROUNDED if are_rounded else 0):
            yield row.id, (f"{'多' if off > 0 else '少'} {money_text(abs(off), WAN)} 万元",)


def weights_make_hundred(rows: Sequence[Row], others: Others, _month: Month) -> Faults:
    """The basic indicators that apply to a town are worth 100 points together, year by year.

    Told at the first indicator of the towns concerned; words: the points, and the towns that have so many.
    """
    towns = towns_of(others("responsible_unit"))
    for indicators in _by(rows, "year").values():
        if not any(row.values.get("weight") for row in indicators):
            continue
        wrong: dict[int, list[Row]] = {}
        for town in towns:
            weight = weight_of(indicators, town)
            if weight != FULL_WEIGHT:
                wrong.setdefault(weight, []).append(town)
        for weight, some in wrong.items():
            first = _first(indicators, some)
            names = [str(one.values.get("short_name") or one.values.get("name")) for one in some]
            are_all = len(towns) > 1 and len(some) == len(towns)
            yield first.id, (_points(weight), "各镇办" if are_all else "、".join(names))


def _first(indicators: Sequence[Row], towns: Sequence[Row]) -> Row:
    """The first basic indicator that applies to one of the towns, else the first of all."""
    fitting = (row for row in indicators if is_basic(row) and any(applies(row, one) for one in towns))
    return next(fitting, indicators[0])


def scores_within_weights(rows: Sequence[Row], others: Others, _month: Month) -> Faults:
    """No score of a basic indicator is above its weight; words: the weight."""
    weights = {
        (row.values.get("year"), row.values.get("name")): int(row.values["weight"] or 0)
        for row in others("town_assessment")
        if is_basic(row) and row.values.get("weight") is not None
    }
    for row in rows:
        weight = weights.get((row.values.get("year"), row.values.get("name")))
        score = row.values.get("score")
        if weight is not None and score is not None and int(score) > weight:
            yield row.id, (_points(weight),)


def scores_of_the_sheet(rows: Sequence[Row], others: Others, _month: Month) -> Faults:
    """Each score is of an indicator of its year, and of a town it applies to; words: why it does not count."""
    indicators: dict[tuple[Value, Value], list[Row]] = {}
    for row in others("town_assessment"):
        indicators.setdefault((row.values.get("year"), row.values.get("name")), []).append(row)
    towns = {row.id: row for row in towns_of(others("responsible_unit"))}
    for row in rows:
        year, name, town = (row.values.get(one) for one in ("year", "name", "town"))
        if None in (year, name, town):
            continue
        own = indicators.get((year, name))
        if own is None:
            yield row.id, (f"{year}年没有考核指标“{name}”",)
        elif int(town or 0) not in towns:
            yield row.id, ("被考核单位不是镇、街道或办事处",)
        elif not any(applies(one, towns[int(town or 0)]) for one in own):
            yield row.id, ("这项指标不适用于这个镇办",)


def steps_in_order(rows: Sequence[Row], _others: Others, _month: Month) -> Faults:
    """A village's plan, meeting, request and approval are done one after the other (村委会组织法第三条).

    Told at each step that is done before an earlier one; words: what stands against it, and the step.
    """
    for village, steps in _by(rows, "village").items():
        if village is None:
            continue
        for place, milestone in enumerate(_STEPS):
            for step in steps:
                if step.values.get("milestone") == milestone and _is_done(step):
                    yield from _against(step, milestone, steps, _STEPS[:place])


def _against(step: Row, milestone: str, steps: Sequence[Row], earlier: Iterable[str]) -> Faults:
    """The milestone that was not done by the day of a step: the village's meeting before all, else the last one."""
    latest_first = [*earlier][::-1]
    for before in sorted(latest_first, key=lambda one: one != VILLAGE_MEETING):
        done = [one for one in steps if one.values.get("milestone") == before and _is_done(one)]
        verb = "通过" if before == VILLAGE_MEETING else "完成"
        if not done:
            yield step.id, (f"{before}尚未{verb}", milestone)
            return
        dates = [one.values.get("done_on") for one in done]
        own = step.values.get("done_on")
        if own is not None and all(one is not None and _is_later(str(one), str(own)) for one in dates):
            yield step.id, (f"{before}到{date_text(str(min(map(str, dates))))}才{verb}", milestone)
            return


def _is_done(step: Row) -> bool:
    """Whether a day is entered, readable or not."""
    mark = step.marks.get("done_on")
    return step.values.get("done_on") is not None or (mark is not None and mark.misfit is not None)


def _is_later(one: str, other: str) -> bool:
    """Whether a day is for certain after another."""
    return date_bounds(one)[0] > date_bounds(other)[1]


def listed_as_published(
    rows: Sequence[Row], others: Others, _month: Month, published: str, above: str
) -> Faults:
    """The published number of newly listed projects is what 在库项目 counts; words: that count.

    ``above`` limits the count to projects of more than so many 分; a library that is empty is not asked.
    """
    library = others("statistics_project")
    listed = [row for row in library if row.values.get("newly_listed")]
    count = (
        sum(int(row.values.get("total_investment") or 0) > int(above) for row in listed)
        if int(above)
        else len(listed)
    )
    for row in rows if library else ():
        stated = row.values.get(published)
        if row.values.get("scope") == WHOLE and stated is not None and int(stated) != count:
            yield row.id, (str(count),)


def told_once(rows: Sequence[Row], _others: Others, _month: Month, *columns: str) -> Faults:
    """No two records have the same in all these columns; told at each but the first, in words: none."""
    seen: set[tuple[Value, ...]] = set()
    for row in rows:
        told = tuple(row.values.get(name) for name in columns)
        if None in told:
            continue
        if told in seen:
            yield row.id, ()
        seen.add(told)


def _by(rows: Iterable[Row], column: str) -> dict[Value, list[Row]]:
    found: dict[Value, list[Row]] = {}
    for row in rows:
        found.setdefault(row.values.get(column), []).append(row)
    return found


def _points(hundredths: int) -> str:
    return quantity_text(Fraction(hundredths, 100))
