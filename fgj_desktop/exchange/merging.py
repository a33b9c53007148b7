"""并入同事的台账: compares another ledger file with ours, and merges what it has as one action."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.merge_matching import same_records
from fgj_desktop.ledgers import ATTACHMENT
from fgj_desktop.store.attachments import digest_of, find_file, keep_file
from fgj_desktop.store.merge import compare
from fgj_desktop.store.merge_apply import apply_rows, rows_of
from fgj_desktop.store.merge_other import open_other, other_bureau
from fgj_desktop.store.merge_parts import Merge, MergeChoice, MergeRows
from fgj_desktop.store.sqlite_errors import translated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.store import Store


@dataclass(slots=True)
class MergeResult:
    """What was done: the rows written, and attachments whose file the other side does not have."""

    name: str
    rows: MergeRows
    change: Change | None = None
    missing_files: list[str] = field(default_factory=list)

    @property
    def message(self) -> str:
        """What was done, in one sentence, and what the clerk has to know."""
        if self.change is None:
            return "\n".join([f"没有变化：“{self.name}”没有需要并入的内容。", *self.notices])
        said = f"已并入：{self.rows.summary}。可按 Ctrl+Z 全部撤回。"
        return "\n".join([said, *self.notices])

    @property
    def notices(self) -> list[str]:
        """What stayed out, and why."""
        found = []
        if self.rows.in_use:
            found.append(f"对方已删除的 {_listed(self.rows.in_use)} 仍被其他记录使用，未删除。")
        if self.rows.closed:
            labels = list(dict.fromkeys(self.rows.closed))
            shown = "、".join(f"“{name}”" for name in labels[:5]) + ("等" if len(labels) > 5 else "")
            found.append(
                f"{len(self.rows.closed)} 处涉及已锁定的时期（{shown}），未并入。如需改动，请用“解锁更正”后再并入。"
            )
        if self.missing_files:
            names = "、".join(f"“{name}”" for name in self.missing_files[:5])
            more = f"等 {len(self.missing_files)} 个" if len(self.missing_files) > 5 else ""
            found.append(f"对方的附件文件夹中没有{names}{more}的文件，只并入了登记内容，请向对方索取。")
        return found


class Merging:
    """One merge from the file opened to the action done. Close it in the end: it holds the other file open."""

    def __init__(self, store: Store, path: Path) -> None:
        """Open the other file; raises FgjError when it is refused, and says why."""
        self.store = store
        self.other = open_other(store, path)
        self.merge: Merge | None = None

    @property
    def bureau_notice(self) -> str:
        """Why the file may be another bureau's; empty when it is not. The clerk is asked then."""
        return other_bureau(self.store, self.other)

    def compare(self) -> Iterator[None]:
        """Compare the files a piece at a time; ``merge`` is there in the end."""
        with translated(self.other.path, "读取对方的台账文件"):
            same = same_records(self.store, self.other)
            merge = Merge(self.other.path.stem)
            yield from compare(self.store, self.other, merge, same)
        self.merge = merge

    def rows(self, choice: MergeChoice) -> MergeRows:
        """What would be written after what the clerk decided."""
        assert self.merge is not None
        return rows_of(self.store, self.merge, choice)

    def apply(self, choice: MergeChoice) -> MergeResult:
        """Copy the attachments' files, then write all of it as one action; nothing is done when it raises."""
        assert self.merge is not None
        rows = self.rows(choice)
        result = MergeResult(self.merge.name, rows)
        for name, digest in self._files(rows):
            if not self._keep(digest):
                result.missing_files.append(name)
        result.change = apply_rows(self.store, self.other, self.merge, rows, choice)
        return result

    def close(self) -> None:
        """Let the other file go."""
        if self.other.is_open:
            self.other.close()

    def _files(self, rows: MergeRows) -> list[tuple[str, str]]:
        """Name and digest of every attachment written."""
        names = ["id", *(column.name for column in ATTACHMENT.stored(None))]
        name, digest = names.index("name"), names.index("digest")
        return [
            (str(after[name] or ""), str(after[digest] or ""))
            for (table, _), (_, after) in rows.rows.items()
            if table == ATTACHMENT.name and after is not None
        ]

    def _keep(self, digest: str) -> bool:
        """Copy the file beside ours unless it is there; False when theirs is missing or not what was attached."""
        if find_file(self.store.path, digest) is not None:
            return True
        source = find_file(self.other.path, digest)
        if source is None:
            return False
        with translated(source, "读取对方的附件"):
            is_sound = digest_of(source) == digest
        return is_sound and keep_file(self.store.path, source).digest == digest


def _listed(records: list) -> str:  # type: ignore[type-arg]
    names = "、".join(f"“{one.label}”" for one in records[:5])
    return names + (f"等 {len(records)} 项" if len(records) > 5 else "")
