"""The numbers of one unit or one leader in documents are figures: brought up to date, traced, named in templates."""

from __future__ import annotations

import re

import pytest

from fgj_desktop.documents.reports import BY_TITLE, ReportRequest, make_report
from fgj_desktop.documents.text_letters import LetterOptions
from fgj_desktop.documents.text_skeleton import Words
from fgj_desktop.documents.text_tables import group_table, share_text, wan_text
from fgj_desktop.documents.word_content import (
    FigureRun,
    Table,
    TextRun,
    every_block,
    every_run,
    plain_text,
    text_lines,
)
from fgj_desktop.documents.word_figures import figure_marks
from fgj_desktop.documents.word_names import WordValues, names_in
from fgj_desktop.documents.word_open import open_word, saved
from fgj_desktop.documents.word_sources import sources_document
from fgj_desktop.documents.word_template import render_template
from fgj_desktop.documents.word_update import Moved, moved_words, update_figures, written_figures
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT, ledger_named
from fgj_desktop.models.document_names import document_names
from fgj_desktop.rules.project_groups import by_leader, by_level, by_unit, whole
from fgj_desktop.store.store import Store
from tests.documents.test_reports import DAY, made_by_template, request
from tests.documents.word_tools import clerks, lines, values_of
from tests.sample_store import SEPTEMBER, WAN, clock, store

__all__ = ["clock", "store"]
BULLETIN = "重点项目建设进展情况通报"
UNIT = "（责任单位：区教育局）"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def in_charge(store: Store) -> None:
    """Two leaders, the first project with both of them."""
    leaders = ledger_named("leader")
    with store.action("挂点") as writes:
        first, second = (
            writes.insert(leaders, {"serial": number, "name": name})
            for number, name in enumerate(("常务副区长", "分管副区长"), 1)
        )
        ids = store.view(KEY_PROJECT, SEPTEMBER).ids()
        writes.put(KEY_PROJECT, ids[0], SEPTEMBER, {"leader": f",{second},{first},"})
        writes.put(KEY_PROJECT, ids[1], SEPTEMBER, {"leader": f",{second},"})


def invest_more(store: Store) -> None:
    with store.action("修改") as writes:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        writes.put(KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 4000 * WAN})


def test_a_table_of_groups_says_just_what_the_groups_hold_and_every_number_is_a_figure(store: Store) -> None:
    in_charge(store)
    telling = request(store).telling
    basis = telling.basis
    for groups in (by_unit(basis), by_leader(basis), by_level(basis)):
        table = group_table(telling, groups, "组", total=whole(basis))
        assert [[plain_text(cell) for cell in row] for row in table.rows] == [
            [
                one.name,
                str(len(one.rows)),
                wan_text(one.standing.plan),
                wan_text(one.standing.invested),
                share_text(one.standing.completion),
                share_text(one.standing.gap),
                str(one.started),
                str(one.not_started),
            ]
            for one in (whole(basis), *groups)
        ]
        assert all(isinstance(cell[0], FigureRun) for row in table.rows for cell in row[1:])


@pytest.mark.parametrize("title", [BULLETIN, "提醒函", "调度会材料"])
def test_every_part_figure_of_a_document_reads_back_to_its_number(store: Store, title: str) -> None:
    in_charge(store)
    made = made_by_template(store, title)
    parts = [one for one in made.figures if "（" in one.name]
    assert parts
    values = WordValues(request(store).telling)
    assert all(values.figure(one.name) == one.text for one in made.figures)
    written = written_figures(made.content)
    assert [(one.name, one.text) for one in written] == [(one.name, one.text) for one in made.figures]
    untouched = update_figures(made.content, "x.docx", values)
    assert (untouched.moved, untouched.unknown) == ((), ())
    assert lines(untouched.content) == lines(made.content)


