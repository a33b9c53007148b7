"""What a file is, told by its content; its name is believed only where contents look alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.compound import SIGNATURE as COMPOUND
from fgj_desktop.exchange.compound import BrokenCompound, Compound
from fgj_desktop.exchange.grid import Kind
from fgj_desktop.exchange.text_encoding import decode

_SAFE = "未作任何改动。"
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class Content:
    """A file that can be read: its kind and its bytes, read once."""

    name: str
    kind: Kind
    data: bytes


def sniff(path: str | Path) -> Content:
    """The readable content of a file.

    Raises UserError when the file is of a kind that cannot be imported, with the way out in
    words; EnvironmentProblem when the machine does not hand it over.
    """
    path = Path(path)
    data = guards.read_bytes(path)
    return Content(path.name, kind_of(data, path.name), data)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of these bytes; `name` serves the message and the extension .et.

    Raises UserError.
    """
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise UserError(f"“{name}”是空文件，没有可导入的内容。请检查是否选错了文件。")
    if data.startswith(COMPOUND):
        return _kind_of_compound(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_package(data, name)
    _refuse_known_formats(data, name)
    return _kind_of_text(data, name)


def _is_et(name: str) -> bool:
    return PurePath(name).suffix.casefold() in {".et", ".ett"}


def _et() -> UserError:
    return UserError("这是 WPS 的 .et 文件，请在 WPS 中另存为 .xlsx。")


def _encrypted() -> UserError:
    return UserError("该工作簿已加密，请先取消密码。")


def _kind_of_compound(data: bytes, name: str) -> Kind:
    if _is_et(name):
        raise _et()
    try:
        streams = Compound(data).streams
    except BrokenCompound as problem:
        raise guards.damaged(name) from problem
    if "EncryptedPackage" in streams:
        raise _encrypted()
    if "Workbook" in streams or "Book" in streams:
        return Kind.XLS
    if "WordDocument" in streams:
        raise _word(name)
    if any(stream.startswith("ET") for stream in streams):
        raise _et()
    raise _not_a_workbook(name)


def _kind_of_package(data: bytes, name: str) -> Kind:
    if _is_et(name):
        raise _et()
    package = guards.open_package(data, name)
    parts = {part.casefold() for part in package.namelist()}
    if "xl/workbook.xml" in parts:
        return Kind.XLSX
    if "xl/workbook.bin" in parts:
        raise UserError(f"“{name}”是二进制工作簿（.xlsb），{_SAFE}{_SAVE_AS}")
    if "word/document.xml" in parts:
        raise _word(name)
    if "mimetype" in parts and "content.xml" in parts:
        kind = guards.read_part(package, "mimetype", name) if "mimetype" in package.namelist() else b""
        if kind.startswith(_ODS_TYPE):
            if b"encryption-data" in guards.read_part(package, "META-INF/manifest.xml", name):
                raise _encrypted()
            return Kind.ODS
    if "[content_types].xml" in parts or "mimetype" in parts:
        raise _not_a_workbook(name)
    raise _archive(name)


def _refuse_known_formats(data: bytes, name: str) -> None:
    if data.startswith(b"SQLite format 3\x00"):
        raise UserError(f"“{name}”是台账数据文件，不是工作簿。请用“文件—打开”打开它。")
    if data.startswith(b"%PDF"):
        raise UserError(f"“{name}”是 PDF 文件，不能导入，{_SAFE}请向报送单位索取 Excel 表格。")
    if data.startswith(_ARCHIVES):
        raise _archive(name)
    if data.startswith(_PICTURES):
        raise UserError(f"“{name}”是图片，不能导入，{_SAFE}请向报送单位索取 Excel 表格。")
    if data.startswith(b"{\\rtf"):
        raise _word(name)
    if data[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04"):
        raise UserError(f"“{name}”是早期版本的 Excel 文件，{_SAFE}{_SAVE_AS}")


def _kind_of_text(data: bytes, name: str) -> Kind:
    text = decode(data)
    if text is None:
        raise _et() if _is_et(name) else _not_a_workbook(name)
    head = text[:4000].lstrip("\ufeff\x00 \t\r\n").casefold()
    if head.startswith("mime-version:"):
        raise UserError(f"“{name}”是单个文件网页（.mht），{_SAFE}{_SAVE_AS}")
    if head.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise UserError(f"“{name}”是 XML 表格，{_SAFE}{_SAVE_AS}")
    if re.match(
        r"(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|table|style|body)\b",
        head,
        re.S,
    ):
        return Kind.HTML
    if head.startswith(("<?xml", "<!doctype")):
        raise _not_a_workbook(name)
    return Kind.TEXT


def _word(name: str) -> UserError:
    return UserError(
        f"“{name}”是 Word 文档，不是工作簿，{_SAFE}请把其中的表格复制到 Excel，另存为 .xlsx 后再导入。"
    )


def _archive(name: str) -> UserError:
    return UserError(f"“{name}”是压缩包，{_SAFE}请解压后选择其中的工作簿。")


def _not_a_workbook(name: str) -> UserError:
    return UserError(f"无法识别“{name}”，它不是 Excel 工作簿，{_SAFE}请检查是否选错了文件。")
