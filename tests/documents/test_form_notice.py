"""The notice as a Word document."""

from __future__ import annotations

import datetime
import io

from docx import Document

from fgj_desktop.documents.form_notice import notice_document
from fgj_desktop.documents.word_content import text_lines
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.rules.form_notice import notice_of
from fgj_desktop.store.store import Store
from tests.form_tools import add_tasks, half_form
from tests.sample_store import clock, store

__all__ = ["clock", "store"]


def test_the_notice_is_numbered_signed_and_names_its_attachment(store: Store) -> None:
    add_tasks(store)
    made = notice_document(notice_of(half_form(store), datetime.date(2021, 9, 27), whole=True))
    lines = text_lines(made)
    assert lines[:2] == ["关于报送新型城镇化半月进展（2021年9月下半月）的通知", "各成员单位："]
    assert "一、报送内容" in lines
    assert "三、报送时间" in lines
    assert "附件：新型城镇化半月进展填报表（2021年9月下半月）" in lines
    assert lines[-3:] == [
        "区新型城镇化工作领导小组办公室（代章）",
        "2021年9月27日",
        "联系人：区发改局综合股，电话：0751-0000000",
    ]
    texts = [one.text for one in Document(io.BytesIO(word_bytes(made))).paragraphs]
    assert "各成员单位：" in texts
    assert any("代章" in text for text in texts)
