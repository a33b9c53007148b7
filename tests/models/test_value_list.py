"""The list under a title: what is ticked leaves the rows that show it, and is ticked when it opens again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import link_list
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.filter_conditions import condition_filter, condition_texts, conditions_of
from fgj_desktop.models.value_list import ListedValue, filter_of_cell, is_ticked, list_values, ticked_filter
from fgj_desktop.rules import RULES
from fgj_desktop.store.filters import ColumnFilter, equals
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, WAN, fill

KEY = ledger_named("key_project")
FIELDS = (
    "name",
    "responsible_unit",
    "supporting_units",
    "level",
    "annual_plan",
    "completion",
    "state",
    "started",
    "started_on",
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerDocument]:
    store = Store.create(tmp_path_factory.mktemp("values") / "台账.fgj", RULES)
    fill(store)
    made = LedgerDocument(store, SEPTEMBER)
    units = list(store.links().labels("responsible_unit"))
    records = made.view(KEY).ids()
    for record, day in zip(records, ("2021-09-30", "2021-09-02", "2020", "2021-H2"), strict=False):
        made.act("改", lambda w, r=record, d=day: w.set(KEY, r, "started_on", SEPTEMBER, d))
    for place, value in enumerate(
        (link_list(units[:2]), link_list(units[1:]), None, Misfit("某局", "未登记"))
    ):
        made.act("改", lambda w, r=records[place], v=value: w.set(KEY, r, "supporting_units", SEPTEMBER, v))
    made.act("改", lambda w: w.set(KEY, records[0], "annual_plan", SEPTEMBER, DASH))
    made.act("改", lambda w: w.set(KEY, records[1], "level", SEPTEMBER, "省、市"))
    made.act("改", lambda w: w.set(KEY, records[5], "annual_plan", SEPTEMBER, None))
    yield made
    made.close()


def held(document: LedgerDocument, field: str) -> list[ListedValue]:
    return [line for line in list_values(document, KEY, field, ()).lines if line.values or line.marks]


@given(data=st.data(), field=st.sampled_from(FIELDS))
def test_ticked_lines_leave_their_rows_and_are_ticked_again(
    document: LedgerDocument, data: st.DataObject, field: str
) -> None:
    lines = held(document, field)
    on = [data.draw(st.booleans()) for _ in lines]
    ticked = [line for line, chosen in zip(lines, on, strict=True) if chosen]
    left = [line for line, chosen in zip(lines, on, strict=True) if not chosen]
    wanted = ticked_filter(field, ticked, left)
    assert [is_ticked(line, wanted) for line in lines] == on
    found = document.view(KEY).ids([wanted])
    if field not in ("level", "supporting_units"):
        assert len(found) == sum(line.count for line in ticked)
    each = [document.view(KEY).ids([ticked_filter(field, [line], [])]) for line in ticked]
    assert set(found) == {record for some in each for record in some}
    assert [len(some) for some in each] == [line.count for line in ticked]


@given(data=st.data(), field=st.sampled_from(FIELDS))
def test_the_filter_of_a_cell_leaves_its_own_row(
    document: LedgerDocument, data: st.DataObject, field: str
) -> None:
    rows = document.view(KEY).rows()
    row = data.draw(st.sampled_from(rows))
    assert row.id in document.view(KEY).ids([filter_of_cell(KEY.fields_by_name[field], row)])


def test_units_come_in_their_order_and_texts_by_pinyin(document: LedgerDocument) -> None:
    assert [line.text for line in held(document, "responsible_unit")] == [
        "区教育局",
        "区住建局",
        "区水务局",
        "乐园镇",
    ]
    assert [line.text for line in held(document, "supporting_units")] == [
        *("区教育局", "区住建局", "区水务局", "乐园镇", "某局", "（空白）")
    ]
    assert next(line.text for line in held(document, "name")) == "风采街道停车场建设"
    assert [line.text for line in held(document, "level")] == ["省", "市", "区"]


def test_other_filters_narrow_the_list(document: LedgerDocument) -> None:
    lines = list_values(document, KEY, "annual_plan", (equals("started", 0),)).lines
    assert [(line.text, line.count) for line in lines] == [("2,000", 1), ("（空白）", 1)]


@pytest.mark.parametrize(
    ("field", "how", "texts", "answer"),
    [
        ("annual_plan", "above", ["1.2亿"], (12_000 * WAN,)),
        ("annual_plan", "between", ["300", "１２"], (12 * WAN, 300 * WAN)),
        ("completion", "below", ["75%"], (0.75,)),
        ("gap_points", "above", ["-5"], (-0.05,)),
        ("started_on", "dated", ["2021年9月", "2020"], ("2020", "2021-09")),
        ("started_on", "dated", ["2021年9月", "2021年上半年"], ("2021-H1", "2021-09")),
        ("annual_plan", "largest", ["３"], (3,)),
        ("annual_plan", "largest", ["0"], "“0”不是大于 0 的整数。"),
        ("annual_plan", "above", ["—"], "“—”不是数值。"),
        ("started_on", "after", ["2021.1"], "“2021.1”可能是1月或10月，请写成2021年1月或2021年10月。"),
        ("started_on", "after", ["昨天"], "“昨天”不是有效的日期。"),
        ("name", "contains", [" "], "请填写筛选条件的内容。"),
    ],
)
def test_what_is_typed_into_a_condition_is_read_by_the_columns_kind(
    document: LedgerDocument, field: str, how: str, texts: list[str], answer: object
) -> None:
    asked, context = KEY.fields_by_name[field], document.context()
    read = condition_filter(asked, how, texts, context)  # type: ignore[arg-type]
    if isinstance(answer, str):
        assert read == answer
        return
    assert isinstance(read, ColumnFilter)
    assert read.values == answer
    again = condition_filter(asked, read.how, condition_texts(asked, read, context), context)
    assert again == read


def test_every_column_of_every_kind_has_conditions_and_a_list(document: LedgerDocument) -> None:
    for field in KEY.fields:
        assert {one.how for one in conditions_of(field)} >= {"blank", "filled"}
        counted = sum(line.count for line in held(document, field.name))
        assert counted >= len(document.view(KEY).ids())