def test_no_number_of_a_unit_in_a_letter_is_left_plain(store: Store) -> None:
    document = BY_TITLE["提醒函"].write(request(store))
    facts = ("2021年", "9月", "75%", "10月")
    for run in every_run([one for one in document.blocks if not isinstance(one, Table)]):
        if isinstance(run, TextRun) and "负责的" in run.text:
            rest = run.text
            for fact in facts:
                rest = rest.replace(fact, "")
            assert not re.search(r"\d", rest), run.text


def test_a_unit_that_invests_more_is_brought_up_to_date_everywhere(store: Store) -> None:
    made = made_by_template(store, BULLETIN)
    invest_more(store)
    unit = by_unit(request(store).telling.basis)
    changed = next(
        one for one in unit if any(row.values.get("invested_to_date") == 4000 * WAN for row in one.rows)
    )
    updated = update_figures(made.content, "通报.docx", WordValues(request(store).telling))
    moved = {one.name: (one.before, one.after) for one in updated.moved}
    assert moved[f"重点项目.完成投资万元{changed.part}"][1] == wan_text(changed.standing.invested)
    assert moved["重点项目.完成投资万元"] == ("8,150", "8,950")
    assert not [name for name in moved if "责任单位" in name and changed.part not in name]
    now = {one.name: one.text for one in made_by_template(store, BULLETIN).figures}
    assert {one.name: one.text for one in written_figures(updated.content) if one.name in now} == now


def test_the_bookmarks_alone_tell_the_unit_where_a_program_dropped_the_controls(store: Store) -> None:
    document = open_word(made_by_template(store, BULLETIN).content, "")
    before = [one.name for one in figure_marks(document)]
    for control in list(document.element.body.iter(f"{W}sdt")):
        for run in control.find(f"{W}sdtContent"):
            control.addprevious(run)
        control.getparent().remove(control)
    assert [one.name for one in written_figures(saved(document))] == before


def test_the_source_page_has_the_rows_of_the_unit_and_says_so(store: Store) -> None:
    names = [f"重点项目.完成投资万元{UNIT}", f"重点项目.项目数{UNIT}", "重点项目.完成投资（责任单位：没有）"]
    document = sources_document("通报", names, request(store).telling)
    overview, records = (one for one in every_block(document.blocks) if isinstance(one, Table))
    assert [plain_text(row[1]) for row in overview.rows] == names[:2], "unknown names are left out"
    formula = plain_text(overview.rows[0][3])
    assert formula.endswith("累计完成投资（纳统）之和，只计责任单位为“区教育局”的项目")
    group = next(one for one in by_unit(request(store).telling.basis) if one.name == "区教育局")
    assert plain_text(overview.rows[0][5]) == str(len(group.rows))
    told = plain_text(records.rows[0][1])
    assert all(str(row.values["name"]) in told for row in group.rows)
    assert told.startswith(f"共 {len(group.rows)} 条")


@pytest.mark.parametrize(
    "said",
    [
        "区重点.完成投资（责任单位：区教育局）",
        " 区重点．完成投资 (责任单位: 区教育局) ",
        "区重点。完成投资（责任单位=区教育局）",
    ],
)
def test_a_template_may_name_a_part_however_its_brackets_are_typed(store: Store, said: str) -> None:
    made = render_template(clerks([f"完成{{{{{said}}}}}亿元。"]), "模板.docx", values_of(store))
    assert [one.name for one in made.figures] == [f"区重点.完成投资{UNIT}"]
    assert lines(made.content) == [f"完成{made.figures[0].text}亿元。"]


