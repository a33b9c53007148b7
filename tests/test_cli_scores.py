"""The assessment of towns by command, on the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from tests.documents.pdf_reading import pdf_text
from tests.test_cli import built, refuse, run, run_json, sample

__all__ = ["built", "refuse", "run", "run_json", "sample"]
Run = Callable[..., Any]


def test_the_published_results_of_the_sample_are_what_its_scores_come_to(
    sample: Path, run_json: Run, run: Run
) -> None:
    told = run_json("scores", sample, "--year", "2020")
    assert told["missing"] == told["not_in_the_sheet"] == 0
    assert told["published"]["on"] == "2021-03-12"
    assert told["published"]["differences"] == []
    ranks = [one["rank"] for one in told["towns"]]
    assert sorted(ranks) == list(range(1, 10))
    first = next(one for one in told["towns"] if one["rank"] == 1)
    assert (first["name"], first["total"], first["grade"]) == ("车站街道", 92.95, "优秀")
    assert [one["grade"] for one in told["towns"]].count("良好") == 4
    said = run("scores", sample, "--year", "2020")
    assert "车站街道　92.95　第 1 名　街道和办事处第 1 名　优秀" in said
    assert "已公布（2021年3月12日），与现在的得分一致。" in said


def test_a_year_that_is_being_scored_tells_what_is_missing(sample: Path, run_json: Run, run: Run) -> None:
    told = run_json("scores", sample)
    assert told["year"] == 2021
    assert told["published"] is None
    assert told["missing"] == sum(len(one["missing"]) for one in told["towns"]) > 0
    assert "处未评：新韶镇" in run("scores", sample)


def test_a_score_that_changes_later_is_told_against_what_was_published(sample: Path, run_json: Run) -> None:
    scores = ledger_named("town_score")
    with Store.open(sample, RULES) as store:
        month = store.months(ledger_named("key_project"))[-1]
        row = next(one for one in store.view(scores, month).rows() if one.values["score"] == 1425)
        with store.action("修改") as writes:
            writes.put(scores, row.id, month, {"score": 1525})
    told = run_json("scores", sample, "--year", "2020")
    assert told["published"]["differences"][0].startswith("乐园镇：总分 87.45→88.45，名次 4→2")


def test_the_sheet_of_a_year_is_printed(sample: Path, tmp_path: Path, run: Run, refuse: Run) -> None:
    out = tmp_path / "评分表.pdf"
    assert "已输出 1 页" in run("scores", sample, "--year", "2020", "-o", out, "--paper", "A4")
    text = pdf_text(out.read_bytes())
    assert "2020年镇办考核评分表" in text
    assert "92.95" in text
    assert refuse("scores", sample, "-o", tmp_path / "评分表.xlsx")[0] == 1


def test_a_year_without_indicators_is_refused(sample: Path, refuse: Run) -> None:
    assert (
        "2019年没有考核指标。有考核指标的年度：2021、2020。" in refuse("scores", sample, "--year", "2019")[1]
    )
