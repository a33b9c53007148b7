from __future__ import annotations

import importlib.util
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.resources import resource_path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "make_pinyin_table.py"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("乐园镇中心小学", "lyzzxxx"),
        ("重点项目", "zdxm"),
        ("重庆路重建工程", "cqlcjgc"),
        ("长坝镇", "cbz"),
        ("镇长包案", "zzba"),
        ("浈江区长江路", "zjqcjl"),
        ("区长办公会议", "qzbghy"),
        ("银行业务", "yhyw"),
        ("行业类别", "hylb"),
        ("行政服务中心", "xzfwzx"),
        ("会计事务所", "kjsws"),
        ("会议中心", "hyzx"),
        ("十里亭镇", "sltz"),
        ("韶关市", "sgs"),
        ("城区给排水管网", "cqjpsgw"),
        ("圩镇提升", "xzts"),
        ("二〇二一年", "eleyn"),
    ],
)
def test_a_name_is_read_as_people_say_it(text: str, expected: str) -> None:
    assert initials(text) == expected


def test_letters_and_digits_stay_and_the_rest_is_dropped() -> None:
    assert initials("★5G 基站（二期）A-01") == "5gjzeqa01"


def test_full_width_letters_and_digits_are_read_as_plain_ones() -> None:
    assert initials("Ｂ２地块") == "b2dk"


def test_nothing_is_read_as_nothing() -> None:
    assert initials("") == ""


@given(st.text())
def test_any_text_gives_lower_case_letters_and_digits_only(text: str) -> None:
    assert set(initials(text)) <= set(string.ascii_lowercase + string.digits)


def test_every_character_of_gb_2312_has_a_letter() -> None:
    rows = range(0xB0, 0xF8)
    characters = (bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF))
    assert [character for character in characters if character and not initials(character)] == []


def test_the_shipped_table_is_what_the_script_makes() -> None:
    pytest.importorskip("pypinyin")
    spec = importlib.util.spec_from_file_location("make_pinyin_table", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sample = {code: module.initial(chr(code)) for code in range(module.FIRST, module.LAST, 37)}
    shipped = resource_path("pinyin_initials.txt").read_text(encoding="ascii").replace("\n", "")
    assert {code: shipped[code - module.FIRST] for code in sample} == sample