def test_a_template_with_conditions_may_name_parts_too(store: Store) -> None:
    template = clerks(["{% if 区重点.项目数 > 1 %}{{重点项目.项目数（责任单位：区教育局）}}个{% endif %}"])
    made = render_template(template, "模板.docx", values_of(store))
    assert [one.name for one in made.figures] == [f"重点项目.项目数{UNIT}"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "区重点.完成投资（责任单位：区教育居）",
            "是否应为“{{区重点.完成投资（责任单位：区教育局）}}”？",
        ),
        ("区重点.完成投次（责任单位：区教育局）", "是否应为“{{区重点.完成投资（责任单位：区教育局）}}”？"),
        ("区重点.完成投资（责任部位：区教育局）", "是否应为“{{区重点.完成投资（责任单位：区教育局）}}”？"),
        ("区重点.完成投资（责任单位：火星）", "位于第 1 段。"),
        ("固投.累计完成（责任单位：区教育局）", "位于第 1 段。"),
    ],
)
def test_an_unknown_part_is_told_with_what_was_meant(store: Store, said: str, told: str) -> None:
    with pytest.raises(UserError, match="无此数据项") as raised:
        render_template(clerks([f"{{{{{said}}}}}"]), "模板.docx", values_of(store))
    assert str(raised.value).endswith(told)


def test_the_standing_text_of_the_program_may_name_parts(store: Store) -> None:
    words = Words.of(request(store).telling)
    [run] = words.runs("{{重点项目.项目数（责任单位：区教育局）}}", 1)
    assert isinstance(run, FigureRun)
    with pytest.raises(UserError, match="无此数据项"):
        words.runs("{{重点项目.项目数（责任单位：火星）}}", 1)


def test_formulas_of_a_template_are_taken_for_no_part() -> None:
    assert [one.name for one in names_in('{{ 函数(甲=1) }}{{ 名单|join("：") }}')] == [
        "函数(甲=1) ".strip(),
        '名单|join("：")',
    ]


def test_two_units_of_one_name_stay_plain_text(store: Store) -> None:
    telling = request(store).telling
    unit = by_unit(telling.basis)[0]
    other = by_unit(telling.basis)[1]
    assert isinstance(telling.told_of(unit, "重点项目.项目数", "99"), str), "another number than the figure's"
    mixed = type(unit).of(unit.name, other.rows, telling.basis, unit.part)
    assert telling.told_of(mixed, "重点项目.项目数", str(len(other.rows))) == str(len(other.rows))


def test_a_message_tells_a_dozen_moved_numbers_and_counts_the_rest() -> None:
    moved = [Moved("x", str(number), str(number + 1)) for number in range(100, 113)]
    assert moved_words(moved).startswith("报告中 13 个数字与上次不同：100→101、")
    assert moved_words(moved).endswith("111→112等。")


def test_the_source_page_tells_a_dozen_moved_numbers_at_its_head_and_marks_each_in_its_row(
    store: Store,
) -> None:
    made = made_by_template(store, BULLETIN)
    names = list(dict.fromkeys(one.name for one in made.figures))
    moved = [Moved(name, "旧", "新") for name in names]
    document = sources_document("通报", names, request(store).telling, moved)
    [head] = [line for line in text_lines(document) if line.startswith("与上次不同的数字")]
    assert head.startswith(f"与上次不同的数字 {len(names)} 个：")
    assert head.count("旧→新") == 12
    assert head.endswith("等。")
    overview = next(one for one in every_block(document.blocks) if isinstance(one, Table))
    assert all(
        "（上次旧）" in plain_text(row[2]) or plain_text(row[2]) == "（名单）" for row in overview.rows
    )


def test_the_list_of_names_shows_how_a_unit_is_named(store: Store) -> None:
    listed = {one.name: one for one in document_names(request(store).telling)}
    shown = listed[f"区重点.完成投资{UNIT}"]
    assert shown.said == f"{{{{区重点.完成投资{UNIT}}}}}"
    assert "只计责任单位为“区教育局”的项目" in shown.about
    assert shown.now == WordValues(request(store).telling).figure(shown.name)


def test_letters_to_some_units_have_figures_of_those_alone(store: Store) -> None:
    asked = ReportRequest(store, request(store).period, LetterOptions(DAY), ("乐园镇",))
    made = make_report(BY_TITLE["提醒函"], asked)
    assert {name.partition("（")[2] for one in made.figures if "（" in (name := one.name)} == {
        "责任单位：乐园镇）"
    }
