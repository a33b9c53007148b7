"""更新数字 and saving: only what we wrote is changed, and nobody's work is written over."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from fgj_desktop.documents.word_open import open_word, read_word, saved
from fgj_desktop.documents.word_paragraphs import TEXT
from fgj_desktop.documents.word_saving import plan_saving
from fgj_desktop.documents.word_stamp import KIND, is_edited, read_stamp, stamped
from fgj_desktop.documents.word_template import render_template
from fgj_desktop.documents.word_update import moved_words, update_figures, written_figures
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.store.store import Store
from tests.documents.word_tools import bytes_of, clerks, lines, values_of
from tests.sample_store import SEPTEMBER, WAN, clock, store

__all__ = ["clock", "store"]
SOFFICE = shutil.which("soffice")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = ["{{区重点.项目数}}个区重点项目完成投资{{区重点.完成投资}}亿元，占{{区重点.占年度计划}}。", "完。"]


def report(store: Store) -> bytes:
    made = render_template(clerks(TEXTS), "模板.docx", values_of(store)).content
    return stamped(made, {KIND: "通报"})


def invest_more(store: Store) -> None:
    with store.action("修改") as writes:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        writes.put(KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 4000 * WAN})


def change_by_hand(content: bytes, before: str, after: str) -> bytes:
    document = open_word(content, "")
    for piece in document.element.body.iter(TEXT):
        if piece.text == before:
            piece.text = after
    return saved(document)


def test_figures_that_moved_are_written_anew_and_told(store: Store) -> None:
    before = report(store)
    invest_more(store)
    updated = update_figures(before, "报告.docx", values_of(store))
    assert [(one.name, one.before, one.after) for one in updated.moved] == [
        ("区重点.完成投资", "0.82", "0.9"),
        ("区重点.占年度计划", "45.28%", "49.72%"),
    ]
    assert updated.same == 1
    assert lines(updated.content) == ["6个区重点项目完成投资0.9亿元，占49.72%。", "完。"]
    assert moved_words(updated.moved) == "报告中 2 个数字与上次不同：0.82→0.9、45.28%→49.72%。"


def test_a_number_changed_by_hand_stays_and_is_told(store: Store) -> None:
    edited = change_by_hand(report(store), "0.82", "0.815")
    invest_more(store)
    updated = update_figures(edited, "报告.docx", values_of(store))
    assert [(one.name, one.before, one.after) for one in updated.by_hand] == [
        ("区重点.完成投资", "0.815", "0.9")
    ]
    assert "完成投资0.815亿元" in lines(updated.content)[0]
    # It is asked about the next time too.
    assert update_figures(updated.content, "", values_of(store)).by_hand


def test_braces_without_their_other_half_are_told(store: Store) -> None:
    typed = clerks(["完成{{区重点.完成投资亿元。", "共{{区重点.项目数}}个。"])
    updated = update_figures(typed, "报告.docx", values_of(store))
    assert updated.unknown == ("模板中“{{”与“}}”不成对，位于第 1 段。",)
    assert lines(updated.content) == ["完成{{区重点.完成投资亿元。", "共6个。"]


def test_names_and_tables_that_do_not_follow_the_figures_are_told(store: Store) -> None:
    made = report(store)
    assert not update_figures(made, "报告.docx", values_of(store)).notes
    her_own = render_template(clerks(TEXTS), "模板.docx", values_of(store)).content
    invest_more(store)
    told = ("“更新数字”不增减表格的行，不改项目名称、名单和与上月相比的文字，请核对；也可重新生成报告。",)
    assert update_figures(made, "报告.docx", values_of(store)).notes == told
    assert not update_figures(her_own, "报告.docx", values_of(store)).notes


def test_a_number_put_right_by_hand_is_ours_again(store: Store) -> None:
    edited = change_by_hand(report(store), "0.82", "0.9")
    invest_more(store)
    updated = update_figures(edited, "报告.docx", values_of(store))
    assert not updated.by_hand
    assert [one.by_hand for one in written_figures(updated.content)] == [False, False, False]


def test_everything_else_of_a_document_stays(store: Store) -> None:
    document = open_word(report(store), "")
    document.add_paragraph("我写的话 0.82 亿元").runs[0].bold = True
    invest_more(store)
    updated = update_figures(bytes_of(document), "报告.docx", values_of(store))
    after = open_word(updated.content, "")
    assert after.paragraphs[-1].text == "我写的话 0.82 亿元"
    assert after.paragraphs[-1].runs[0].bold


def test_names_in_a_document_of_her_own_become_figures(store: Store) -> None:
    updated = update_figures(
        clerks(["完成{{区重点.完成投资}}亿元", "又{{没有.这项}}"]), "我的.docx", values_of(store)
    )
    assert updated.placed == 1
    assert updated.unknown == ("模板中“{{没有.这项}}”无此数据项，位于第 2 段。",)
    assert lines(updated.content) == ["完成0.82亿元", "又{{没有.这项}}"]
    invest_more(store)
    assert [one.after for one in update_figures(updated.content, "", values_of(store)).moved] == ["0.9"]


def test_a_document_without_figures_is_left_as_it_is(store: Store) -> None:
    updated = update_figures(clerks(["甲", "乙"]), "我的.docx", values_of(store))
    assert (updated.moved, updated.same, updated.placed, updated.unknown) == ((), 0, 0, ())


def test_a_figure_in_a_header_is_brought_up_to_date_too(store: Store) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{区重点.完成投资}}亿元"
    first = update_figures(bytes_of(document), "", values_of(store))
    invest_more(store)
    assert lines(update_figures(first.content, "", values_of(store)).content) == ["0.9亿元"]


def test_a_template_with_loops_keeps_its_names(store: Store) -> None:
    texts = ["{% if 区重点.未开工 %}{{区重点.未开工}}{% endif %}"]
    updated = update_figures(clerks(texts), "模板.docx", values_of(store))
    assert lines(updated.content) == texts
    assert "条件或循环" in updated.unknown[0]


def test_a_document_saved_again_is_known_to_be_edited(store: Store) -> None:
    content = report(store)
    assert not is_edited(content)
    assert read_stamp(content)[KIND] == "通报"
    assert is_edited(change_by_hand(content, "完。", "改。"))
    assert is_edited(clerks(["甲"]))


def test_a_stamp_keeps_other_properties(store: Store) -> None:
    once = stamped(report(store), {"WPS版本": "11&<"})
    assert read_stamp(once)["WPS版本"] == "11&<"
    assert read_stamp(once)[KIND] == "通报"
    assert not is_edited(once)
    names = zipfile.ZipFile(io.BytesIO(once)).namelist()
    assert len(names) == len(set(names))
    open_word(once, "")


def test_an_unchanged_report_is_written_over_and_says_what_moved(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(report(store))
    invest_more(store)
    plan = plan_saving(path, report(store))
    assert (plan.path, plan.kept) == (path, None)
    assert plan.words == "报告中 2 个数字与上次不同：0.82→0.9、45.28%→49.72%。"


def test_an_edited_report_is_never_written_over(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(change_by_hand(report(store), "完。", "改。"))
    invest_more(store)
    plan = plan_saving(path, report(store))
    assert plan.path == tmp_path / "通报（2）.docx"
    assert plan.words.startswith(
        "“通报.docx”已改动过，予以保留，新报告另存为“通报（2）.docx”。报告中 2 个数字"
    )
    # The second one is ours until somebody works on it.
    plan.path.write_bytes(report(store))
    assert plan_saving(path, report(store)).path == plan.path
    plan.path.write_bytes(change_by_hand(report(store), "完。", "又改。"))
    assert plan_saving(path, report(store)).path == tmp_path / "通报（3）.docx"


def test_a_file_that_is_no_document_is_never_written_over(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(b"something else")
    assert plan_saving(path, report(store)).path == tmp_path / "通报（2）.docx"


def test_a_new_report_has_nothing_to_tell(store: Store, tmp_path: Path) -> None:
    assert plan_saving(tmp_path / "通报.docx", report(store)).words == ""


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有文件“无.docx”"):
        read_word(tmp_path / "无.docx")
    with pytest.raises(UserError, match="是文件夹"):
        read_word(tmp_path)


def without_controls(content: bytes) -> bytes:
    """A report as LibreOffice before 7.6 saves it: the content controls no longer know their names."""
    document = open_word(content, "")
    for properties in list(document.element.body.iter(f"{W}sdtPr")):
        for child in list(properties):
            properties.remove(child)
    return saved(document)


def test_figures_are_found_where_a_program_dropped_the_names_of_controls(store: Store) -> None:
    bare = without_controls(report(store))
    assert [one.name for one in written_figures(bare)] == [one.name for one in written_figures(report(store))]
    invest_more(store)
    updated = update_figures(change_by_hand(bare, "45.28%", "45%"), "", values_of(store))
    assert [(one.before, one.after) for one in updated.moved] == [("0.82", "0.9")]
    assert [(one.before, one.after) for one in updated.by_hand] == [("45%", "49.72%")]
    assert lines(updated.content)[0] == "6个区重点项目完成投资0.9亿元，占45%。"
    again = update_figures(updated.content, "", values_of(store))
    assert (len(again.moved), again.same, len(again.by_hand)) == (0, 2, 1)


def test_figures_are_found_where_a_program_dropped_the_bookmarks(store: Store) -> None:
    document = open_word(report(store), "")
    for element in [*document.element.body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        element.getparent().remove(element)
    assert [one.text for one in written_figures(saved(document))] == ["6", "0.82", "45.28%"]


def test_a_figure_that_somebody_deleted_is_gone(store: Store) -> None:
    emptied = change_by_hand(report(store), "0.82", "")
    assert [one.text for one in written_figures(emptied)] == ["6", "45.28%"]
    invest_more(store)
    assert "完成投资亿元" in lines(update_figures(emptied, "", values_of(store)).content)[0]


def test_a_document_put_together_of_two_reports_has_all_figures_of_both(store: Store) -> None:
    document = open_word(report(store), "")
    other = open_word(report(store), "")
    document.element.body.insert(1, other.element.body[0])
    assert len(written_figures(saved(document))) == 6


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_figures_outlive_libreoffice(store: Store, tmp_path: Path) -> None:
    (tmp_path / "通报.docx").write_bytes(report(store))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [str(SOFFICE), profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*convert, str(tmp_path / "通报.docx")], check=True, capture_output=True)
    content = (tmp_path / "out" / "通报.docx").read_bytes()
    assert is_edited(content)
    invest_more(store)
    updated = update_figures(content, "通报.docx", values_of(store))
    assert [(one.before, one.after) for one in updated.moved] == [("0.82", "0.9"), ("45.28%", "49.72%")]
    assert (updated.same, updated.by_hand) == (1, ())
