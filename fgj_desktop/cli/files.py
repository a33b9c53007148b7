"""Commands about the file as a whole: new, sample, check, backup, restore."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING

from fgj_desktop.cli.opening import print_json, reading
from fgj_desktop.errors import UserError
from fgj_desktop.rules import RULES
from fgj_desktop.store.backup import default_folder, make_backup, thin_backups
from fgj_desktop.store.recovery import Condition, inspect
from fgj_desktop.store.restore import restore as restore_backup
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.self_check import Checked, check_contents
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path


def new(options: Namespace) -> int:
    """Make an empty ledger file."""
    Store.create(options.file, RULES).close()
    print(f"已新建台账文件：{options.file}")
    return 0


def sample(options: Namespace) -> int:
    """Make the sample ledger by importing its workbooks."""
    from fgj_desktop.cli.sample import build_sample

    print(build_sample(options.file))
    return 0


def check(options: Namespace) -> int:
    """Look at everything in a file and say what was looked at."""
    state = inspect(options.file, SCHEMA_VERSION, thorough=True)
    state.require_usable()
    with reading(options.file) as store:
        parts = [Checked("文件类型和版本", ()), *check_contents(store)]
    is_clean = not any(part.faults for part in parts)
    verdict = (
        "检查完成，未发现问题。" if is_clean else "检查发现问题。请还原备份，或联系维护人员，不要继续录入。"
    )
    if options.json:
        listed = [{"part": part.title, "faults": list(part.faults)} for part in parts]
        print_json({"ok": is_clean, "parts": listed})
    else:
        print("\n".join(part.text for part in parts))
        print(verdict)
    if not is_clean:
        print(verdict, file=sys.stderr)
    return 0 if is_clean else 1


def backup(options: Namespace) -> int:
    """Make a checked copy: among the user's backups, in a folder, or under a name of its own."""
    now = datetime.datetime.now()
    source: Path = options.file
    out: Path | None = options.out
    with reading(source) as store:
        if out is None:
            folder = default_folder(source)
            made = make_backup(store.connection, folder, source.stem, now)
            thin_backups(folder, source.stem, now, spared=(made.path,))
            path = made.path
        elif out.is_dir():
            path = make_backup(store.connection, out, source.stem, now).path
        else:
            path = _back_up_as(store, out, now)
    print(f"已备份：{path}")
    return 0


def _back_up_as(store: Store, out: Path, now: datetime.datetime) -> Path:
    if out.exists():
        raise UserError(f"“{out.name}”已存在，未备份。请换一个名称。")
    if not out.parent.is_dir():
        raise UserError(f"文件夹“{out.parent}”不存在，未备份。请先建立。")
    made = make_backup(store.connection, out.parent, out.stem, now)
    return made.path.rename(out)


def restore(options: Namespace) -> int:
    """Put a backup in the place of a file, which moves aside."""
    target: Path = options.out
    if not target.parent.is_dir():
        raise UserError(f"文件夹“{target.parent}”不存在，未还原。请先建立。")
    condition = inspect(target, SCHEMA_VERSION).condition
    report = restore_backup(
        options.backup,
        target,
        schema_version=SCHEMA_VERSION,
        now=datetime.datetime.now(),
        damaged=condition not in {Condition.OK, Condition.READ_ONLY_MEDIA, Condition.MISSING},
    )
    print(f"已从“{options.backup.name}”还原：{report.target}")
    for path in report.aside:
        print(f"原文件保留为：{path}")
    return 0
