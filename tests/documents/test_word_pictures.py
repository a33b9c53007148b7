"""Photos in a Word file: in their place, in their size, and said where they are missing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from fgj_desktop.documents.reports import BY_TITLE, ReportRequest, make_report
from fgj_desktop.documents.text_letters import LetterOptions
from fgj_desktop.documents.word_content import Picture, Pictures, WordDocument
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.documents.word_open import open_word
from fgj_desktop.documents.word_pictures import with_pictures
from fgj_desktop.documents.word_templates import shipped_template
from fgj_desktop.ledgers import ATTACHMENT, KEY_PROJECT
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.store.attachments import PHOTO, keep_file
from fgj_desktop.store.store import Store
from fgj_desktop.views.photo_preparing import prepared_photo
from tests.documents.word_tools import lines
from tests.sample_store import SEPTEMBER, clock, store

__all__ = ["clock", "store"]
pytestmark = pytest.mark.usefixtures("qapp")


def photo(path: Path, width: int = 400, height: int = 300) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    assert image.save(str(path))
    return path


def sizes(content: bytes) -> list[tuple[int, int]]:
    """The photos of a file in mm."""
    return [(round(one.width.mm), round(one.height.mm)) for one in open_word(content, "").inline_shapes]


def file_with(*pictures: Picture) -> bytes:
    document = WordDocument("题", (Pictures(pictures),))
    return with_pictures(word_bytes(document), document)


def test_photos_stand_beside_each_other_with_what_they_show(tmp_path: Path) -> None:
    content = file_with(
        Picture(photo(tmp_path / "横.jpg"), "横.jpg", "甲项目（2021年9月）"),
        Picture(photo(tmp_path / "竖.png", 300, 600), "竖.png", "乙项目"),
    )
    assert sizes(content) == [(69, 52), (26, 52)]
    assert "甲项目（2021年9月）；乙项目" in lines(content)
    assert not [line for line in lines(content) if "\ue0f3" in line]


@pytest.mark.parametrize("kind", ["missing", "gone", "broken"])
def test_a_photo_that_cannot_be_shown_is_said_in_its_place(tmp_path: Path, kind: str) -> None:
    (tmp_path / "坏.jpg").write_bytes(b"no picture")
    path = {"missing": None, "gone": tmp_path / "没有.jpg", "broken": tmp_path / "坏.jpg"}[kind]
    assert "（照片“坏.jpg”找不到或无法显示）" in lines(file_with(Picture(path, "坏.jpg", "甲")))


def test_a_large_photo_is_made_as_large_as_paper_shows(tmp_path: Path) -> None:
    data = prepared_photo(photo(tmp_path / "大.jpg", 4000, 3000))
    assert data is not None
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (1400, 1050)
    (tmp_path / "坏.jpg").write_bytes(b"no picture")
    assert prepared_photo(tmp_path / "坏.jpg") is None


def test_the_papers_of_a_meeting_show_how_the_projects_look(store: Store, tmp_path: Path) -> None:
    record = store.view(KEY_PROJECT, SEPTEMBER).ids()[1]
    with store.action("添加照片") as writes:
        for number in range(3):
            kept = keep_file(store.path, photo(tmp_path / f"{number}.jpg", 400, 300 + number))
            writes.insert(
                ATTACHMENT,
                {
                    "owner_ledger": KEY_PROJECT.name,
                    "owner": record,
                    "name": f"{number}.jpg",
                    "digest": kept.digest,
                    "category": PHOTO,
                    "taken_on": f"2021-09-0{number + 1}",
                    "note": f"第{number}张",
                },
            )
    request = ReportRequest(store, ReportPeriod(SEPTEMBER), LetterOptions(store.clock().date()))
    template = shipped_template("调度会材料")
    for given in (None, (template.read_bytes(), template.name)):
        made = make_report(BY_TITLE["调度会材料"], request, given, prepare=prepared_photo)
        assert len(sizes(made.content)) == 2, "the two newest"
        said = "\n".join(lines(made.content))
        assert (
            "十里亭镇老旧小区改造（第1张　2021年9月2日）；十里亭镇老旧小区改造（第2张　2021年9月3日）" in said
        )
        with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
            assert len([name for name in archive.namelist() if name.startswith("word/media/")]) == 2
