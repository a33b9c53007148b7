from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.exchange.grid import Kind
from fgj_desktop.exchange.sniff import kind_of, sniff
from tests.exchange.packages import ods, package, xlsx

BOOKS = Path(__file__).parents[1] / "fixtures" / "workbooks"
TABLE = "序号,项目名称\n1,乐园镇小学扩建\n"


def refusal(data: bytes, name: str = "表.xls") -> str:
    with pytest.raises(UserError) as refused:
        kind_of(data, name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("ledger.xlsx", Kind.XLSX),
        ("ledger.xls", Kind.XLS),
        ("ledger.ods", Kind.ODS),
        ("ledger_gb18030.csv", Kind.TEXT),
        ("web_page_named.xls", Kind.HTML),
    ],
)
def test_a_file_is_known_by_its_content(file: str, kind: Kind) -> None:
    data = (BOOKS / file).read_bytes()
    assert kind_of(data, "改过的扩展名.dat") is kind
    assert sniff(BOOKS / file).kind is kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_known_in_every_encoding(encoding: str) -> None:
    assert kind_of(TABLE.encode(encoding), "表.xls") is Kind.TEXT


def test_a_file_of_wps_says_how_to_save_it() -> None:
    compound = (BOOKS / "ledger.xls").read_bytes()
    assert refusal(compound, "台账.ET") == "这是 WPS 的 .et 文件，请在 WPS 中另存为 .xlsx。"
    # What WPS writes as .xls is a common .xls.
    assert kind_of(compound, "台账.xls") is Kind.XLS


def test_an_encrypted_workbook_asks_for_the_password_to_be_removed() -> None:
    with pytest.raises(UserError, match="^该工作簿已加密，请先取消密码。$"):
        sniff(BOOKS / "encrypted.xlsx")


def test_an_encrypted_open_document_is_refused_alike() -> None:
    sealed = package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"\x8f\x11",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
        }
    )
    assert "已加密" in refusal(sealed, "表.ods")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空文件"),
        (b"\xef\xbb\xbf\r\n", "空文件"),
        (bytes(600), "空文件"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"Rar!\x1a\x07\x00...", "压缩包"),
        (b"SQLite format 3\x00....", "台账数据文件"),
        (b"{\\rtf1 ...}", "Word"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "早期版本"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        (b'<?xml version="1.0"?><svg/>', "无法识别"),
        (b"\x01\x02\x03\x04", "无法识别"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "损坏"),
        (b"PK\x03\x04 cut off", "损坏"),
    ],
)
def test_what_is_no_workbook_is_named_and_nothing_is_changed(data: bytes, word: str) -> None:
    said = refusal(data)
    assert word in said
    assert said.endswith("。")


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("word/document.xml", "Word"),
        ("xl/workbook.bin", "xlsb"),
        ("a.txt", "压缩包"),
        ("ppt/x.xml", "无法识别"),
    ],
)
def test_packages_that_are_no_workbooks_are_named(part: str, word: str) -> None:
    extra = {} if word == "压缩包" else {"[Content_Types].xml": "<Types/>"}
    assert word in refusal(package({part: "<a/>", **extra}))


def test_a_package_is_told_by_its_parts() -> None:
    assert kind_of(xlsx(""), "表.xls") is Kind.XLSX
    assert kind_of(ods(""), "表.xlsx") is Kind.ODS


@pytest.mark.parametrize(
    "page",
    [
        "<html><table><tr><td>1</td></tr></table></html>",
        "\r\n<!DOCTYPE HTML PUBLIC><html></html>",
        '<?xml version="1.0"?>\n<!-- 导出 -->\n<html></html>',
        "<TABLE border=1></TABLE>",
    ],
)
def test_a_web_page_is_known_however_it_begins(page: str) -> None:
    assert kind_of(page.encode("gb18030"), "导出.xls") is Kind.HTML


def test_a_missing_file_a_folder_and_a_refused_one_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="找不到文件“没有.xlsx”"):
        sniff(tmp_path / "没有.xlsx")
    with pytest.raises(UserError, match="是文件夹"):
        sniff(tmp_path)

    held = tmp_path / "占用.xlsx"
    held.write_bytes(b"x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EnvironmentProblem, match="被其他程序占用"):
        sniff(held)


def test_a_drive_that_fails_is_the_machines_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"x")

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(EnvironmentProblem, match="无法读取"):
        sniff(tmp_path / "表.xlsx")


def test_an_empty_zip_is_an_archive() -> None:
    stream = BytesIO()
    zipfile.ZipFile(stream, "w").close()
    assert "压缩包" in refusal(stream.getvalue())
