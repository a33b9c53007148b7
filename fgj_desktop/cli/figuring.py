"""Commands that tell figures: all of them or of a subset, without named projects, forecasts, named lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import month_for, print_json, reading
from fgj_desktop.errors import UserError
from fgj_desktop.rules.basis import PROJECTS, Basis
from fgj_desktop.rules.closing import figures_as_reported
from fgj_desktop.rules.figures import figures_json, figures_of, no_data_words
from fgj_desktop.rules.forecast import NOTE, forecasts, forecasts_json
from fgj_desktop.rules.leaving_out import LeftOut, leaving_out, leaving_out_json, project_named
from fgj_desktop.rules.named_lists import lists_json, named_list, named_lists, of_unit
from fgj_desktop.rules.shown import shown_text
from fgj_desktop.rules.subsets import subset_said
from fgj_desktop.store.closing import closings

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.figure import Figure
    from fgj_desktop.store.store import Store


def figures(options: Namespace) -> int:
    """The figures as of a month, with the year's forecasts; or those that were reported when it was closed."""
    if options.as_reported:
        return _as_reported(options)
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        subset = None if options.subset is None else subset_said(store, month, options.subset)
        basis = Basis.of(store, month, None if subset is None else subset.holds)
        left_out = frozenset(project_named(basis, name) for name in options.without)
        document, lines = _answer(basis.leaving_out(left_out), month, narrowed=subset is not None)
        if left_out:
            compared = leaving_out(basis, left_out)
            document["without"] = leaving_out_json(compared)
            lines += [line for one in compared for line in _compared(one)]
    if subset is not None:
        document["subset"] = subset.title
        lines.insert(0, f"范围：{subset.title}")
    if options.json:
        print_json(document)
    else:
        print("\n".join(lines))
    return 0


def _as_reported(options: Namespace) -> int:
    if options.subset is not None or options.without:
        raise UserError("定稿时的统计数据不能再筛选或剔除测算。")
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        found = [one for one in closings(store) if one.period.month == month]
        told = {name: figure for one in found for name, figure in figures_as_reported(store, one).items()}
    if not found:
        raise UserError(f"{month.title}还没有定稿的台账。")
    if options.json:
        print_json({"as_of": month.last_day.isoformat(), "as_reported": True, "figures": told})
        return 0
    print("\n".join(f"{one.ledger}　{one.period.title}　{one.closed_on_words}定稿" for one in found))
    for one in told.values():
        value = "—" if one["value"] is None else f"{one['value']:,}{one['unit']}"
        print(f"{one['title']}　{value}　（{one['formula']}）")
    return 0


def _answer(basis: Basis, month: Month, *, narrowed: bool) -> tuple[dict[str, Any], list[str]]:
    """What is told of the figures: as JSON and as lines."""
    made = figures_of(basis)
    if narrowed:
        made = {name: figure for name, figure in made.items() if figure.ledger == PROJECTS}
    day = month.last_day
    document = {"as_of": day.isoformat(), **figures_json(made)}
    lines = [f"数据截至{day.year}年{day.month}月{day.day}日", *map(_line, made.values())]
    if words := no_data_words(made, month):
        document["no_data"] = words
        lines.append(words)
    predicted = [one for one in forecasts(basis) if not narrowed or one.ledger == PROJECTS]
    document |= forecasts_json(predicted)
    lines.append("全年投资预测（测算）")
    lines += [f"　{one.title}　{method.title}：{method.words}" for one in predicted for method in one.methods]
    lines.append(f"　{NOTE}")
    return document, lines


def _line(figure: Figure) -> str:
    return f"{figure.title}　{figure.text()}　（{figure.formula}）"


def _compared(one: LeftOut) -> list[str]:
    """「市重点：剔除 1 个（…）」 with what stands before and after."""
    before, after = one.before, one.after
    pairs: Mapping[str, tuple[str, str]] = {
        "项目数": (f"{before.count}个", f"{after.count}个"),
        "年度计划投资": (shown_text(before.plan, "亿元"), shown_text(after.plan, "亿元")),
        "累计完成": (shown_text(before.invested, "亿元"), shown_text(after.invested, "亿元")),
        "占年度计划": (shown_text(before.completion, "%"), shown_text(after.completion, "%")),
        "较时间进度": (shown_text(before.gap, "百分点"), shown_text(after.gap, "百分点")),
    }
    names = f"（{'、'.join(one.names)}）" if one.names else ""
    head = f"剔除后测算　{one.title}：剔除 {len(one.names)} 个{names}"
    return [head, *(f"　{title}　{old} → {new}" for title, (old, new) in pairs.items())]


def lists(options: Namespace) -> int:
    """The named lists as of a month, or one of them."""
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        basis = Basis.of(store, month)
        made = named_lists(basis) if options.kind is None else (named_list(basis, options.kind),)
        if options.unit is not None:
            made = tuple(of_unit(one, unit_label(store, options.unit)) for one in made)
    if options.json:
        print_json({"as_of": month.last_day.isoformat(), **lists_json(made)})
        return 0
    for one in made:
        print(f"{one.title}（{len(one.lines)} 个）")
        for line in one.lines:
            said = "　".join(part for part in (line.name, line.unit, " ".join(line.reason.split())) if part)
            print(f"　{said}")
    return 0


def unit_label(store: Store, said: str) -> str:
    """The short name of the unit that is meant; raises UserError where there is none."""
    links = store.links()
    found = links.find("responsible_unit", said)
    if found is None:
        raise UserError(f"没有责任单位“{said}”。")
    return links.label("responsible_unit", found)
