"""Reads the files of a folder into which returns were put. No ledger is known here; runs in a process of its own."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.errors import EnvironmentProblem, FgjError, UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.compound import SIGNATURE as COMPOUND
from fgj_desktop.exchange.grid import Kind, Sheet
from fgj_desktop.exchange.return_docx import is_word, read_word_tables
from fgj_desktop.exchange.sniff import Content, kind_of
from fgj_desktop.exchange.workbook import Progress, read_content
from fgj_desktop.store.attachments import readable_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_FILES = 2000
_DEEPEST = 5
_TOO_DEEP = "文件夹套得太深，其中的文件没有读取，请移到外层后再收表。"
_TABLES = frozenset(
    {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".htm", ".html", ".et", ".ett", ".docx"}
)
_OLD_WORD = frozenset({".doc", ".wps", ".rtf"})
_SCANS = frozenset(
    {".pdf", ".ofd", ".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".webp"}
)
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tar"})
_NOISE = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_OWNER = "~$"
"""Before the name of a file that Excel, Word or WPS has open."""
_ZIP = b"PK\x03\x04"
_LONGEST_TITLE = 40
"""Signs of a line beside a table in Word above which it is no title any more: the unit says something there."""
_LARGEST_TEXT = 5_000_000
WORKBOOK, WORD, TEXT = "工作簿", "Word 文件", "文本表格"


@dataclass(frozen=True, slots=True)
class ReturnSource:
    """A file of the folder: its sheets, or why there are none."""

    name: str
    """Its path below the folder."""
    path: str
    digest: str
    modified: float
    form: str = ""
    """工作簿, Word 文件 or 文本表格."""
    sheets: tuple[Sheet, ...] = ()
    problem: str = ""
    """Why it cannot be read, in words; empty when it was."""
    remarks: tuple[str, ...] = ()


def read_returns(
    folder: str | Path, progress: Callable[[Progress], None] | None = None
) -> list[ReturnSource]:
    """Read every file below a folder, in the order of their names; what cannot be read is listed with the reason.

    Raises UserError when the folder is not there or holds too much to be one of returns.
    """
    place = Path(folder)
    if not place.is_dir():
        raise UserError(f"找不到文件夹“{place.name}”，可能已被移动、改名或删除。请重新选择。")
    deep: list[Path] = []
    paths = sorted(_files(place, place.name, deep), key=lambda path: str(path.relative_to(place)))
    found = [ReturnSource(_name(one, place), str(one), "", 0.0, problem=_TOO_DEEP) for one in deep]
    for done, path in enumerate(paths):
        name = _name(path, place)
        if progress is not None:
            progress(Progress(done, len(paths), name))
        found.append(_read(path, name))
    if progress is not None:
        progress(Progress(len(paths), len(paths), ""))
    return found


def read_return_files(
    paths: list[str] | list[Path], progress: Callable[[Progress], None] | None = None
) -> list[ReturnSource]:
    """Read files that were chosen one by one (a late return)."""
    found = []
    for done, path in enumerate(map(Path, paths)):
        name = readable_name(path.name)
        if progress is not None:
            progress(Progress(done, len(paths), name))
        found.append(_read(path, name))
    return found


def _name(path: Path, folder: Path) -> str:
    """The path below the folder, as it is read."""
    return str(Path(*map(readable_name, path.relative_to(folder).parts)))


def _files(folder: Path, name: str, deep: list[Path]) -> Iterator[Path]:
    """The files below a folder; links are not followed, and those of the system and of open programs say nothing.

    Folders that lie too deep are not looked into and put into ``deep``.
    """
    found = 0
    for place, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        if len(Path(place).relative_to(folder).parts) >= _DEEPEST:
            deep += [Path(place) / one for one in folders]
            folders.clear()
        for file in files:
            if file.startswith((".", _OWNER)) or file.casefold() in _NOISE:
                continue
            found += 1
            if found > MOST_FILES:
                raise UserError(
                    f"文件夹“{name}”中的文件超过 {MOST_FILES:,} 个，未读取。请把各单位的报表另放一个文件夹。"
                )
            yield Path(place) / file


def _read(path: Path, name: str) -> ReturnSource:
    try:
        facts = path.stat()
    except OSError:
        return ReturnSource(name, str(path), "", 0.0, problem="找不到文件，可能已被移动或改名。")
    modified = facts.st_mtime
    if not stat.S_ISREG(facts.st_mode):
        # Reading a pipe waits for somebody to write to it.
        return ReturnSource(name, str(path), "", modified, problem="不是表格文件。")
    try:
        if problem := _refused(path):
            return ReturnSource(name, str(path), "", modified, problem=problem)
        data = guards.read_bytes(path)
        digest = hashlib.sha256(data).hexdigest()
        form, sheets, remarks = _sheets(data, Path(name).name)
    except FgjError as problem:
        return ReturnSource(name, str(path), _digest(path), modified, problem=_words(problem, path))
    if _is_open_elsewhere(path):
        remarks = (*remarks, "文件正被其他程序打开，读到的是上次保存的内容。")
    return ReturnSource(name, str(path), digest, modified, form, sheets, "", remarks)


def _refused(path: Path) -> str:
    """Why a file is not looked into, told by its name and first bytes: hundreds of others cost nothing."""
    suffix = path.suffix.casefold()
    if suffix in _TABLES:
        return ""
    if suffix in _SCANS:
        return "是扫描件或图片，请看过后用“登记已报”登记，并附上此文件。"
    if suffix in _OLD_WORD:
        return "是旧版 Word 或 WPS 文字文件，请另存为 .docx 后再收表，或用“登记已报”登记。"
    if suffix in _ARCHIVES:
        return "是压缩包，请解压后再收表。"
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise EnvironmentProblem(
            f"文件“{path.name}”正被其他程序占用，或没有读取权限。请关闭后重试。"
        ) from error
    is_office = head.startswith((_ZIP, COMPOUND))
    return "" if is_office and suffix not in {".pptx", ".ppt", ".exe", ".msi", ".jar"} else "不是表格文件。"


def _sheets(data: bytes, name: str) -> tuple[str, tuple[Sheet, ...], tuple[str, ...]]:
    """What a file holds: its form, its sheets, and what of it was not read. Raises FgjError."""
    if data.startswith(_ZIP) and is_word(BytesIO(data)):
        sheets, outside = read_word_tables(data, name)
        if not sheets:
            raise UserError("Word 文件中没有表格，请看过后用“登记已报”登记，并附上此文件。")
        told = any(len(line) > _LONGEST_TITLE for line in outside)
        return WORD, sheets, ("表格以外的文字没有读取，请打开核对。",) if told else ()
    kind = kind_of(data, name)
    if kind in {Kind.TEXT, Kind.HTML} and len(data) > _LARGEST_TEXT:
        raise UserError("文本过长，不是填报表。")
    book = read_content(Content(name, kind, data))
    return TEXT if kind is Kind.TEXT else WORKBOOK, book.sheets, book.remarks


def _words(problem: FgjError, path: Path) -> str:
    """What is wrong with a file: readers of workbooks speak of those, also of a damaged Word file."""
    text = str(problem)
    if path.suffix.casefold() != ".docx":
        return text
    if "加密" in text:
        return "该文件已加密，请先取消密码。"
    return (
        f"“{readable_name(path.name)}”已损坏或不完整，请用 Word 或 WPS 打开，另存为 .docx 后再收表。"
        if "损坏" in text
        else text
    )


def _digest(path: Path) -> str:
    """The checksum of a file that could not be read as a table, so that it is known the next time."""
    try:
        return hashlib.sha256(guards.read_bytes(path)).hexdigest()
    except FgjError:
        return ""


def _is_open_elsewhere(path: Path) -> bool:
    """Whether a program has left its mark beside the file; Office cuts two signs of a long name."""
    names = (_OWNER + path.name, _OWNER + path.name[2:], f".~lock.{path.name}#")
    return any(path.with_name(one).exists() for one in names)
