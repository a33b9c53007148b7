"""The form of 镇办考核: indicators down, towns across, for the unit that scores; and what it stores."""

from __future__ import annotations

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import TOWN_ASSESSMENT, TOWN_SCORE, ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import DASH
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_spec import FormSpec, Part
from fgj_desktop.rules.score_form import write_scores
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
MONTH = ReportPeriod(SEPTEMBER)


@pytest.fixture
def towns(store: Store) -> dict[str, int]:
    """Two towns and a street, three indicators of two scoring units, one score."""
    units = ledger_named("responsible_unit")
    with store.action("登记") as writes:
        made = {
            name: writes.insert(
                units, {"serial": number, "name": name, "short_name": name, "unit_type": kind}
            )
            for number, (name, kind) in enumerate((("甲镇", "镇"), ("乙镇", "镇"), ("丙街道", "街道")), 20)
        }
        scoring = [store.links().find("responsible_unit", name) for name in ("区教育局", "区住建局")]
        for number, (name, scope, unit) in enumerate(
            (
                ("教育质量", "通用", scoring[0]),
                ("农房建设", "镇", scoring[1]),
                ("市容", "街道和办事处", scoring[1]),
            ),
            1,
        ):
            writes.insert(
                TOWN_ASSESSMENT,
                {
                    "serial": number,
                    "year": 2021,
                    "name": name,
                    "weight": 1000,
                    "scope": scope,
                    "scoring_unit": unit,
                },
            )
        writes.insert(TOWN_ASSESSMENT, {"year": 2020, "name": "去年的指标", "weight": 500})
        writes.insert(TOWN_SCORE, {"name": "教育质量", "town": made["甲镇"], "year": 2021, "score": 850})
    return made


def made_form(store: Store) -> FormSpec:
    return form_spec(store, TOWN_SCORE, MONTH)


def test_towns_stand_in_columns_and_only_where_an_indicator_applies_is_a_cell_open(
    store: Store, towns: dict[str, int]
) -> None:
    spec = made_form(store)
    assert spec.title == "2021年镇办考核评分填报表（2021年9月）"
    assert [row.name for row in spec.rows] == ["教育质量", "农房建设", "市容"]
    scores = [one for one in spec.entries if one.key.startswith("score@")]
    assert [one.title for one in scores] == ["甲镇得分", "乙镇得分", "丙街道得分"]
    closed = [[row.cell(one).is_closed for one in scores] for row in spec.rows]
    assert closed == [[False] * 3, [False, False, True], [True, True, False]]
    assert (spec.rows[0].cell(scores[0]).text, spec.rows[0].cell(scores[0]).content) == ("8.5", 8.5)
    assert not spec.takes_nothing_new
    assert all(one.part in {Part.FACT, Part.ENTRY} for one in spec.columns)


def test_each_scoring_unit_gets_its_indicators(store: Store, towns: dict[str, int]) -> None:
    parts = made_form(store).by_unit()
    assert [[row.name for row in one.rows] for one in parts] == [["教育质量"], ["农房建设", "市容"]]


def test_scores_are_stored_in_the_towns_records_and_missing_ones_added(
    store: Store, towns: dict[str, int]
) -> None:
    spec = made_form(store)
    first, second = towns["甲镇"], towns["乙镇"]
    with store.action("收表") as writes:
        write_scores(writes, spec, spec.rows[0], {f"score@{first}": 900, f"score@{second}": DASH})
        write_scores(writes, spec, spec.rows[1], {f"score@{first}": None, f"reason@{second}": "未开工"})
    again = made_form(store)
    texts = [again.rows[0].cells[f"score@{town}"].text for town in (first, second)]
    assert texts == ["9", "—"]
    assert again.rows[1].cells[f"reason@{second}"].text == "未开工"
    assert store.size(TOWN_SCORE) == 3


def test_the_score_alone_can_be_asked_for(store: Store, towns: dict[str, int]) -> None:
    spec = form_spec(store, TOWN_SCORE, MONTH, entries=["score"])
    assert {one.key.partition("@")[0] for one in spec.entries} == {"score"}


def test_without_indicators_there_is_nothing_to_score(empty_store: Store) -> None:
    with pytest.raises(UserError, match="还没有考核指标"):
        form_spec(empty_store, TOWN_SCORE, MONTH)
