"""Files kept beside the ledger: 台账.fgj and 台账_附件, where each lies under its SHA-256.

The rows that name them are of the ledger ``attachment``. A file is never taken away with its row: undo brings
the row back, and another row may name the same content, which is kept once.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.ledgers import ATTACHMENT
from fgj_desktop.store.asof import quote
from fgj_desktop.store.ledger_file import sync_folder
from fgj_desktop.store.sqlite_errors import translated
from fgj_desktop.store.whole_file import open_to_others

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.store import Store

LARGEST = 500 * 1024**2
"""Bytes of one file: more belongs on another medium, and would make every copy of the folder slow."""
_CHUNK = 1 << 20
_SUFFIX_LIMIT = 10
_PART = ".part-"
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".heic"})
ATTACHED, PHOTO = "附件", "现场照片"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was copied: the name it had, what its content is known by, and its size in bytes."""

    name: str
    digest: str
    size: int

    @property
    def category(self) -> str:
        """附件 or 现场照片, by its name."""
        return PHOTO if Path(self.name).suffix.lower() in PICTURES else ATTACHED


def attachment_folder(ledger: Path) -> Path:
    """Where the files of a ledger lie."""
    return ledger.with_name(f"{ledger.stem}_附件")


def find_file(ledger: Path, digest: str) -> Path | None:
    """The kept file with that content; None when it is not there."""
    if not digest.isalnum():
        return None
    folder = attachment_folder(ledger) / digest[:2]
    return next(iter(sorted(one for one in folder.glob(f"{digest}*") if one.is_file())), None)


def keep_file(ledger: Path, source: Path) -> Kept:
    """Copy a file beside the ledger, whole or not at all; the same content is kept once.

    Raises:
        UserError: it is a folder, a link, empty, too large, or has changed while it was copied.
        EnvironmentProblem: it cannot be read, or nothing can be written beside the ledger.
    """
    _require_plain(source)
    try:
        stream = source.open("rb")
    except OSError as error:
        raise EnvironmentProblem(
            f"无法读取“{source.name}”，未添加。请确认文件仍在原处，且没有被其他程序独占。"
        ) from error
    with stream:
        return _keep(ledger, readable_name(source.name), stream)


def readable_name(name: str) -> str:
    """A file's name as text: what an archive made on Windows left on Linux in the signs of GB 18030 is read as such.

    No database, no terminal and no window takes the stand-ins that Python has for bytes it cannot read.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def keep_content(ledger: Path, name: str, content: bytes) -> Kept:
    """Keep what was pasted, under a name made for it."""
    return _keep(ledger, name, io.BytesIO(content))


def _require_plain(source: Path) -> None:
    if source.is_symlink():
        raise UserError(f"“{source.name}”是链接，未添加。请选择它指向的文件。")
    if source.is_dir():
        raise UserError(f"“{source.name}”是文件夹，未添加。请选择其中的文件。")
    try:
        size = source.stat().st_size
    except OSError as error:
        raise UserError(f"找不到“{source.name}”，未添加。文件可能已移走或改名。") from error
    if not source.is_file():
        raise UserError(f"“{source.name}”不是普通文件，未添加。")
    if size > LARGEST:
        raise UserError(
            f"“{source.name}”有 {size_words(size)}，超过 {size_words(LARGEST)}，未添加。"
            "请压缩后再添加，或另行存放并在附件说明中写明位置。"
        )
    if size == 0:
        raise UserError(f"“{source.name}”是空文件，未添加。")


def _keep(ledger: Path, name: str, source: BinaryIO) -> Kept:
    folder = attachment_folder(ledger)
    with translated(folder, "添加附件"):
        folder.mkdir(exist_ok=True)
        handle, place = tempfile.mkstemp(prefix=_PART, dir=folder)
        part = Path(place)
        try:
            with os.fdopen(handle, "wb") as out:
                digest, size = _copy(source, out)
            _give_name(part, folder / digest[:2] / f"{digest}{_plain_suffix(name)}", ledger)
        finally:
            part.unlink(missing_ok=True)
    return Kept(name, digest, size)


def _copy(source: BinaryIO, out: BinaryIO) -> tuple[str, int]:
    sha, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise UserError(f"文件在复制时变大，超过 {size_words(LARGEST)}，未添加。")
        sha.update(chunk)
        out.write(chunk)
    out.flush()
    os.fsync(out.fileno())
    return sha.hexdigest(), size


def _give_name(part: Path, target: Path, ledger: Path) -> None:
    """Put the copy in its place, unless the same content is there and sound."""
    digest = target.name.partition(".")[0]
    known = find_file(ledger, digest)
    if known is not None and digest_of(known) == digest:
        return
    target.parent.mkdir(exist_ok=True)
    open_to_others(part)
    part.replace(known or target)
    sync_folder(target.parent)


def _plain_suffix(name: str) -> str:
    """The end of the name by which the system chooses a program; nothing that could lead elsewhere."""
    suffix = Path(name).suffix.lower()
    plain = suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= _SUFFIX_LIMIT
    return suffix if plain else ""


def digest_of(path: Path) -> str:
    """What a file's content is known by."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_words(size: int) -> str:
    """「2.3 MB」."""
    if size < 1024:
        return f"{size} 字节"
    return f"{size / 1024:,.0f} KB" if size < 1024**2 else f"{size / 1024**2:,.1f} MB"


