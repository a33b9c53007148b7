"""Rows as a view gives them, computed by the declared rules: single made-up ones, and a whole ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from fgj_desktop.ledgers import Ledger, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Value
from fgj_desktop.rules import RULES
from fgj_desktop.store.rows import Mark, Row
from tests.sample_store import clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]

SEPTEMBER = Month(2021, 9)
MakeRow = Callable[..., Row]


def computed_row(
    ledger: Ledger,
    number: int,
    values: dict[str, Value],
    *,
    month: Month = SEPTEMBER,
    method: str = "ratio",
    marks: dict[str, Mark] | None = None,
    reported: bool = True,
) -> Row:
    """A row with its computed columns, in the order in which they need one another."""
    known: dict[str, Value] = {"@year": month.year, "@month": month.number, "@light_method": method, **values}
    rest = [column for column in ledger.columns if column.computed is not None]
    while rest:
        for column in list(rest):
            assert column.computed is not None
            if not any(other.name in column.computed.arguments for other in rest):
                arguments = (known.get(name) for name in column.computed.arguments)
                known[column.name] = RULES.functions[column.computed.function](*arguments)
                rest.remove(column)
    counted = not any(known.get(name) in some for name, some in ledger.uncounted.items())
    shown = {name: value for name, value in known.items() if not name.startswith("@")}
    return Row(number, shown, frozenset(), marks or {}, counted, reported)


@pytest.fixture
def project() -> MakeRow:
    """Makes one key project; ``number`` is its id, everything else its stored values."""

    def make(number: int = 1, **values: object) -> Row:
        options = {
            name: values.pop(name) for name in ("month", "method", "marks", "reported") if name in values
        }
        stored = {"name": f"项目{number}", "responsible_unit": 1, **values}
        return computed_row(ledger_named("key_project"), number, stored, **options)  # type: ignore[arg-type]

    return make


@pytest.fixture
def bond() -> MakeRow:
    """Makes one bond reserve project."""

    def make(number: int = 1, **values: Value) -> Row:
        stored: dict[str, Value] = {"name": f"储备{number}", "code": "2104-440204-04-01-526603", **values}
        return computed_row(ledger_named("bond_reserve"), number, stored)

    return make


# Name, level, plan, cumulative (纳统), actual (all 万元), begun, listed, period: a district's September 2021.
_ROWS: Sequence[tuple[str, str, int, int | None, int | None, int, int, str]] = (
    ("烟叶复烤技改项目", "省、市、区", 15740, 13871, 13871, 1, 1, "2020年5月-2021年12月"),
    ("乐园镇冷链物流园项目", "区", 8940, 7967, 7967, 1, 1, "2020—2022"),
    ("东河街道农贸批发市场升级项目", "区", 7790, 6458, 6458, 1, 1, "2018年3月-2021年12月"),
    ("浈江产业园装备制造产业化项目", "市、区", 13000, 9760, 9760, 1, 1, "2021-2022"),
    ("新韶镇农贸批发市场升级项目", "市、区", 13540, 8936, 8936, 1, 1, "2019—2022"),
    ("十里亭镇农贸批发市场升级项目", "区", 7550, 1964, 1964, 1, 1, "2018-"),
    ("花坪镇冷链物流园项目", "区", 6640, 1935, 1935, 1, 1, "2021.5-2021.12"),
    ("正威新材料科技示范城项目", "市、区", 100000, None, None, 0, 0, "2021-"),
    ("浈江产业园标准厂房建设项目", "区", 8150, None, None, 0, 0, "2021—2023"),
    ("十里亭镇污水处理设施及管网工程", "省、市、区", 15010, 12296, 12296, 1, 1, "2021—2022"),
    ("花坪镇停车场及充电设施项目", "区", 8700, 8225, 8225, 1, 1, "2020年4月-2023年12月"),
    ("风采街道老旧小区改造工程", "区", 6700, 7186, 7186, 1, 1, "2019-2022"),
    ("车站街道老旧小区改造工程", "区", 10870, 11279, 11279, 1, 1, "2021-2023"),
    ("风采街道内街巷综合整治工程", "市、区", 11620, 8134, 8134, 1, 1, "2018.8-2022.12"),
    ("新韶镇供水管网改造工程", "区", 3100, 1113, 1113, 1, 1, "2019—2021"),
    ("东河街道老旧小区改造工程", "区", 6550, 1512, 1512, 1, 1, "2020年7月-2022年12月"),
    ("花坪镇老旧小区改造工程", "区", 3220, 1464, 1464, 1, 1, "2020-2021"),
    ("花坪镇供水管网改造工程", "区", 6400, None, 1280, 1, 0, "2021年2月-2021年12月"),
    ("十里亭镇供水管网改造工程", "区", 5370, 0, 537, 0, 0, "2021年10月-2021年12月"),
    ("韶关高新区韶冶片区基础设施建设项目", "区", 8010, 0, None, 0, 0, "2021-2021"),
    ("花坪镇市政道路改造工程", "区", 6430, None, None, 0, 0, "2021-"),
    ("东河街道污水处理设施及管网工程", "区", 3770, None, None, 0, 0, "2021-"),
    ("风采街道市政道路改造工程", "区", 8330, None, None, 0, 0, "2021年10月-2022年12月"),
    ("乐园镇市政道路改造工程", "区", 7170, 0, None, 0, 0, "2021.10-2023.12"),
    ("犁市镇内街巷综合整治工程", "区", 4140, None, None, 0, 0, "2021年10月-2022年12月"),
    ("乐园镇老旧小区改造工程", "区", 6890, None, None, 0, 0, "2021-2022"),
    ("花坪镇河道综合治理工程", "区", 4550, None, None, 0, 0, "2021-2022"),
    ("东河街道社区卫生服务中心项目", "区", 7908, 5931, 5931, 1, 1, "2021-2021"),
    ("乐园镇卫生院升级项目", "市、区", 5820, 4378, 4378, 1, 1, "2018—2021"),
    ("车站街道中心小学扩建项目", "市、区", 13930, 11484, 11484, 1, 1, "2019-"),
    ("东河街道文化体育公园项目", "区", 8710, 7708, 7708, 1, 1, "2020-"),
    ("风采街道古村落保护利用项目", "区", 10570, 10721, 10721, 1, 1, "2020—2022"),
    ("十里亭镇公办幼儿园建设项目", "市、区", 11948, 3077, 3077, 1, 1, "2021—2022"),
    ("乐园镇古村落保护利用项目", "区", 9450, 4190, 4190, 1, 1, "2018.9-2021.12"),
    ("花坪镇社区卫生服务中心项目", "区", 4480, None, None, 1, 1, "2021-2021"),
    ("花坪镇公办幼儿园建设项目", "区", 3370, None, 337, 0, 0, "2021—2023"),
    ("浈江区学前教育补短板项目（一期）", "区", 3490, None, None, 0, 0, "2021年10月-2022年12月"),
    ("浈江区古驿道保护和利用项目", "区", 2460, None, None, 0, 0, "2021.10-2022.12"),
    ("车站街道社区卫生服务中心项目", "区", 8150, 0, None, 0, 0, "2021.10-2022.12"),
    ("海大花坪养猪场项目", "省、市、区", 18582, 17327, 17327, 1, 1, "2020—2021"),
    ("犁市镇美丽乡村示范片项目", "区", 6252, 6463, 6463, 1, 1, "2018—2022"),
    ("十里亭镇美丽乡村示范片项目", "区", 13000, 13256, 13256, 1, 1, "2021-2021"),
    ("花坪镇高标准农田建设项目", "区", 9480, 7034, 7034, 1, 1, "2020-2022"),
    ("十里亭镇灌区续建配套工程", "市、区", 13710, 3937, 3937, 1, 1, "2020年12月-2022年12月"),
    ("乐园镇高标准农田建设项目", "区", 7390, 2962, 2962, 1, 1, "2019.9-2022.12"),
    ("新韶镇灌区续建配套工程", "区", 4280, 1832, 1832, 1, 1, "2018.3-2022.12"),
    ("十里亭镇高标准农田建设项目", "区", 4390, None, None, 0, 0, "2021年11月-2023年12月"),
    ("十里亭镇中小河流治理工程", "区", 4750, 0, None, 0, 0, "2021-2022"),
)


@pytest.fixture(scope="session")
def september() -> list[Row]:
    """A whole ledger of 48 projects as of September 2021."""
    return [
        computed_row(
            ledger_named("key_project"),
            number,
            {
                "name": name,
                "level": level,
                "annual_plan": plan * WAN,
                "invested_to_date": None if invested is None else invested * WAN,
                "actual_invested_to_date": None if actual is None else actual * WAN,
                "started": started,
                "listed": listed,
                "construction_period": period,
                "responsible_unit": number % 3 + 1,
            },
        )
        for number, (name, level, plan, invested, actual, started, listed, period) in enumerate(_ROWS, 1)
    ]
