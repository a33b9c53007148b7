"""Limits for files that come in, checked before anything is built from them.

A file of a few kilobytes can ask for hundreds of gigabytes: packed zeros, a number in the last
cell of a sheet, entities that multiply. A reader that runs out of memory takes the program with it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol

from fgj_desktop.errors import EnvironmentProblem, UserError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from xml.etree.ElementTree import Element

MAX_FILE_BYTES = 100_000_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_ENTRIES = 2_000
MAX_RATIO = 100
"""Unpacked over packed size, for entries over `RATIO_MATTERS_FROM` bytes."""
RATIO_MATTERS_FROM = 10_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 300
MAX_CELLS = 5_000_000
"""Rows times columns of one sheet: empty cells between filled ones cost memory too."""
_DECLARED_TEXTS = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?(\d{1,30})")


def damaged(name: str) -> UserError:
    """The refusal of a file whose inside does not hold together."""
    return UserError(
        f"“{name}”已损坏或不完整，无法读取，未作任何改动。请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入。"
    )


def suspicious(name: str) -> UserError:
    """The refusal of a file that unpacks to something no ledger is."""
    return UserError(
        f"“{name}”展开后过大或结构异常，为安全起见未读取，未作任何改动。请只保留需要的工作表，另存后再导入。"
    )


def too_large(name: str, sheet: str) -> UserError:
    """The refusal of a sheet with more rows or columns than a ledger has."""
    return UserError(
        f"“{name}”的工作表“{sheet}”内容超出 {MAX_ROWS:,} 行或 {MAX_COLUMNS} 列，未作任何改动。"
        "请删去多余的行列或拆分后再导入。"
    )


def read_bytes(path: Path) -> bytes:
    """The file's bytes, read once: what is checked is what is read.

    Raises UserError when the file is not there or too large, EnvironmentProblem when the machine
    does not hand it over.
    """
    try:
        if path.is_dir():
            raise UserError(f"“{path.name}”是文件夹，请选择其中的文件。")
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"找不到文件“{path.name}”，可能已被移动、改名或删除。请重新选择。") from None
    except PermissionError:
        raise EnvironmentProblem(
            f"文件“{path.name}”正被其他程序占用，或没有读取权限，未作任何改动。请关闭后重试。"
        ) from None
    except (OSError, ValueError) as problem:
        raise EnvironmentProblem(
            f"无法读取文件“{path.name}”，未作任何改动。请检查磁盘、U 盘或网络连接后重试。"
        ) from problem
    if len(data) > MAX_FILE_BYTES:
        raise UserError(f"“{path.name}”超过 100 MB，未作任何改动。请删去图片等无关内容后再导入。")
    return data


def open_package(data: bytes, name: str) -> zipfile.ZipFile:
    """The zip package inside `data`, refused when it is a bomb.

    Raises UserError.
    """
    try:
        package = zipfile.ZipFile(BytesIO(data))
        entries = package.infolist()
    except Exception as problem:
        # zipfile raises half a dozen kinds (struct.error, ValueError…) on a mutilated directory.
        raise damaged(name) from problem
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise suspicious(name)
    for entry in entries:
        if entry.file_size > RATIO_MATTERS_FROM and entry.file_size > entry.compress_size * MAX_RATIO:
            raise suspicious(name)
    # Two entries of one name: what is checked and what is read could differ.
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise damaged(name)
    return package


def read_part(package: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One entry, whole; its declared size and checksum are held to.

    Raises UserError.
    """
    try:
        return package.read(part)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as problem:
        raise damaged(name) from problem
    except (RuntimeError, NotImplementedError) as problem:
        # An entry with a password, or packed by a method nobody uses for workbooks.
        raise damaged(name) from problem


def check_parts(package: zipfile.ZipFile, name: str, but: Collection[str] = ()) -> None:
    """Read all XML once, so that no part unpacks to more than it declares; `but` have been read.

    Raises UserError.
    """
    for entry in package.infolist():
        lowered = entry.filename.casefold()
        if lowered.endswith((".xml", ".rels", ".vml")) and lowered not in but:
            content = read_part(package, entry.filename, name)
            # The fast reader reserves memory for as many texts as the part says it holds.
            if any(int(count) > len(content) for count in _DECLARED_TEXTS.findall(content)):
                raise suspicious(name)


class XmlTarget(Protocol):
    """What is told the elements of a document one by one; `ValueError` refuses the document."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins; the tag is `{namespace}name`."""

    def end(self, tag: str, /) -> None:
        """An element ends."""

    def data(self, text: str, /) -> None:
        """A piece of text."""

    def close(self) -> object:
        """The document has ended."""


def walk_xml(data: bytes, name: str, target: XmlTarget) -> None:
    """Tell `target` what a document holds; document types are refused.

    Raises UserError.
    """
    _feed(data, name, target)


def parse_xml(data: bytes, name: str) -> Element:
    """The root element; document types are refused.

    Raises UserError.
    """
    root: Element = _feed(data, name, None)
    return root


def _feed(data: bytes, name: str, target: XmlTarget | None) -> Any:  # noqa: ANN401  # defusedxml has no types
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(data)
        return parser.close()
    except DefusedXmlException as problem:
        raise suspicious(name) from problem
    except (ParseError, ValueError, LookupError) as problem:
        raise damaged(name) from problem


def check_extent(rows: int, columns: int, name: str, sheet: str) -> None:
    """Refuse a sheet that is no ledger by its size.

    Raises UserError.
    """
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise too_large(name, sheet)
