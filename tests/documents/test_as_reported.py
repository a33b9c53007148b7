"""按定稿数字: a document of a closed period says again what it said before the corrections."""

from __future__ import annotations

import datetime

import pytest

from fgj_desktop.documents.report_updating import brought_up_to_date, is_as_reported
from fgj_desktop.documents.reports import (
    BY_TITLE,
    Report,
    ReportRequest,
    basis_notes,
    corrections_of,
    make_report,
    reported_for,
)
from fgj_desktop.documents.text_letters import LetterOptions
from fgj_desktop.documents.word_content import text_lines
from fgj_desktop.documents.word_sources import sources_document
from fgj_desktop.documents.word_stamp import BASIS, read_stamp
from fgj_desktop.documents.word_templates import shipped_template
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import (
    FIXED_ASSET_INVESTMENT,
    KEY_PROJECT,
    REPORT_ROUND,
    UNIT_RETURN,
    URBAN_TASK,
    Ledger,
)
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.closing import apply_closing, apply_unlocking, plan_closing, to_unlock
from fgj_desktop.rules.rounds import LATE, MISSING, proposed_round, round_of, standings
from fgj_desktop.store.closing import CLOSES
from fgj_desktop.store.store import Store
from tests.documents.word_tools import clerks, lines
from tests.form_tools import HALF, add_tasks
from tests.sample_store import SEPTEMBER, WAN, clock, store

__all__ = ["clock", "store"]
PERIOD = ReportPeriod(SEPTEMBER)
LETTER = LetterOptions(datetime.date(2021, 10, 8))
BULLETIN, SUMMARY, URBAN = "重点项目建设进展情况通报", "工作总结", "新型城镇化工作进展情况"
OF_PROJECTS = (BULLETIN, SUMMARY, "提醒函", "调度会材料")


def close_and_open(store: Store, ledger: Ledger, period: ReportPeriod) -> None:
    plan = plan_closing(store, ledger, period)
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)
    opened = to_unlock(store, ledger, period)
    with store.action("解锁", kind=CLOSES) as writes:
        apply_unlocking(writes, opened, "统计局核减", store.clock().date())


def correct(store: Store) -> None:
    """Less is invested in one project, and another has begun since."""
    with store.action("更正") as writes:
        first, second = store.view(KEY_PROJECT, SEPTEMBER).ids()[:2]
        writes.put(KEY_PROJECT, first, SEPTEMBER, {"invested_to_date": 100 * WAN})
        writes.put(KEY_PROJECT, second, SEPTEMBER, {"physical_progress": "更正后的进展"})


def asked(store: Store, title: str, *, as_reported: bool = False) -> ReportRequest:
    kind = BY_TITLE[title]
    period = HALF if kind.is_half_month else PERIOD
    reported = reported_for(store, kind, period) if as_reported else None
    return ReportRequest(store, period, LETTER, reported=reported)


def made_for(request: ReportRequest, title: str) -> Report:
    template = shipped_template(title)
    return make_report(BY_TITLE[title], request, (template.read_bytes(), template.name))


def written(store: Store, title: str, *, as_reported: bool = False) -> Report:
    return made_for(asked(store, title, as_reported=as_reported), title)


def test_every_document_of_projects_says_again_what_was_reported(store: Store) -> None:
    before = {title: lines(written(store, title).content) for title in OF_PROJECTS}
    close_and_open(store, KEY_PROJECT, PERIOD)
    correct(store)
    for title in OF_PROJECTS:
        assert lines(written(store, title).content) != before[title], title
        assert lines(written(store, title, as_reported=True).content) == before[title], title


def test_the_half_month_s_report_has_the_adopted_words_of_then(store: Store) -> None:
    add_tasks(store)
    record = store.view(URBAN_TASK, SEPTEMBER).ids()[0]
    with store.action("采用稿") as writes:
        writes.put(URBAN_TASK, record, SEPTEMBER, {f"progress:{HALF.half}": "已建成3个村。"})
    before = lines(written(store, URBAN).content)
    close_and_open(store, URBAN_TASK, HALF)
    with store.action("更正") as writes:
        writes.put(URBAN_TASK, record, SEPTEMBER, {f"progress:{HALF.half}": "已建成2个村。"})
    assert any("已建成2个村" in line for line in lines(written(store, URBAN).content))
    assert lines(written(store, URBAN, as_reported=True).content) == before


def test_a_return_that_came_after_the_closing_is_not_among_those_reported(store: Store) -> None:
    add_tasks(store)
    with store.action("开始") as writes:
        round_record = writes.insert(REPORT_ROUND, proposed_round(store, URBAN_TASK, HALF))
    before = lines(written(store, URBAN).content)
    close_and_open(store, URBAN_TASK, HALF)
    info = round_of(store, URBAN_TASK, HALF)
    assert info is not None
    missing = next(one for one in standings(store, info) if one.state == MISSING)
    came = {
        "name": "补报",
        "round": round_record,
        "unit": missing.unit,
        "state": LATE,
        "received_on": "2021-10-09",
    }
    with store.action("登记") as writes:
        writes.insert(UNIT_RETURN, came)
    assert lines(written(store, URBAN).content) != before
    assert lines(written(store, URBAN, as_reported=True).content) == before


def test_figures_are_those_kept_with_the_closing_whatever_the_rows_come_to(store: Store) -> None:
    close_and_open(store, KEY_PROJECT, PERIOD)
    reported = asked(store, BULLETIN, as_reported=True).telling
    exact = reported.figure("district_invested").value
    correct(store)
    again, now = asked(store, BULLETIN, as_reported=True).telling, asked(store, BULLETIN).telling
    assert again.figure("district_invested").value == exact != now.figure("district_invested").value


