"""归档本期: one folder with everything of a round — what went out, what came, the report, the ledger — and a list of it."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.exchange.archive_list import write_list
from fgj_desktop.exchange.export import export_ledger
from fgj_desktop.exchange.form_marks import PROPERTY
from fgj_desktop.ledgers import ATTACHMENT, CHASE_RECORD, REPORT_ROUND, UNIT_RETURN
from fgj_desktop.rules.rounds import standings
from fgj_desktop.store.attachments import attachments_of, digest_of, find_file, size_words
from fgj_desktop.store.filters import In

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

NOTICE, FORMS, RETURNS, REPORT, LEDGER, RECORDS, OTHER = FOLDERS = (
    "1 通知",
    "2 填报表",
    "3 收到的报表",
    "4 报告和定稿",
    "5 台账",
    "6 报送和催报记录",
    "7 其他",
)
LIST_NAME = "归档清单.xlsx"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_MOST_FORMS = 500


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of the archive: its folder, name, what it is, its size and checksum."""

    folder: str
    name: str
    about: str
    size: str
    digest: str


@dataclass(slots=True)
class Archive:
    """What was archived, where, and what could not be found."""

    folder: Path
    files: list[ArchivedFile] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def message(self) -> str:
        """「已归档 23 个文件：2021年9月下半月。」."""
        lost = (
            f"未找到 {len(self.missing)} 个：{'、'.join(self.missing)}，已写入清单。" if self.missing else ""
        )
        return f"已归档 {len(self.files)} 个文件：{self.folder.name}。{lost}"


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """A file that belongs into the archive."""

    folder: str
    path: Path
    name: str
    about: str = ""


def archive_sources(store: Store, info: RoundInfo) -> list[ArchiveSource]:
    """Every file that is known of a round; those that are no longer there are among them."""
    found: list[ArchiveSource] = []
    notice = _path(store, info.text("notice_file"))
    if notice is not None:
        found.append(ArchiveSource(NOTICE, notice, notice.name, "通知"))
    forms = _path(store, info.text("form_folder")) or (None if notice is None else notice.parent)
    if forms is not None and not forms.is_dir():
        found.append(ArchiveSource(FORMS, forms, forms.name, "填报表"))
    elif forms is not None:
        found += [ArchiveSource(FORMS, one, one.name, "填报表") for one in forms_in(forms, info)]
    found += _returned(store, info)
    report = _path(store, info.text("report_file"))
    if report is not None:
        found.append(ArchiveSource(REPORT, report, report.name, "进展报告"))
    kept = _attached(store, REPORT_ROUND, info.id)
    found += [ArchiveSource(REPORT, path, name, about or "定稿") for path, name, about in kept]
    return found


def forms_in(folder: Path, info: RoundInfo) -> list[Path]:
    """The forms of a round that lie in a folder, by the property that each carries."""
    if not folder.is_dir():
        return []
    sign = f"{info.ledger.name} {info.period.key} ".encode()
    workbooks = sorted(one for one in folder.glob("*.xlsx") if not one.name.startswith("~$"))
    return [one for one in workbooks[:_MOST_FORMS] if _carries(one, sign)]


