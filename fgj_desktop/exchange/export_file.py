"""Writing an exported file: whole or not at all, and never over one that is open elsewhere."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.store.sqlite_errors import Cause, cause_of

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN_ELSEWHERE = "文件正被 WPS 打开，未能导出。请关闭后重试，或另存为新文件名。"
_LOCK_NAMES = ("~${}", ".~{}", ".~lock.{}#")
"""What Excel, WPS and LibreOffice put beside a workbook while they have it open."""


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make a file beside ``path`` and give it that name when it is complete.

    Raises:
        UserError: the folder does not exist, or ``path`` is a folder.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    if path.is_dir():
        raise UserError(f"“{path.name}”是文件夹，未能导出。请写明文件名。")
    if not path.parent.is_dir():
        raise UserError(f"文件夹“{path.parent}”不存在，未能导出。请先建立。")
    if path.exists() and _is_open_elsewhere(path):
        raise EnvironmentProblem(OPEN_ELSEWHERE)
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        part = Path(name)
        write(part)
        _settle(part)
        part.replace(path)
    except OSError as error:
        raise EnvironmentProblem(_message(error, path)) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _settle(part: Path) -> None:
    """Bring the file to the disk, with the rights that any new file gets."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)


def _is_open_elsewhere(path: Path) -> bool:
    # Excel drops the first two letters of long names from its mark.
    names = [form.format(path.name) for form in _LOCK_NAMES] + [f"~${path.name[2:]}"]
    return any((path.parent / name).exists() for name in names)


def _message(error: OSError, path: Path) -> str:
    match cause_of(error):
        case Cause.DISK_FULL:
            return f"磁盘空间不足，“{path.name}”未能导出，原有文件未改动。清理磁盘后重试，或另选位置。"
        case Cause.BUSY:
            return OPEN_ELSEWHERE
        case Cause.NO_PERMISSION if path.exists() and os.access(path.parent, os.W_OK):
            return OPEN_ELSEWHERE
        case Cause.NO_PERMISSION | Cause.READ_ONLY:
            return f"没有写入“{path.parent}”的权限，“{path.name}”未能导出。请另选位置。"
    return f"“{path.name}”未能导出，请检查磁盘是否正常，或另选位置。"
