"""The steps of a round in words: what is done, when it was done, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.report_round import CLOSED, COLLECTED, COLLECTING, ROUND_STATES, SUBMITTED
from fgj_desktop.models.round_status import STATES, short_day
from fgj_desktop.rules.round_words import deadline_words
from fgj_desktop.store.closing import closings

if TYPE_CHECKING:
    from fgj_desktop.models.round_status import RoundStatus


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``command`` is the name of the window's command that its button gives."""

    command: str
    title: str
    words: str
    is_done: bool = False
    is_next: bool = False


def steps(status: RoundStatus, unanswered: int | None) -> list[Step]:
    """Every step of a round; ``unanswered`` is how many cells of the ledger are to be checked, None while unknown."""
    found = [
        _sending(status),
        _chasing(status),
        _collecting(status),
        _adopting(status),
        _checking(unanswered),
        _dated(status, "write_report", "写进展报告…", "report_file", "尚未写报告"),
        _submitting(status),
        _closing(status),
        _dated(status, "keep_final", "登记定稿文件…", "final_file", "尚未登记定稿文件"),
        _dated(status, "print_round", "打印…", "printed_on", "尚未打印"),
        _archiving(status),
    ]
    following = next((one.command for one in found if not one.is_done), "")
    return [Step(one.command, one.title, one.words, one.is_done, one.command == following) for one in found]


def facts(status: RoundStatus) -> str:
    """In whose name the round goes out, until when, and whom units ask."""
    info = status.info
    parts = [
        info.text("issuing_name"),
        f"{deadline_words(info)}截止" if info.deadline else "未定截止时间",
        " ".join(part for part in (info.text("contact"), info.text("telephone")) if part),
        info.text("mode"),
        "已解锁，可以更正，改完请重新锁定" if info.state == CLOSED and not status.is_locked else "",
    ]
    return "　".join(part for part in parts if part)


def counts_words(status: RoundStatus) -> str:
    """「已报 14　零报告 2　未报 4」."""
    return "　".join(f"{state} {status.counts[state]}" for state in STATES if status.counts[state])


def _sending(status: RoundStatus) -> Step:
    info = status.info
    day = short_day(info.values.get("sent_on"))
    version = info.values.get("form_version")
    more = "，".join(part for part in (info.text("mode"), f"第 {version} 版" if version else "") if part)
    words = f"{day}发放{f'（{more}）' if more else ''}" if day else "尚未发放"
    return Step("send_forms", "发放填报表…", words, bool(day))


def _chasing(status: RoundStatus) -> Step:
    chased = list(status.chases.values())
    said = f"，已催报 {len(chased)} 次，最近 {chased[-1]}" if chased else ""
    if not status.missing:
        return Step("copy_chase", "复制催报文字", f"全部报齐{said}", bool(status.units))
    return Step("copy_chase", "复制催报文字", f"未报 {len(status.missing)} 个{said}")


def _collecting(status: RoundStatus) -> Step:
    came = sum(status.counts.values()) - len(status.missing)
    done = bool(status.units) and not status.missing
    return Step("collect_returns", "收表汇总…", f"已收 {came}／{len(status.units)} 个单位", done)


def _adopting(status: RoundStatus) -> Step:
    day = short_day(status.info.values.get("collected_on"))
    is_done = _reached(status, COLLECTED)
    return Step("adopt_returns", "汇总采用", _reached_words(day, is_done, "汇总"), is_done)


def _checking(unanswered: int | None) -> Step:
    if unanswered is None:
        return Step("check_round", "数据核查", "未核查")
    words = f"待核对 {unanswered:,} 处" if unanswered else "没有需要核对的内容"
    return Step("check_round", "数据核查", words, not unanswered)


def _dated(status: RoundStatus, command: str, title: str, column: str, empty: str) -> Step:
    value = status.info.values.get(column)
    day = short_day(value) if column.endswith("_on") else PurePath(str(value or "")).name
    return Step(command, title, day or empty, bool(value))


def _submitting(status: RoundStatus) -> Step:
    day, is_done = short_day(status.info.values.get("submitted_on")), _reached(status, SUBMITTED)
    return Step("submit_round", "送审", _reached_words(day, is_done, "送审"), is_done)


def _closing(status: RoundStatus) -> Step:
    known = closings(status.store, status.ledger.name)
    if any(one.period == status.info.period and not one.is_locked for one in known):
        return Step("close_period", "重新锁定…", "解锁更正中，改完请重新锁定")
    day, is_done = short_day(status.info.values.get("closed_on")), _reached(status, CLOSED)
    if any(one.period == status.info.period for one in known):
        return Step("unlock_period", "解锁更正…", _reached_words(day, is_done, "定稿"), is_done)
    return Step("close_period", "定稿并锁定…", _reached_words(day, is_done, "定稿"), is_done)


def _archiving(status: RoundStatus) -> Step:
    day, folder = short_day(status.info.values.get("archived_on")), status.info.text("archive_folder")
    words = f"{day}归档：{PurePath(folder).name}" if day else "尚未归档"
    return Step("archive_round", "归档本期…", words, bool(day))


def _reached_words(day: str, is_done: bool, verb: str) -> str:
    """A state may be passed over: a round that was closed at once has no day of 送审."""
    if not is_done:
        return f"尚未{verb}"
    return f"{day}{verb}" if day else f"未单独登记{verb}"


def _reached(status: RoundStatus, state: str) -> bool:
    now = status.info.state
    here = ROUND_STATES.index(now) if now in ROUND_STATES else ROUND_STATES.index(COLLECTING)
    return here >= ROUND_STATES.index(state)
