"""CSV that spreadsheets open safely, and JSON for other programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.exchange.export import export_ledger
from fgj_desktop.exchange.formula_guard import guarded, unguarded
from fgj_desktop.exchange.workbook import read_workbook
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import DASH, YI, Misfit
from fgj_desktop.store.filters import equals
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER

KEY = ledger_named("key_project")


def put(store: Store, name: str, **values: object) -> None:
    with store.action("修改") as writes:
        record = store.view(KEY, SEPTEMBER).ids([equals("name", name)])[0]
        writes.put(KEY, record, SEPTEMBER, values)  # type: ignore[arg-type]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def json_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_a_guarded_text_is_read_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-主体施工", "@甲", "\tx", "'=x"])
def test_a_text_that_looks_like_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+1.5", "-1,200", "-", "主体施工", "", "'引文'"])
def test_numbers_and_plain_texts_are_left_alone(text: str) -> None:
    assert guarded(text) == text


def test_csv_begins_with_the_mark_by_which_excel_knows_its_encoding(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    export_ledger(store, KEY, SEPTEMBER, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    first = rows_of(path)[0]
    assert first["项目名称"] == "乐园镇中心小学扩建项目"
    assert first["1—9月累计完成投资（纳统）"] == "3200"
    assert first["占年度计划（％）"] == "80.00%"
    assert first["责任单位"] == "区教育局"


def test_csv_keeps_what_does_not_fit_and_dashes_and_odd_texts(store: Store, tmp_path: Path) -> None:
    put(
        store,
        "新韶镇供水管网改造",
        problem='=HYPERLINK("x"),\n第二行',
        actual_invested_to_date=Misfit("约5000", "不是数值"),
        solve_level=DASH,
        total_investment=12_345_678,
    )
    path = tmp_path / "台账.csv"
    export_ledger(store, KEY, SEPTEMBER, path)
    row = next(row for row in rows_of(path) if row["项目名称"] == "新韶镇供水管网改造")
    assert row["存在问题"] == '\'=HYPERLINK("x"),\n第二行'
    assert row["1—9月实际完成投资"] == "约5000"
    assert row["解决层级"] == "—"
    assert row["总投资"] == "12.345678"
    read = read_workbook(path).sheets[0]
    assert '=HYPERLINK("x"),\n第二行' in read.rows[4]


def test_json_is_rows_by_column_name_with_exact_values(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "台账.json"
    put(
        store,
        "新韶镇供水管网改造",
        planned_start="2021-10",
        actual_invested_to_date=Misfit("约5000", "不是数值"),
    )
    export_ledger(store, KEY, SEPTEMBER, path)
    document = json_of(path)
    first = document["rows"][0]
    assert first["name"] == "乐园镇中心小学扩建项目"
    assert first["annual_plan"] == "40000000.00"
    assert first["started"] is True
    assert first["responsible_unit"] == "区教育局"
    assert first["problem"] is None
    assert first["light"] == "绿"
    assert first["approval_state:立项"] is None
    assert set(first) == {field.name for field in KEY.fields}
    assert document["as_of"] == "2021-09-30"
    assert document["rows"][3]["planned_start"] == "2021-10"
    assert document["rows"][3]["actual_invested_to_date"] is None
    assert document["marks"] == [
        {"row": 3, "column": "actual_invested_to_date", "misfit": "约5000", "reason": "不是数值"}
    ]


def test_json_money_does_not_depend_on_the_unit_shown(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "台账.json"
    export_ledger(store, KEY, SEPTEMBER, path, fields=["annual_plan"], money_unit=YI)
    assert json_of(path)["rows"][0] == {"annual_plan": "40000000.00"}
