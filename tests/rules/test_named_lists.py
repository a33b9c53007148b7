from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import YI, Parsed
from fgj_desktop.rules import RULES
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.named_lists import lists_json, named_list, named_lists, of_unit
from fgj_desktop.store.store import Store

SEPTEMBER = Month(2021, 9)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "a.fgj", RULES) as opened:
        with opened.action("示例") as writes:

            def add(ledger: str, **values: Parsed) -> int:
                return writes.insert(ledger_named(ledger), values, SEPTEMBER)

            second = add("responsible_unit", name="市代建局", serial=2)
            first = add("responsible_unit", name="浈江区教育局", short_name="区教育局", serial=1)
            add(
                "key_project", name="学院", responsible_unit=second, started=1, annual_plan=YI, problem="资金"
            )
            add("key_project", name="小学", responsible_unit=first, started=0, problem="用地未落实")
            add("key_project", name="星港城", started=0, funding_tags="三旧改造", remark="政策调控")
            add(
                "key_project",
                name="医院",
                responsible_unit=second,
                started=1,
                listed=1,
                annual_plan=10 * YI,
                invested_to_date=YI,
            )
            add(
                "key_project",
                name="场",
                nature="前期预备",
                started=0,
            )
            for name, state in (("星港城无法动工", "未解决"), ("旧村", "已销号")):
                add("problem", name=name, category="三旧政策调控", state=state, measure="请市级研究")
            add("bond_project", name="补短板", bond_year=2021, started=0, problem="设计未完成")
            add("bond_project", name="旧", bond_year=2020, started=0)
            library: tuple[tuple[str, str, int, int], ...] = (
                ("养猪场", "收尾", 10, 9),
                ("花园", "实际投资超计划、放缓", 5, 4),
                ("江湾", "正常", 5, 6),
                ("中医院", "设计方案调整、业主变更", 5, 1),
            )
            for name, state, whole, done in library:
                values: dict[str, Parsed] = {
                    "total_investment": whole * YI,
                    "invested_since_start": done * YI,
                }
                add("statistics_project", name=name, progress_state=state, responsible_unit=second, **values)
        yield opened


def names(store: Store, kind: str) -> list[str]:
    return [line.name for line in named_list(Basis.of(store, SEPTEMBER), kind).lines]


def test_each_list_has_the_rows_it_names_in_the_order_of_units(store: Store) -> None:
    found = {one.kind: [line.name for line in one.lines] for one in named_lists(Basis.of(store, SEPTEMBER))}
    assert found == {
        "not_started": ["小学", "星港城"],
        "started_not_listed": ["学院"],
        "invested_not_listed": [],
        "behind": ["医院"],
        "renewal_not_started": ["星港城"],
        "renewal_problems": ["星港城无法动工"],
        "bonds_not_started": ["补短板"],
        "closing": ["养猪场"],
        "over_plan": ["花园", "江湾"],
        "slow": ["中医院"],
    }


def test_lines_tell_unit_and_reason(store: Store) -> None:
    basis = Basis.of(store, SEPTEMBER)
    made = named_list(basis, "not_started")
    assert [(line.unit, line.reason) for line in made.lines] == [("区教育局", "用地未落实"), ("", "政策调控")]
    assert made.reason_title == "存在问题"
    bonds = named_list(basis, "尚未开工的2021年专项债项目")
    assert (bonds.kind, bonds.ledger, bonds.lines[0].reason) == (
        "bonds_not_started",
        "bond_project",
        "设计未完成",
    )


def test_the_amounts_tell_why_where_no_column_does(store: Store) -> None:
    made = named_list(Basis.of(store, SEPTEMBER), "over_plan")
    assert made.reason_title == "投资情况"
    assert [line.reason for line in made.lines] == [
        "自开始建设累计40,000万元，计划总投资50,000万元",
        "自开始建设累计60,000万元，计划总投资50,000万元",
    ]


def test_a_list_can_be_of_one_unit(store: Store) -> None:
    made = named_list(Basis.of(store, SEPTEMBER), "slow")
    assert [line.name for line in of_unit(made, "市代建局").lines] == ["中医院"]
    assert of_unit(made, "区教育局").lines == ()


def test_an_unknown_list_is_refused_with_those_there_are(store: Store) -> None:
    with pytest.raises(UserError, match="closing（处于收尾阶段的在库项目）"):
        named_list(Basis.of(store, SEPTEMBER), "天气")


def test_the_json_form_counts_its_rows(store: Store) -> None:
    told = lists_json(named_lists(Basis.of(store, SEPTEMBER)))["lists"]
    assert all(one["count"] == len(one["rows"]) for one in told)
    assert told[0]["rows"][0] == {"name": "小学", "unit": "区教育局", "reason": "用地未落实"}
