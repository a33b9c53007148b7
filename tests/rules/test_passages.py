from __future__ import annotations

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.document_facts import FACT_TITLES, document_facts
from fgj_desktop.rules.figure_names import BY_NAME as FIGURES
from fgj_desktop.rules.figure_names import Decimals
from fgj_desktop.rules.passages import BY_NAME, PASSAGES
from fgj_desktop.rules.telling import Telling, Told, joined, sentence_text
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]


def told(store: Store, name: str, month: Month = SEPTEMBER) -> str:
    return sentence_text(BY_NAME[name].tell(Telling(Basis.of(store, month))))


def publish(store: Store, month: Month, cumulative: int, rate: int | None) -> None:
    """固定资产投资 of a month, 万元 and per cent."""
    ledger = ledger_named("fixed_asset_investment")
    values = {"cumulative": cumulative * WAN, "year_on_year": None if rate is None else rate * 10_000}
    with store.action("录入投资月报") as writes:
        known = store.view(ledger, month).ids()
        if known:
            writes.put(ledger, known[0], month, values)
        else:
            writes.insert(ledger, {"name": "合计", **values}, month)


def test_a_sentence_keeps_which_number_is_which_figure(store: Store) -> None:
    said = Telling(Basis.of(store, SEPTEMBER)).say("{who}有{区重点.项目数}个项目。", who="全区")
    assert said == ("全区", "有", Told("区重点.项目数", "6"), "个项目。")
    assert joined("", said, "")[-1] == "个项目。"


def test_the_district_s_projects_are_told_without_adding_what_is_a_part(store: Store) -> None:
    assert told(store, "区重点段") == (
        "6个区重点项目完成投资0.82亿元，占年度计划投资的45.28%，已开工项目4个（其中已开工未入库1个），未开工项目2个。"
    )


def test_decimals_follow_the_one_setting(store: Store) -> None:
    telling = Telling(Basis.of(store, SEPTEMBER), Decimals(zeros=True))
    assert sentence_text(telling.say("{区重点.计划投资}亿元")) == "1.80亿元"


def test_the_groups_against_the_schedule_are_all_told(store: Store) -> None:
    said = told(store, "重点项目进度段")
    assert "达到时间进度的项目有2个，占比33.33%；落后时间进度的项目有2个，占比33.33%" in said
    assert "仍有2个项目未产生投资（1个已有投资但未统计入库），占比33.33%。" in said
    assert "占市下达投资任务" not in said


def test_what_no_ledger_knows_is_asked_for_instead_of_told_as_nought(empty_store: Store) -> None:
    for passage in PASSAGES:
        said = told(empty_store, passage.name)
        assert said, passage.name
        assert "—" not in said.replace("1—9月", ""), passage.name
        assert "0个" not in said, passage.name


@pytest.mark.parametrize(
    ("june", "september", "heading"),
    [
        (-25, -19, "三季度固定资产投资降幅收窄"),
        (-5, 3, "三季度固定资产投资由负转正"),
        (8, 5, "三季度固定资产投资增速回落"),
        (None, 5, "三季度固定资产投资增长"),
        (3, None, "三季度固定资产投资情况"),
    ],
)
def test_the_heading_follows_how_the_growth_moved(
    store: Store, june: int | None, september: int | None, heading: str
) -> None:
    publish(store, Month(2021, 6), 100_000, june)
    publish(store, SEPTEMBER, 200_000, september)
    assert told(store, "固定资产投资标题") == heading


def test_growth_that_is_not_published_is_left_out(store: Store) -> None:
    publish(store, AUGUST, 150_000, None)
    publish(store, SEPTEMBER, 200_000, None)
    assert told(store, "固定资产投资段") == ("截至9月底，我区固定资产投资完成20亿元。9月单月完成投资5亿元。")


def test_a_month_without_figures_of_its_own_says_of_which_they_are(store: Store) -> None:
    publish(store, AUGUST, 150_000, -8)
    assert told(store, "固定资产投资段").startswith("截至8月底，我区固定资产投资完成15亿元")


def test_names_of_passages_facts_and_figures_are_never_the_same() -> None:
    names = [*BY_NAME, *FIGURES, *FACT_TITLES]
    assert len(names) == len(set(names))
    assert set(document_facts(SEPTEMBER, "")) == set(FACT_TITLES)


def test_facts_are_of_the_period_and_of_the_bureau() -> None:
    facts = document_facts(SEPTEMBER, "浈江区发展和改革局")
    assert (facts["单位简称"], facts["区名"], facts["下季度"]) == ("浈江区发改局", "浈江区", "第四季度")
    assert document_facts(Month(2021, 12), "市财政局")["下季度"] == "2022年第一季度"
    assert document_facts(Month(2021, 12), "市财政局")["单位简称"] == "市财政局"
    assert document_facts(Month(2021, 2), "")["时间进度"] == "16.67%"
