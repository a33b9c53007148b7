"""Commands that write Word documents: reports by a template, and figures brought up to date in any document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.cli.figuring import unit_label
from fgj_desktop.cli.opening import month_for, print_json, reading, writing
from fgj_desktop.cli.pages import paint_application
from fgj_desktop.cli.report_arguments import period_of
from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.documents.reports import Report, ReportKind, ReportRequest
    from fgj_desktop.documents.word_fonts import WordFonts
    from fgj_desktop.documents.word_saving import SavePlan
    from fgj_desktop.documents.word_update import Updated
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.store.store import Store


def report(options: Namespace) -> int:
    """Write a document. One that was worked on is never written over: the new one gets a number behind its name."""
    from fgj_desktop.documents.reports import basis_notes, make_report
    from fgj_desktop.documents.word_saving import plan_saving
    from fgj_desktop.documents.word_templates import template_of

    _require_docx(options.out)
    kind = _kind(options)
    if options.register and kind.command != "letter":
        raise UserError("只有函可以登记到来文和函件。")
    with (writing if options.register else reading)(options.file) as store:
        request = _request(store, kind, options)
        path, note = (options.template, "") if options.template else template_of(options.file, kind.title)
        template, carried = _carried(options, _read(path), path.name)
        fonts = _fonts()
        made = make_report(kind, request, (template, path.name), fonts, _photo)
        plan = plan_saving(options.out, made.content)
        _write(plan.path, made.content)
        lines = [f"已输出{kind.title}：{plan.path}", plan.words, carried, note, *fonts.notices]
        notes = basis_notes(request, made)
        lines += [f"注意：{note}" for note in notes] if request.reported is None else notes
        if options.register:
            lines.append(_register(store, made, request))
        if options.sources:
            lines.insert(1, _write_sources(made, request, plan, notes, fonts))
    print("\n".join(line for line in lines if line))
    return 0


def _carried(options: Namespace, template: bytes, name: str) -> tuple[bytes, str]:
    """The template with the standing words of the last document, where one is named; and what is said of it."""
    if options.previous is None:
        return template, ""
    from fgj_desktop.documents.text_carried import carried_over

    made = carried_over(template, name, _read(options.previous), options.previous.name)
    if not made.taken:
        return made.content, f"“{options.previous.name}”中没有可沿用的文字，用模板中的。"
    return made.content, f"已沿用“{options.previous.name}”的文字 {len(made.taken)} 段，请核改。"


def _register(store: Store, made: Report, request: ReportRequest) -> str:
    from fgj_desktop.documents.text_letters import sent_letter
    from fgj_desktop.rules.letter_record import register_letter

    telling = request.telling
    sent = sent_letter(telling, made.kind.title, made.document, request.letter)
    register_letter(store, telling.basis, sent)
    return f"已登记到来文和函件：{sent.title}，回复时限 {sent.reply_due}。"


def update(options: Namespace) -> int:
    """Bring the figures of a document up to date (更新数字) and write it under another name."""
    from fgj_desktop.documents.report_updating import brought_up_to_date

    _require_docx(options.out)
    if options.out.exists():
        # Her own document is not written over either: what it said is then still to be looked up.
        raise UserError(f"“{options.out.name}”已存在，未输出。请另取文件名。")
    content = _read(options.document)
    with reading(options.file) as store:
        period, fonts = _updated_period(store, content, options), _fonts()
        said = _is_wanted_as_reported(content, options)
        made = brought_up_to_date(
            store, content, options.document.name, period, as_reported=said, fonts=fonts
        )
    _write(options.out, made.content)
    if options.json:
        print_json({"period": period.key, "as_reported": said, **_updated_json(made)})
    else:
        basis = "定稿数字" if said else "台账"
        lines = [f"已按{period.title}的{basis}更新，输出：{options.out}", *_updated_lines(made)]
        lines.append(_other_period(content, options, period))
        print("\n".join(line for line in lines if line))
    return 0


def _other_period(content: bytes, options: Namespace, period: ReportPeriod) -> str:
    """A report of September with the figures of August says 1—9月 still: its dates are words."""
    from fgj_desktop.documents.word_stamp import PERIOD, read_stamp

    own = _period_said(read_stamp(content, options.document.name).get(PERIOD, ""))
    if own is None or own == period or (own.month == period.month and not own.half):
        return ""
    return f"文档的报告期是{own.title}，文中的日期和“1—{own.month.number}月”等文字未改，请核对；也可重新生成报告。"


def _updated_period(store: Store, content: bytes, options: Namespace) -> ReportPeriod:
    """The period asked for; else the document's own, else the newest month."""
    from fgj_desktop.documents.report_updating import is_of_half_month
    from fgj_desktop.documents.reports import BY_TITLE
    from fgj_desktop.documents.word_stamp import KIND, PERIOD, read_stamp

    stamp = read_stamp(content, options.document.name)
    is_own = is_of_half_month(BY_TITLE.get(stamp.get(KIND, "")))
    said = options.as_of or _period_said(stamp.get(PERIOD, ""))
    return period_of(said, store.clock().date(), month_for(store, None), half_month=is_own)


