"""Comparing periods, closing them and opening them for corrections by command, on the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from tests.test_cli import built, refuse, run, run_json, sample

__all__ = ["built", "refuse", "run", "run_json", "sample"]
Run = Callable[..., Any]


def test_two_months_of_the_sample_are_compared_cell_by_cell(sample: Path, run: Run, run_json: Run) -> None:
    told = run_json("compare", sample, "key_project", "2021-08", "2021-09")
    assert (told["from"], told["to"]) == ("2021年8月", "2021年9月")
    assert sum(told["counts"].values()) == 48
    cells = [cell for one in told["records"] for cell in one["cells"]]
    assert any(cell["title"] == "累计完成投资" and cell["difference"].startswith("+") for cell in cells)
    assert told["sentences"][0] == run("compare", sample, "key_project", "2021-08", "2021-09").splitlines()[0]


def test_a_month_is_closed_opened_corrected_and_told(
    sample: Path, run: Run, run_json: Run, refuse: Run
) -> None:
    assert "已定稿并锁定：区市重点项目台账（2021年9月）" in run("close", sample, "key_project", "2021-09")
    assert "已定稿并锁定" in refuse("close", sample, "key_project", "2021-09")[1]
    said = run("unlock", sample, "key_project", "2021-09", "--reason", "统计局核减")
    assert "已解锁更正：区市重点项目台账（2021年9月）" in said
    with Store.open(sample, RULES) as store:
        view = store.view(KEY_PROJECT, Month(2021, 9))
        row = next(one for one in view.rows() if one.values["invested_to_date"])
        with store.action("更正") as writes:
            writes.put(KEY_PROJECT, row.id, Month(2021, 9), {"invested_to_date": 1_000_000})
    run("close", sample, "key_project", "2021-09")
    [closing] = run_json("closings", sample)["closings"]
    assert closing["locked"]
    assert [(one["column"], one["now"]) for one in closing["corrections"]] == [("invested_to_date", "1")]
    said = run("closings", sample)
    assert "报后更正 1 处" in said
    moved = {one["id"]: one for one in closing["figures"]}
    assert moved["district_invested"]["reported"] == "20.24亿元"
    assert moved["district_invested"]["now"] != "20.24亿元"
    assert "district_plan" not in moved
    assert f"：定稿 20.24亿元，现为 {moved['district_invested']['now']}" in said
    reported, now = (
        run_json("figures", sample, "--as-of", "2021-09-30", *options)["figures"]["district_invested"][
            "value"
        ]
        for options in (("--as-reported",), ())
    )
    assert reported == 20.24 > now
    path = sample.with_name("定稿.csv")
    run("export", sample, "key_project", "-o", path, "--as-of", "2021-09-30", "--as-reported")
    reported_rows = path.read_text(encoding="utf-8-sig")
    run("export", sample, "key_project", "-o", path, "--as-of", "2021-09-30")
    assert reported_rows != path.read_text(encoding="utf-8-sig")
    pdf = sample.with_name("定稿.pdf")
    said = run("print", sample, "key_project", "-o", pdf, "--as-of", "2021-09-30", "--as-reported")
    assert pdf.exists()
    assert "已输出" in said
    each = ("--each", "unit", "--as-reported", "--as-of", "2021-09-30")
    assert "只能整表打印" in refuse("print", sample, "key_project", "-o", pdf.with_name("夹"), *each)[1]
    told = run_json("compare", sample, "key_project", "定稿:2021-09", "2021-09")
    assert told["counts"]["changed"] == 1


def test_periods_that_are_not_closed_or_not_there_are_refused(sample: Path, refuse: Run) -> None:
    assert "还没有定稿" in refuse("unlock", sample, "key_project", "2021-09", "--reason", "更正")[1]
    assert "还没有定稿" in refuse("compare", sample, "key_project", "定稿:2021-09", "2021-09")[1]
    assert "不是报送时期" in refuse("compare", sample, "key_project", "九月", "2021-09")[1]
    assert "还没有定稿的台账" in refuse("figures", sample, "--as-reported", "--as-of", "2021-09-30")[1]
    assert "不是报送时期" in refuse("close", sample, "key_project", "2021-09-H3")[1]
