"""Kinds convert both ways, keep what does not fit, and never raise."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers.kinds import (
    Choice,
    Choices,
    Code,
    Count,
    Date,
    Flag,
    Kind,
    Link,
    LinkList,
    LongText,
    Money,
    Percent,
    Points,
    Text,
)
from fgj_desktop.ledgers.text import tidy
from fgj_desktop.ledgers.values import DASH, WAN, YI, YUAN, Context, LinkTable, Misfit

LINKS = LinkTable(
    {"unit": {1: "区水务局", 2: "区财政局"}}, {"unit": {"区水务局": 1, "浈江区水务局": 1, "区财政局": 2}}
)
CONTEXT = Context(links=LINKS, year=2021, today=lambda: datetime.date(2021, 10, 8))
KINDS: tuple[Kind, ...] = (
    Text(),
    LongText(),
    Code(),
    Money(),
    Count(),
    Percent(),
    Points(),
    Date(),
    Choice(options=("续建", "新开工"), synonyms=(("新建", "新开工"),)),
    Choice(is_open=True),
    Choices(options=("省", "市", "区")),
    Flag(),
    Link(ledger="unit"),
    LinkList(ledger="unit"),
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(
        (
            "1.2亿",
            "=120+35",
            "=1/0",
            "=9**9**9",
            "((((",
            "2021.13",
            "9/31",
            "—",
            "　",
            "１，２３４．５",
            "１e9",
        )
    ),
)


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("1.2亿", 12000),
        ("1.2亿元", 12000),
        ("3000万", 3000),
        ("3,000万元", 3000),
        ("５０００", 5000),
        ("３，３７０", 3370),
        ("=120+35", 155),
        ("=(100-40)*2/3", 40),
        ("7,446.08", Decimal("7446.08")),
        ("-5", -5),
        ("(5)", -5),
        ("20元", Decimal("0.002")),
        ("（1,200）", -1200),
        ("1、200", 1200),
        ("3200.", 3200),
        ("￥3,200", 3200),
        ("1亿2000万", 12000),
        ("-1亿2000万元", -12000),
        ("3千万", 3000),
        ("5百万元", 500),
        ("＝１２０＋３５＊２", 190),
        ("=1.2亿+3000万-50", 14950),
        ("=100/3", Decimal("33.333333")),
        ("0", 0),
    ],
)
def test_money_reads_what_clerks_type(text: str, wan: int | Decimal) -> None:
    assert Money().parse(text, CONTEXT) == int(wan * WAN)


@pytest.mark.parametrize(
    "text",
    [
        "约5000",
        "5000（含设备）",
        "待定",
        "同上",
        "1,23",
        "=1/0",
        "=a+b",
        "=__import__('os')",
        "1e5",
        "1亿20000万",
        "3千5",
        ".",
    ],
)
def test_money_keeps_text_that_is_no_number(text: str) -> None:
    found = Money().parse(text, CONTEXT)
    assert isinstance(found, Misfit)
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2021.9", "2021-09"),
        ("2021.10", "2021-10"),
        ("20210930", "2021-09-30"),
        ("9/30", "2021-09-30"),
        ("2021年9月", "2021-09"),
        ("2021年9月30日", "2021-09-30"),
        ("2021/9/30", "2021-09-30"),
        ("2021-09-30 00:00:00", "2021-09-30"),
        ("2021", "2021"),
        ("2022年上半年", "2022-H1"),
        ("2022年三季度", "2022-Q3"),
        ("2021年底", "2021-12"),
        ("9月底", "2021-09"),
        ("202109", "2021-09"),
        ("２０２１．９．３０", "2021-09-30"),
        ("2021年9月份", "2021-09"),
        ("2021 9 30", "2021-09-30"),
        ("2021，9，30", "2021-09-30"),
        ("21.9", "2021-09"),
        ("21-9-30", "2021-09-30"),
        ("22年上半年", "2022-H1"),
        ("上半年", "2021-H1"),
        ("三季度", "2021-Q3"),
        ("年底", "2021-12"),
        ("10.1", "2021-10-01"),
        ("今天", "2021-10-08"),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_known(text: str, stored: str) -> None:
    assert Date().parse(text, CONTEXT) == stored


@pytest.mark.parametrize(
    "text", ["2021.13", "2021/9/31", "拟2022年", "不详", "0000.1", "30/9", "2021年9月底前"]
)
def test_impossible_dates_are_kept_and_marked(text: str) -> None:
    assert isinstance(Date().parse(text, CONTEXT), Misfit)


def test_a_first_month_that_may_be_the_tenth_is_asked_about() -> None:
    found = Date().parse("2021.1", CONTEXT)
    assert isinstance(found, Misfit)
    assert found.choices == ("2021-01", "2021-10")
    assert found.reason == "“2021.1”可能是1月或10月，请选择"


def test_spreadsheet_dates_come_as_dates_or_numbers() -> None:
    assert Date().from_cell(44469, CONTEXT) == "2021-09-30"
    assert Date().from_cell("44469", CONTEXT) == "2021-09-30"
    assert Date().from_cell(datetime.datetime(2021, 9, 30, 8, 0), CONTEXT) == "2021-09-30"
    assert Date().from_cell(2021.9, CONTEXT) == "2021-09"


def test_a_code_that_lost_digits_is_marked() -> None:
    assert isinstance(Code().from_cell(166722679628365824, CONTEXT), Misfit)
    assert Code().parse("２１０９－440204-04-01-344397 ", CONTEXT) == "2109-440204-04-01-344397"
    assert isinstance(Code().parse("正在办理", CONTEXT), Misfit)


def test_binary_noise_is_rounded_and_more_decimals_are_marked() -> None:
    assert Money().from_cell(0.1 + 0.2, Context(money_unit=WAN)) == 300_000
    assert Money().from_cell(3.794, Context(money_unit=YI)) == 37_940_000_000
    assert isinstance(Money().from_cell(1.23456789, Context(money_unit=YUAN)), Misfit)
    assert isinstance(Money().from_cell(float("inf"), CONTEXT), Misfit)


def test_flags_and_choices_know_the_usual_words() -> None:
    assert [Flag().parse(word, CONTEXT) for word in ("是", "√", "否", "×", "Ｙ")] == [1, 1, 0, 0, 1]
    assert (
        Choice(options=("续建", "新开工"), synonyms=(("新建", "新开工"),)).parse("新 建", CONTEXT) == "新开工"
    )
    assert Choices(options=("省", "市", "区")).parse("区、省", CONTEXT) == "省、区"
    assert isinstance(Choices(options=("省", "市", "区")).parse("省、县", CONTEXT), Misfit)


def test_links_are_found_by_any_name_and_kept_when_unknown() -> None:
    assert Link(ledger="unit").parse(" 浈江区 水务局", CONTEXT) == 1
    assert Link(ledger="unit").text(1, CONTEXT) == "区水务局"
    assert isinstance(Link(ledger="unit").parse("区卫健局", CONTEXT), Misfit)
    both = LinkList(ledger="unit").parse("区财政局（牵头）\n区水务局", CONTEXT)
    assert both == ",2,1,"
    assert LinkList(ledger="unit").text(both, CONTEXT) == "区财政局、区水务局"


def test_empty_zero_and_dash_differ_in_every_kind() -> None:
    assert Money().parse("", CONTEXT) is None
    assert Money().parse("0", CONTEXT) == 0
    for text in ("—", "-", "——", "/", "－"):
        assert Money().parse(text, CONTEXT) is DASH


def test_shares_are_rounded_half_up_only_when_shown() -> None:
    assert Percent().text(Fraction(202400, 480300), CONTEXT) == "42.14%"
    assert Percent().text(Fraction(12345, 100000), CONTEXT) == "12.35%"
    assert Points().text(Fraction(-3286, 10000), CONTEXT) == "-32.86"
    assert Points().text(Fraction(1, 30000), CONTEXT) == "0.00"
    assert Percent().parse("80.46", CONTEXT) == Percent().parse("80.46%", CONTEXT) == 804_600
    assert Percent().parse("0.8046", CONTEXT) == 804_600


def test_an_amount_of_six_decimals_of_wan_survives() -> None:
    stored = Money().parse("1,234.567890", CONTEXT)
    assert stored == 1_234_567_890
    assert Money().text(stored, CONTEXT) == "1,234.56789"
    assert Money().to_json(stored, CONTEXT) == "12345678.90"


def test_counts_shares_and_lists_are_read_as_they_are_written() -> None:
    assert [Count().parse(text, CONTEXT) for text in ("３", "1，000", "3个", "48项")] == [3, 1000, 3, 48]
    shares = [Percent().parse(text, CONTEXT) for text in ("80.46％", "百分之80", "（5%）", "-5%")]
    assert shares == [804_600, 800_000, -50_000, -50_000]
    assert isinstance(Percent().parse("5%%", CONTEXT), Misfit)
    levels = Choices(options=("省", "市", "区"))
    assert [levels.parse(text, CONTEXT) for text in ("省市", "区 省", "市/区")] == [
        "省、市",
        "省、区",
        "市、区",
    ]
    units = LinkList(ledger="unit")
    assert units.parse("区水务局和区财政局", CONTEXT) == ",1,2,"
    assert isinstance(units.parse("区水务局和区卫健局", CONTEXT), Misfit)


STORED: tuple[tuple[Kind, st.SearchStrategy[int | str]], ...] = (
    (Count(), st.integers(-(10**12), 10**12)),
    (Percent(), st.integers(-(10**6), 10**6).map(lambda hundredths: hundredths * 100)),
    (Flag(), st.sampled_from((0, 1))),
    (Choice(options=("续建", "新开工"), synonyms=(("新建", "新开工"),)), st.sampled_from(("续建", "新开工"))),
    (
        Choices(options=("省", "市", "区")),
        st.sets(st.sampled_from("省市区"), min_size=1).map(
            lambda s: "、".join(x for x in "省市区" if x in s)
        ),
    ),
    (Link(ledger="unit"), st.sampled_from((1, 2))),
    (LinkList(ledger="unit"), st.sampled_from((",1,", ",2,", ",1,2,", ",2,1,"))),
    (Date(), st.sampled_from(("2021", "2021-09", "2021-09-30", "2022-H1", "2022-H2", "2022-Q1", "2022-Q4"))),
)


@given(st.sampled_from(STORED).flatmap(lambda one: st.tuples(st.just(one[0]), one[1])))
def test_what_a_cell_shows_is_read_back_as_the_same_value(found: tuple[Kind, int | str]) -> None:
    kind, value = found
    assert kind.parse(kind.text(value, CONTEXT), CONTEXT) == value


@given(st.sampled_from(KINDS), CELLS)
def test_any_cell_gives_a_value_or_is_kept(kind: Kind, cell: object) -> None:
    found = kind.from_cell(cell, CONTEXT)  # type: ignore[arg-type]
    assert found is None or found is DASH or isinstance(found, int | str | Misfit)
    if isinstance(found, int):
        assert -(2**63) <= found < 2**63
        assert kind.storage == "INTEGER"
    if isinstance(found, str):
        assert kind.storage == "TEXT"


@given(st.sampled_from(KINDS), st.text())
def test_what_does_not_fit_keeps_its_text(kind: Kind, text: str) -> None:
    found = kind.parse(text, CONTEXT)
    if isinstance(found, Misfit):
        assert found.reason
        # Signs that nobody sees are no text.
        seen = tidy(text)
        assert "".join(found.text.split()) in "".join(seen.split()) or found.text.strip() == seen.strip()


@given(st.integers(-(10**17), 10**17), st.sampled_from((YUAN, WAN, YI)))
def test_money_text_is_read_back_exactly(amount: int, unit: int) -> None:
    context = Context(money_unit=unit)
    assert Money().parse(Money().text(amount, context), context) == amount


@given(st.integers(-(10**14), 10**14), st.sampled_from((YUAN, WAN, YI)))
def test_money_cells_are_read_back_exactly(amount: int, unit: int) -> None:
    context = Context(money_unit=unit)
    assert Money().from_cell(Money().to_cell(amount, context), context) == amount


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from((4, 7, 10)))
def test_date_text_is_read_back_exactly(day: datetime.date, precision: int) -> None:
    stored = day.isoformat()[:precision]
    assert Date().parse(Date().text(stored, CONTEXT), CONTEXT) == stored


@given(st.integers(-(10**15), 10**15))
def test_count_text_is_read_back_exactly(number: int) -> None:
    for kind in (Count(), Count(grouped=True)):
        assert kind.parse(kind.text(number, CONTEXT), CONTEXT) == number
