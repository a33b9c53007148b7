"""The command that merges a colleague's file."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import back_up_before, print_json, reading, writing
from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from argparse import Namespace

    from fgj_desktop.exchange.merging import MergeResult, Merging
    from fgj_desktop.models.merge_words import MergeWords
    from fgj_desktop.store.merge_parts import LedgerMerge, MergeChoice, MergeRows

_MOST_LINES = 20


def merge(options: Namespace) -> int:
    """Merge another file as one action; a dry run makes the same comparison and stops there."""
    from fgj_desktop.exchange.merging import MergeResult, Merging

    # A dry run needs no lock: the file may be open in a window.
    opened = (reading if options.dry_run else writing)(options.file)
    with opened as store, closing(Merging(store, options.other)) as merging:
        if merging.bureau_notice and not options.other_bureau:
            raise UserError(f"{merging.bureau_notice}未并入。确需并入的，加上 --other-bureau。")
        for _ in merging.compare():
            pass
        choice = _choice(merging, options)
        rows = merging.rows(choice)
        if options.dry_run:
            result = MergeResult(options.other.stem, rows)
        else:
            if not rows.is_empty:
                back_up_before(store)
            result = merging.apply(choice)
        if options.json:
            print_json({"dry_run": options.dry_run, **_json(merging, choice, result)})
        else:
            print("\n".join(_lines(merging, choice, result, dry_run=options.dry_run)))
    return 0


def _choice(merging: Merging, options: Namespace) -> MergeChoice:
    from fgj_desktop.store.merge_parts import MergeChoice

    assert merging.merge is not None
    choice = MergeChoice(frozenset(one.name for one in options.ledger) if options.ledger else None)
    for part in merging.merge.parts.values():
        if options.theirs:
            choice.theirs |= {one.place for one in part.conflicts}
            choice.revivals |= {(one.ledger, one.record) for one in part.revived}
        if options.delete:
            choice.deletions |= {(one.ledger, one.record) for one in part.deleted}
    return choice


def _parts(merging: Merging, choice: MergeChoice) -> list[LedgerMerge]:
    assert merging.merge is not None
    return [
        part
        for name, part in merging.merge.parts.items()
        if part.ledger.belongs_to is not None or choice.ledgers is None or name in choice.ledgers
    ]


def _words(merging: Merging, cells: Any) -> list[MergeWords]:  # noqa: ANN401
    from fgj_desktop.models.merge_words import merge_context, merge_words

    context = merge_context(merging)
    return [merge_words(one, merging, context) for one in cells]


def _lines(merging: Merging, choice: MergeChoice, result: MergeResult, *, dry_run: bool) -> list[str]:
    if dry_run:
        lines = [f"将并入：{result.rows.summary}。" if not result.rows.is_empty else "没有需要并入的内容。"]
        lines += result.notices
    else:
        lines = [result.message]
    for part in _parts(merging, choice):
        if not part.does_something:
            continue
        counts = f"新增 {len(part.added)}，修改 {len(part.taken)}，冲突 {len(part.conflicts)}"
        lines.append(f"{part.ledger.title}：{counts}，对方已删除 {len(part.deleted)}，相同 {part.alike}")
    lines += _conflict_lines(merging, choice)
    for part in _parts(merging, choice):
        lines += _listed([_deleted_line(part, one, result.rows) for one in part.deleted])
        lines += _listed(
            [f"本文件已删除、对方有修改：{one.label}" for one in part.revived if one not in result.rows.added]
        )
    return lines


def _conflict_lines(merging: Merging, choice: MergeChoice) -> list[str]:
    lines = []
    for part in _parts(merging, choice):
        for cell, words in zip(part.conflicts, _words(merging, part.conflicts), strict=True):
            taken = "用对方的" if cell.place in choice.theirs else "用本文件的"
            where = "　".join(text for text in (words.record, words.column, words.period) if text)
            lines.append(f"冲突：{where}：本文件 {words.ours}，对方 {words.theirs}，{taken}")
    if lines and not choice.theirs:
        return [*_listed(lines), "要改用对方的：先撤销本次并入，再加 --theirs。"]
    return _listed(lines)


def _deleted_line(part: LedgerMerge, one: Any, rows: MergeRows) -> str:  # noqa: ANN401
    if one in rows.deleted:
        return f"已随对方删除：{one.label}"
    why = "，本文件其后有修改，予以保留" if one.changed else "，本文件保留（加 --delete 则删除）"
    return f"对方已删除{part.ledger.record_title}：{one.label}{'' if one in rows.in_use else why}"


def _listed(lines: list[str]) -> list[str]:
    """The first lines, and how many more there are."""
    rest = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"……另有 {rest} 处"] if rest > 0 else lines


def _json(merging: Merging, choice: MergeChoice, result: MergeResult) -> dict[str, Any]:
    parts = _parts(merging, choice)
    rows = result.rows
    return {
        "action": result.change.action if result.change is not None else None,
        "ledgers": {
            part.ledger.name: {
                "added": len(part.added),
                "changed": len(part.taken),
                "conflicts": len(part.conflicts),
                "deleted_there": len(part.deleted),
                "deleted_here": len(part.revived),
                "same": part.alike,
            }
            for part in parts
        },
        "added": [
            {"ledger": one.ledger, "record": str(one.record), "label": one.label} for one in rows.added
        ],
        "attached": len(rows.attached),
        "changed": [_cell_json(one) for one in _words(merging, rows.changed)],
        "conflicts": [
            {**_cell_json(words), "taken": "theirs" if cell.place in choice.theirs else "ours"}
            for part in parts
            for cell, words in zip(part.conflicts, _words(merging, part.conflicts), strict=True)
        ],
        "deleted": [one.label for one in rows.deleted],
        "deleted_there": [one.label for part in parts for one in part.deleted],
        "deleted_here": [one.label for part in parts for one in part.revived],
        "notices": result.notices,
    }


def _cell_json(words: MergeWords) -> dict[str, str]:
    return {
        "ledger": words.ledger,
        "label": words.record,
        "title": words.column,
        "period": words.period,
        "ours": words.ours,
        "theirs": words.theirs,
    }