def test_the_source_page_says_by_which_figures_the_document_is(store: Store) -> None:
    close_and_open(store, KEY_PROJECT, PERIOD)
    correct(store)
    request = asked(store, BULLETIN, as_reported=True)
    made = made_for(request, BULLETIN)
    notes = basis_notes(request, made)
    assert notes[0] == "按定稿数字：“区市重点项目台账”2021年9月（2021年10月8日定稿）。"
    assert notes[1].endswith("本期没有定稿，按现在的台账写。")
    assert "“投资月报”" in notes[1]
    assert notes[2] == "与2021年8月对比的数，未随定稿保留的按现在的台账写。"
    page = sources_document(BULLETIN, [one.name for one in made.figures], request.telling, notes=notes)
    assert notes[0] in text_lines(page)
    assert read_stamp(made.content)[BASIS] == "按定稿数字"

    current = written(store, BULLETIN)
    [note] = basis_notes(asked(store, BULLETIN), current)
    assert "2021年9月于2021年10月8日定稿，报后更正 2 处" in note
    page = sources_document(BULLETIN, [], asked(store, BULLETIN).telling, notes=[note])
    assert note in text_lines(page)
    assert BASIS not in read_stamp(current.content)


def test_what_is_not_closed_cannot_be_told_as_reported(store: Store) -> None:
    with pytest.raises(
        UserError, match="“区市重点项目台账”、“投资月报”2021年9月还没有定稿，不能按定稿数字写"
    ):
        reported_for(store, BY_TITLE[BULLETIN], PERIOD)
    close_and_open(store, KEY_PROJECT, PERIOD)
    with pytest.raises(UserError, match="“任务清单”2021年9月下半月还没有定稿"):
        reported_for(store, BY_TITLE[URBAN], HALF)
    with pytest.raises(UserError, match="所选文种没有定稿的台账"):
        reported_for(store, BY_TITLE["催报函"], HALF)
    with pytest.raises(UserError, match="2021年8月还没有定稿"):
        reported_for(store, BY_TITLE[BULLETIN], PERIOD.previous)


def test_the_choice_is_there_only_when_something_was_corrected(store: Store) -> None:
    kind = BY_TITLE[BULLETIN]
    assert corrections_of(store, kind, PERIOD) == 0
    close_and_open(store, KEY_PROJECT, PERIOD)
    assert corrections_of(store, kind, PERIOD) == 0
    correct(store)
    assert corrections_of(store, kind, PERIOD) == 2
    assert corrections_of(store, BY_TITLE[URBAN], HALF) == 0
    assert corrections_of(store, kind, PERIOD.previous) == 0


def test_the_month_before_is_told_as_reported_when_it_was_corrected_later(store: Store) -> None:
    august = PERIOD.previous
    plan = plan_closing(store, KEY_PROJECT, august)
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)
    before = lines(written(store, BULLETIN).content)
    plan = plan_closing(store, KEY_PROJECT, PERIOD)
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)
    with store.action("解锁", kind=CLOSES) as writes:
        apply_unlocking(writes, to_unlock(store, KEY_PROJECT, august), "核减", store.clock().date())
    first = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
    with store.action("更正") as writes:
        for month in (august.month, SEPTEMBER):
            writes.put(KEY_PROJECT, first, month, {"invested_to_date": 100 * WAN})
    request = asked(store, BULLETIN, as_reported=True)
    made = made_for(request, BULLETIN)
    assert lines(made.content) == before
    assert not any("对比的数" in note for note in basis_notes(request, made))


def test_a_month_without_a_closing_of_a_ledger_stays_as_it_is(store: Store) -> None:
    close_and_open(store, KEY_PROJECT, PERIOD)
    request = asked(store, SUMMARY, as_reported=True)
    names = FIXED_ASSET_INVESTMENT.name
    now = asked(store, SUMMARY).telling.basis.rows(names)
    assert [row.id for row in request.telling.basis.rows(names)] == [row.id for row in now]


@pytest.mark.parametrize("title", [BULLETIN, "提醒函"])
def test_the_figures_of_one_unit_are_those_reported_too(store: Store, title: str) -> None:
    before = [(one.name, one.text) for one in written(store, title).figures]
    close_and_open(store, KEY_PROJECT, PERIOD)
    correct(store)
    request = asked(store, title, as_reported=True)
    made = made_for(request, title)
    assert [(one.name, one.text) for one in made.figures] == before
    assert any("（责任单位：" in name for name, _ in before)
    names = [name for name, _ in before]
    page = sources_document(title, names, request.telling, (), (), basis_notes(request, made))
    assert all(any(name in line for line in text_lines(page)) for name in names)


def test_a_number_of_one_unit_is_brought_up_to_date_as_reported_and_says_so(store: Store) -> None:
    name = "区重点.完成投资（责任单位：区教育局）"
    content = clerks([f"区教育局完成{{{{{name}}}}}亿元。"])
    before = lines(brought_up_to_date(store, content, "我的.docx", PERIOD).content)
    close_and_open(store, KEY_PROJECT, PERIOD)
    correct(store)
    now = brought_up_to_date(store, content, "我的.docx", PERIOD)
    assert lines(now.content) != before
    assert any("报后更正 2 处" in note for note in now.notes)
    again = brought_up_to_date(store, content, "我的.docx", PERIOD, as_reported=True)
    assert lines(again.content) == before
    assert again.notes[-1].startswith("按定稿数字：“区市重点项目台账”")
    assert is_as_reported(again.content)
    assert not is_as_reported(now.content)