# --- the rows -----------------------------------------------------------------------------------------


def attachments_of(store: Store, ledger: Ledger, record: int) -> list[int]:
    """The ids of a record's attachments, the oldest first."""
    rows = store.connection.execute(
        f"SELECT id FROM {quote(ATTACHMENT.name)} WHERE owner_ledger = ? AND owner = ? ORDER BY id",
        (ledger.name, record),
    )
    return [int(str(row[0])) for row in rows]


def attachment_faults(store: Store) -> Iterator[str]:
    """What is wrong with the kept files, for 检查数据文件: missing ones, altered ones, and those of no record."""
    if ATTACHMENT.name not in store.ledgers:
        return
    rows = store.connection.execute(
        f"SELECT name, digest, owner_ledger, owner FROM {quote(ATTACHMENT.name)} ORDER BY id"
    ).fetchall()
    sound: dict[str, bool] = {}
    for name, digest, ledger, owner in rows:
        found = store.ledgers.get(str(ledger))
        if found is None or not store.has_record(found, int(str(owner or 0))):
            yield f"附件“{name}”不属于任何记录"
            continue
        of = f"“{_owner_name(store, found, int(str(owner or 0)))}”的附件“{name}”"
        path = find_file(store.path, str(digest or ""))
        if path is None:
            yield f"{of}的文件不在“{attachment_folder(store.path).name}”文件夹中"
            continue
        if str(digest) not in sound:
            try:
                sound[str(digest)] = digest_of(path) == digest
            except OSError:
                yield f"{of}的文件不能读取"
                continue
        if not sound[str(digest)]:
            yield f"{of}的文件已被改动，与添加时不同"


def _owner_name(store: Store, ledger: Ledger, record: int) -> str:
    return store.links().label(ledger.name, record) or "（未填名称）"


def attachment_count(store: Store) -> int:
    """How many attachments the file has."""
    return store.size(ATTACHMENT) if ATTACHMENT.name in store.ledgers else 0


def copy_missing(ledger: Path, folder: Path) -> int:
    """Copy the kept files that a folder of backups does not have yet; gives how many were copied.

    Raises:
        StorageProblem: disk full, read-only, I/O error; what was copied so far is whole.
    """
    source, copied = attachment_folder(ledger), 0
    if not source.is_dir():
        return 0
    with translated(folder, "备份附件"):
        for path in sorted(one for one in source.glob("??/*") if one.is_file()):
            target = folder / source.name / path.parent.name / path.name
            if target.exists() and target.stat().st_size == path.stat().st_size:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            copy_whole(path, target)
            copied += 1
    return copied


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file under a passing name beside its place, then give it its own.

    Raises:
        OSError: as reported; what stood in the place is as it was.
    """
    handle, name = tempfile.mkstemp(prefix=_PART, dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        open_to_others(part)
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
