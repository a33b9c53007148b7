from __future__ import annotations

import pytest

from fgj_desktop.documents.text_carried import carried_over, counterpart
from fgj_desktop.documents.text_skeleton import CARRIED, skeleton, unfilled
from fgj_desktop.documents.word_content import Paragraph, WordDocument, runs
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.documents.word_open import open_word
from fgj_desktop.documents.word_paragraphs import located
from fgj_desktop.errors import UserError

TEMPLATE = word_bytes(unfilled(skeleton("工作总结")))


def last_document(*paragraphs: str) -> bytes:
    return word_bytes(WordDocument("二季度工作总结", tuple(Paragraph(runs(one)) for one in paragraphs)))


def texts(content: bytes) -> list[str]:
    return [one.text for one in located(open_word(content, "模板"))]


def test_the_words_of_the_last_document_stand_in_the_place_of_the_template_s() -> None:
    new = "加强组织领导。领导小组已调整充实，区长任组长。"
    made = carried_over(TEMPLATE, "模板", last_document("无关的一段话。", new), "上期.docx")
    assert made.taken == (new,)
    assert f"{new}【{CARRIED}】" in texts(made.content)
    assert len(texts(made.content)) == len(texts(TEMPLATE))


def test_a_paragraph_without_a_leading_sentence_is_known_by_its_likeness() -> None:
    old = "根据各考核指标主体部门提出的细化考核方案，编制镇办细化考核方案。"
    new = "根据各考核指标主体部门提出的细化考核方案，已编制镇办细化考核方案，并征求了各镇办意见，拟于年底前印发实施。"
    assert (
        counterpart(
            old, [new, "根据工作需要，安排了若干会议，研究了若干问题，形成了若干意见，并印发了纪要文件。"]
        )
        == new
    )
    assert (
        counterpart(
            old, ["完全不同的另外一段文字，内容与镇办没有任何关系，长度也超过了四十个字，不应被采用。"]
        )
        is None
    )


def test_what_the_ledgers_write_is_never_carried() -> None:
    changed = "省重点项目申报情况。上期拟申报 99 个。"
    made = carried_over(TEMPLATE, "模板", last_document(changed), "上期.docx")
    assert made.taken == ()
    assert texts(made.content) == texts(TEMPLATE)


def test_nothing_changes_when_the_words_are_the_same() -> None:
    same = [one.replace(f"【{CARRIED}】", "") for one in texts(TEMPLATE)]
    assert carried_over(TEMPLATE, "模板", last_document(*same), "上期.docx").taken == ()


def test_each_paragraph_is_taken_once() -> None:
    known = ["强化项目调度，积极督促项目开工。甲。", "强化项目调度，积极督促项目开工。乙。"]
    made = carried_over(TEMPLATE, "模板", last_document(*known), "上期.docx")
    assert made.taken == (known[0],)


@pytest.mark.parametrize("content", [b"", b"no word file", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_word_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(UserError, match="上期.docx"):
        carried_over(TEMPLATE, "模板", content, "上期.docx")
