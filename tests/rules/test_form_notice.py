"""The words of the notice that goes out with forms."""

from __future__ import annotations

import datetime
from dataclasses import replace

from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_notice import group_message, notice_of
from fgj_desktop.rules.form_spec import FormHead
from fgj_desktop.store.store import Store
from tests.form_tools import PROJECTS, add_tasks, half_form
from tests.sample_store import SEPTEMBER, clock, store

__all__ = ["clock", "store"]
DAY = datetime.date(2021, 9, 27)


def test_the_notice_says_what_by_when_from_whom_and_how(store: Store) -> None:
    add_tasks(store)
    notice = notice_of(half_form(store), DAY, whole=True)
    assert notice.title == "关于报送新型城镇化半月进展（2021年9月下半月）的通知"
    assert notice.addressee == "各成员单位："
    assert [heading for heading, _ in notice.parts] == ["报送内容", "填报要求", "报送时间"]
    said = "".join(text for _, texts in notice.parts for text in texts)
    assert "任务共 4 项" in said
    assert "由区教育局、区住建局、区水务局、乐园镇报送" in said
    assert "请只填写本单位所在行" in said
    assert "请于2021年9月30日17:00前将填报表电子版报区新型城镇化工作领导小组办公室" in said
    assert notice.attachments == ("新型城镇化半月进展填报表（2021年9月下半月）",)
    assert notice.contact == "联系人：区发改局综合股，电话：0751-0000000"
    assert notice.on_behalf


def test_the_bureaus_own_notice_has_no_seal_of_another_office(store: Store) -> None:
    head = FormHead("重点项目月度进展", "浈江区发展和改革局")
    form = form_spec(store, PROJECTS, ReportPeriod(SEPTEMBER), head=head)
    notice = notice_of(form, DAY, whole=False)
    assert not notice.on_behalf
    assert notice.addressee == "各有关单位："
    said = "".join(text for _, texts in notice.parts for text in texts)
    assert "请填写发给本单位的填报表" in said
    assert "请按时将填报表电子版报" in said


def test_the_text_for_the_group_is_short_and_names_units_and_day(store: Store) -> None:
    add_tasks(store)
    form = half_form(store)
    assert group_message(form, whole=True) == (
        "【通知】请各单位于9月30日17:00前报送新型城镇化半月进展（9月下半月）：区教育局、区住建局、区水务局、乐园镇。"
        "填报表附后，请在表中填写本单位所在行。如无新进展，请回复“零报告”。"
        "联系人：区发改局综合股，电话：0751-0000000。"
    )
    bare = group_message(replace(form, head=FormHead("新型城镇化半月进展")), whole=False)
    assert bare.startswith("【通知】请各单位按时报送")
    assert "已按单位分别发放" in bare


def test_many_units_are_told_by_their_number(store: Store) -> None:
    add_tasks(store)
    many = replace(half_form(store), unit_names={number: f"单位{number}" for number in range(60)})
    assert "等 60 个单位" in group_message(many, whole=True)
