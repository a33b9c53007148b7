"""What the documents say of special bonds: the reserve, its rank, what has not begun, what was trained."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds, date_text
from fgj_desktop.rules import figures_bonds
from fgj_desktop.rules.basis import of_coming_year
from fgj_desktop.rules.figure_names import BY_NAME
from fgj_desktop.rules.figures_general import LEDGER as MEETINGS
from fgj_desktop.rules.figures_general import SUBJECT, TRAINING
from fgj_desktop.rules.passage import Passage, nothing
from fgj_desktop.rules.phrases import day_words, named
from fgj_desktop.rules.telling import Sentence, Telling, joined

if TYPE_CHECKING:
    from fgj_desktop.rules.projects import Rows
    from fgj_desktop.store.rows import Row

LETTERS = "letter"


def reserve(telling: Telling) -> Sentence:
    """The reserve of the coming year: how many, what they cost, what is lacking, and in which fields."""
    if not telling.number("bond_count"):
        return nothing(telling, "储备项目", "专项债储备项目")
    rows = of_coming_year(telling.basis, figures_bonds.RESERVE, "reserve_year")
    years = [int(year) for row in rows if (year := row.values.get("reserve_year")) is not None]
    year = max(years, default=telling.month.year + 1)
    amounts = [
        telling.say(f"，{words}{{{name}}}亿元")
        for words, name in (("总投资", "专项债.储备总投资"), ("债券资金缺口", "专项债.资金缺口"))
        if telling.has(BY_NAME[name].figure)
    ]
    said: list[Sentence | str] = [
        telling.say(f"{telling.until_day()}，我区共储备{year}年专项债项目{{专项债.储备项目}}个"),
        *amounts,
        "。",
    ]
    fields = list(dict.fromkeys(str(one) for row in rows if (one := row.values.get("field"))))
    if fields:
        said.append(f"项目主要涉及{named(fields)}等领域。")
    return joined(*said)


def ranking(telling: Telling) -> Sentence:
    """The rank of the reserve's demand among the city's areas, with the letter that told it."""
    if not telling.has("bond_rank", "bond_rank_of"):
        return nothing(telling, "全市排名", "债券资金总需求排名")
    [row] = figures_bonds.ranking(telling.basis)
    source = str(row.values.get("source") or "")
    told = f"另据{day_of(row, 'source_date')}{_sender(telling, source)}{source}数据显示，" if source else ""
    return telling.say(
        f"{told}我区储备项目债券资金总需求在全市{{专项债.参评地区}}个地区中排名第{{专项债.需求排名}}位。"
    )


def day_of(row: Row, column: str) -> str:
    """「9月16日」 of a column of dates, as precise as it is known."""
    stored = str(row.values.get(column) or "")
    first, last = date_bounds(stored) if stored else ("", "")
    if first and first == last:
        return day_words(datetime.date.fromisoformat(first))
    return date_text(stored) if stored else ""


def _sender(telling: Telling, source: str) -> str:
    """「市重点项目建设总指挥部办公室发来的」, where the letter is in the ledger of letters."""
    title = source.strip("《》")
    senders = [
        str(row.values.get("sender") or "")
        for row in telling.basis.rows(LETTERS)
        if title and str(row.values.get("name") or "").strip("《》") == title
    ]
    return f"{senders[0]}发来的" if senders and senders[0] else ""


def not_started(telling: Telling) -> Sentence:
    """The issued projects of the year that have not begun, by name."""
    year = telling.month.year
    if not figures_bonds.not_started(telling.basis):
        known = any(row.values.get("bond_year") == year for row in telling.basis.rows(figures_bonds.ISSUED))
        return (f"{year}年专项债项目已全部开工。",) if known else nothing(telling, "已发行项目", "专项债项目")
    return telling.say(f"{year}年尚有{{专项债.未开工}}个专项债项目未开工（{{专项债.未开工名单}}）。")


def payment(telling: Telling) -> Sentence:
    """How much of the year's bonds is spent and handed on."""
    if not telling.has("bond_payment_share"):
        return nothing(telling, "已发行项目", "专项债支出")
    year = telling.month.year
    handed = "，拨付率{专项债.拨付率}" if telling.has("bond_handing_share") else ""
    return telling.say(f"{telling.until_day()}，{year}年专项债支出进度{{专项债.支出进度}}{handed}。")


def trainings(telling: Telling) -> Sentence:
    """The trainings of the year by day and name: 「6月18日…和7月9日…」; words without a full stop."""
    rows: Rows = tuple(
        row
        for row in telling.basis.rows(MEETINGS)
        if row.values.get("kind") == TRAINING and SUBJECT in str(row.values.get("name") or "")
    )
    held = [f"{day_of(row, 'held_on')}{row.values.get('name')}" for row in rows]
    return (named(held),) if held else ("（会议调度没有专项债专题培训，请补充）",)


PASSAGES = (
    Passage("专项债储备段", "下年度专项债储备项目数、总投资、缺口和领域", reserve),
    Passage("专项债排名段", "债券资金总需求全市排名及来源", ranking),
    Passage("专项债未开工段", "本年专项债尚未开工的项目", not_started),
    Passage("专项债支出段", "本年专项债支出进度和拨付率", payment),
    Passage("专项债培训", "本年专项债专题培训的日期和名称（不成句）", trainings),
)