def _carries(path: Path, sign: bytes) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            properties = book.read("docProps/custom.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return PROPERTY.encode() in properties and sign in properties


def _path(store: Store, text: str) -> Path | None:
    if not text:
        return None
    path = Path(text)
    return path if path.is_absolute() else store.path.parent / path


def _returned(store: Store, info: RoundInfo) -> Iterator[ArchiveSource]:
    for unit in standings(store, info):
        for one in reversed(unit.returns):
            for path, name, about in _attached(store, UNIT_RETURN, one.id):
                when = f"{one.text('received_on')} {one.text('received_time')}".strip()
                words = "　".join(part for part in (unit.name, one.state, when, about) if part)
                yield ArchiveSource(RETURNS, path, f"{unit.name}_{name}", words)


def _attached(store: Store, ledger: Ledger, record: int) -> Iterator[tuple[Path, str, str]]:
    """The files kept with a record: where each lies, its name and its note."""
    month = store.clock().date()
    for row in _rows(store, attachments_of(store, ledger, record), month.year, month.month):
        name, digest = str(row.values.get("name") or "附件"), str(row.values.get("digest") or "")
        path = find_file(store.path, digest) or store.path.parent / name
        yield path, name, str(row.values.get("note") or "")


def _rows(store: Store, records: Sequence[int], year: int, month: int) -> Sequence[Row]:
    from fgj_desktop.ledgers.period import Month

    return store.view(ATTACHMENT, Month(year, month)).rows(list(records)) if records else ()


def archive_round(
    store: Store,
    info: RoundInfo,
    parent: Path,
    *,
    extra: Sequence[Path] = (),
    print_ledger: Callable[[Path], object] | None = None,
) -> Archive:
    """Write the folder of a round below ``parent``; a folder that is there already is left alone, and another made.

    Args:
        store: the open file.
        info: the round.
        parent: where the folder is to lie.
        extra: further files that the clerk adds.
        print_ledger: writes the printed ledger to a path.

    Raises:
        UserError: ``parent`` is no folder.
        EnvironmentProblem: disk full, no permission; what was copied so far stays.
    """
    if not parent.is_dir():
        raise UserError(f"文件夹“{parent.name}”不存在，未归档。请重新选择。")
    archive = Archive(_free_folder(parent, plain_name(info.period.title)))
    try:
        archive.folder.mkdir()
        for one in archive_sources(store, info):
            _copy(archive, one)
        for path in extra:
            _copy(archive, ArchiveSource(OTHER, path, path.name))
        _write_ledgers(store, info, archive, print_ledger)
        write_list(archive, info, archive.folder / LIST_NAME)
    except OSError as error:
        raise EnvironmentProblem(
            f"归档未完成，“{archive.folder.name}”中只有一部分文件，可能磁盘已满或该位置不可写。请换一个位置重试。"
        ) from error
    return archive


def _free_folder(parent: Path, name: str) -> Path:
    folder, number = parent / name, 2
    while folder.exists():
        folder = parent / f"{name}（{number}）"
        number += 1
    return folder


def plain_name(text: str) -> str:
    """A text as a name that every system takes."""
    return _FORBIDDEN.sub("、", text).strip(" .") or "未命名"


def _copy(archive: Archive, one: ArchiveSource) -> None:
    if not one.path.is_file():
        archive.missing.append(one.name)
        return
    target = _free_file(archive.folder / one.folder, plain_name(one.name))
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(one.path, target)
    _list(archive, one.folder, target, one.about)


def _free_file(folder: Path, name: str) -> Path:
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
        number += 1
    return path


def _list(archive: Archive, folder: str, path: Path, about: str) -> None:
    size = size_words(path.stat().st_size)
    archive.files.append(ArchivedFile(folder, path.name, about, size, digest_of(path)))


def _write_ledgers(
    store: Store, info: RoundInfo, archive: Archive, print_ledger: Callable[[Path], object] | None
) -> None:
    month, ledger = info.period.month, info.ledger
    place = archive.folder / LEDGER
    place.mkdir(exist_ok=True)
    name = plain_name(f"{ledger.title}（{info.period.title}）")
    book = place / f"{name}.xlsx"
    export_ledger(store, ledger, month, book)
    _list(archive, LEDGER, book, "台账")
    if print_ledger is not None:
        printed = place / f"{name}.pdf"
        print_ledger(printed)
        _list(archive, LEDGER, printed, "台账打印稿")
    of_round = (In("round", (info.id,)),)
    place = archive.folder / RECORDS
    for kept in (UNIT_RETURN, CHASE_RECORD):
        if store.view(kept, month).count(of_round):
            place.mkdir(exist_ok=True)
            book = place / f"{kept.title}.xlsx"
            export_ledger(store, kept, month, book, filters=of_round)
            _list(archive, RECORDS, book, kept.title)
