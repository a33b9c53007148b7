from __future__ import annotations

import datetime

from fgj_desktop.documents.text_letters import LetterOptions, reminder_letter, sent_letter
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.letter_record import SentLetter, letter_values, register_letter
from fgj_desktop.rules.telling import Telling
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, store

__all__ = ["clock", "store"]
OCTOBER = Month(2021, 10)
OPTIONS = LetterOptions(datetime.date(2021, 10, 8), number="浈发改函〔2021〕20号")


def sent(store: Store) -> SentLetter:
    telling = Telling(Basis.of(store, SEPTEMBER), office="浈江区发展和改革局")
    return sent_letter(telling, "提醒函", reminder_letter(telling, OPTIONS, ["区住建局"]), OPTIONS)


def test_a_letter_becomes_a_record_whose_answer_is_followed(store: Store) -> None:
    register_letter(store, Basis.of(store, SEPTEMBER), sent(store))
    [row] = store.view(ledger_named("letter"), OCTOBER).rows()
    assert row.values["name"] == "关于重点项目进度滞后的提醒函"
    assert row.values["document_number"] == "浈发改函〔2021〕20号"
    assert row.values["reply_due"] == "2021-10-15"
    assert row.values["overdue"] == 1, "at the end of October no answer has come"
    links = store.links()
    assert [links.label("responsible_unit", one) for one in linked_ids(row.values["addressees"])] == [
        "区住建局"
    ]
    assert [links.label("key_project", one) for one in linked_ids(row.values["projects"])] == [
        "风采街道停车场建设",
        "十里亭镇老旧小区改造",
    ]


def test_writing_the_letter_again_registers_it_once_and_undo_takes_it_back(store: Store) -> None:
    first = register_letter(store, Basis.of(store, SEPTEMBER), sent(store))
    assert register_letter(store, Basis.of(store, SEPTEMBER), sent(store)) == first
    store.undo()
    assert store.view(ledger_named("letter"), OCTOBER).ids() == []


def test_a_unit_that_the_file_does_not_know_is_kept_in_the_remark(store: Store) -> None:
    letter = SentLetter(
        "催报函", "催报", ("区住建局", "外单位"), "本局", "", OPTIONS.day, OPTIONS.day, "请报送。"
    )
    values = letter_values(Basis.of(store, SEPTEMBER), letter)
    assert values["remark"] == "另发：外单位"
    assert values["document_number"] is None