def _is_wanted_as_reported(content: bytes, options: Namespace) -> bool:
    """What is asked for; else a document written by 按定稿数字 stays so, unless it is asked of another period."""
    from fgj_desktop.documents.report_updating import is_as_reported

    if options.as_reported or options.as_corrected:
        return bool(options.as_reported)
    return options.as_of is None and is_as_reported(content, options.document.name)


def _period_said(text: str) -> ReportPeriod | None:
    from fgj_desktop.ledgers.report_period import ReportPeriod

    try:
        return ReportPeriod.parse(text)
    except UserError:
        return None


def _kind(options: Namespace) -> ReportKind:
    from fgj_desktop.documents.reports import BY_TITLE, REPORTS

    if options.kind == "letter":
        return BY_TITLE[options.letter]
    if options.kind == "problems":
        return BY_TITLE[f"问题清单报送件（{options.level}）"]
    return next(one for one in REPORTS if one.command == options.kind)


def _request(store: Store, kind: ReportKind, options: Namespace) -> ReportRequest:
    from fgj_desktop.documents.reports import ReportRequest, reported_for
    from fgj_desktop.documents.text_letters import LetterOptions
    from fgj_desktop.documents.word_content import HeadStyle
    from fgj_desktop.rules.urban_report import BY_UNIT

    day = options.today or store.clock().date()
    letter = LetterOptions(
        day, options.reply_by, options.number, HeadStyle(options.head), sealed=not options.unsealed
    )
    units = tuple(unit_label(store, one) for one in options.unit)
    period = _period(store, kind, options)
    reported = reported_for(store, kind, period) if options.as_reported else None
    by = BY_UNIT if options.by_unit else ""
    return ReportRequest(store, period, letter, units, by, reported)


def _period(store: Store, kind: ReportKind, options: Namespace) -> ReportPeriod:
    today = options.today or store.clock().date()
    return period_of(options.as_of, today, month_for(store, None, today), half_month=kind.is_half_month)


def _write_sources(
    made: Report, request: ReportRequest, plan: SavePlan, notes: Sequence[str], fonts: WordFonts
) -> str:
    from fgj_desktop.documents.reports import figures_of_its_own
    from fgj_desktop.documents.word_file import word_bytes
    from fgj_desktop.documents.word_sources import sources_document

    names = [one.name for one in made.figures]
    if not names:
        return "文档中没有台账数字，未写数据来源。"
    own = figures_of_its_own(made.kind, request)
    document = sources_document(made.kind.title, names, request.telling, plan.moved, own, notes)
    target = plan.path.with_name(f"{plan.path.stem}（数据来源）.docx")
    _write(target, word_bytes(document, fonts))
    return f"数据来源：{target}"


def _updated_lines(made: Updated) -> list[str]:
    from fgj_desktop.documents.word_update import moved_words

    same = f"{made.same} 个数字与台账一致，没有变化。" if made.same else ""
    lines = [moved_words(made.moved) or same]
    if made.placed:
        lines.append(f"已填写数据项 {made.placed} 处。")
    lines += [f"“{one.name}”已手工改为 {one.before}，予以保留；台账为 {one.after}。" for one in made.by_hand]
    if not (made.moved or made.same or made.placed or made.by_hand):
        lines[0] = "文档中没有可更新的数字：既没有 {{数据项}}，也没有本软件写入的数字。"
    return [*lines, *made.unknown, *made.notes]


def _updated_json(made: Updated) -> dict[str, object]:
    return {
        "moved": [{"name": one.name, "before": one.before, "after": one.after} for one in made.moved],
        "same": made.same,
        "placed": made.placed,
        "by_hand": [{"name": one.name, "text": one.before, "ledger": one.after} for one in made.by_hand],
        "unknown": list(made.unknown),
        "notes": list(made.notes),
    }


def _photo(path: Path) -> bytes | None:
    from fgj_desktop.views.photo_preparing import prepared_photo

    return prepared_photo(path)


def _fonts() -> WordFonts:
    application = paint_application()
    from fgj_desktop.views.word_fonts import machine_word_fonts

    fonts = machine_word_fonts()
    del application
    return fonts


def _read(path: Path) -> bytes:
    from fgj_desktop.documents.word_open import read_word

    return read_word(path)


def _write(path: Path, content: bytes) -> None:
    from fgj_desktop.exchange.export_file import write_whole

    write_whole(path, lambda part: _put(part, content))


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _require_docx(out: Path) -> None:
    if out.suffix.lower() != ".docx":
        raise UserError(f"只能输出为 .docx 文件，“{out.name}”未输出。")
