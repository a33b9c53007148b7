"""How large a picture is on paper: as it is seen, turned upright."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from fgj_desktop.views.print_pictures import picture_size

pytestmark = pytest.mark.usefixtures("qapp")

_TURNED = bytes.fromhex("ffe1002245786966000049492a0008000000010012010300010000000600000000000000")
"""The part of a JPEG file by which a camera says that it was held upright."""


def jpeg(width: int, height: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    assert image.save(buffer, "JPG")
    return bytes(buffer.data().data())


def test_a_photo_is_as_large_as_its_picture(tmp_path: Path) -> None:
    (tmp_path / "横.jpg").write_bytes(jpeg(400, 300))
    assert picture_size(tmp_path / "横.jpg") == (400, 300)


def test_a_photo_taken_upright_is_higher_than_wide(tmp_path: Path) -> None:
    content = jpeg(400, 300)
    (tmp_path / "竖.jpg").write_bytes(content[:2] + _TURNED + content[2:])
    assert picture_size(tmp_path / "竖.jpg") == (300, 400)


def test_what_is_no_picture_has_no_size(tmp_path: Path) -> None:
    (tmp_path / "坏.jpg").write_bytes(b"no picture")
    assert picture_size(tmp_path / "坏.jpg") is None
    assert picture_size(tmp_path / "无.jpg") is None
