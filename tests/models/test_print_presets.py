"""Set-ups of prints kept by name in the ledger file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.print_presets import PrintPresets, read_setup, write_setup
from fgj_desktop.rules.ledger_sheet import OWN_GROUPS
from fgj_desktop.rules.print_setup import AS_SEEN, SHEETS, PrintSetup
from fgj_desktop.store.filters import Order
from fgj_desktop.store.store import Store

KEY, UNIT = ledger_named("key_project"), ledger_named("responsible_unit")
FIELDS = st.sampled_from(sorted(KEY.fields_by_name))
SETUPS = st.builds(
    PrintSetup,
    sheet=st.sampled_from(SHEETS),
    columns=st.none() | st.lists(FIELDS, min_size=1, unique=True).map(tuple),
    order=st.none() | st.lists(st.builds(Order, FIELDS, st.booleans()), max_size=3).map(tuple),
    group=st.sampled_from([AS_SEEN, OWN_GROUPS, None, "responsible_unit", "leader"]),
    usual_notes=st.booleans(),
    notes=st.lists(st.text(), max_size=3).map(tuple),
    signature=st.none() | st.text(),
    mark=st.text(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(SETUPS)
def test_what_is_written_is_read_again(setup: PrintSetup) -> None:
    assert read_setup(KEY, write_setup(setup)) == setup


@given(JSON, st.dictionaries(st.sampled_from(sorted(write_setup(PrintSetup()))), JSON))
def test_whatever_is_kept_reads_as_some_set_up(anything: object, parts: dict[str, object]) -> None:
    for kept in (anything, parts):
        setup = read_setup(KEY, kept)
        assert read_setup(KEY, write_setup(setup)) == setup


def test_presets_are_kept_for_each_ledger_in_the_order_saved(store: Store) -> None:
    presets = PrintPresets(store.settings, KEY)
    presets.save("会议用", PrintSetup(sheet=SHEETS[2]))
    presets.save("上报用", PrintSetup(notes=("快报数。",)))
    presets.save("会议用", PrintSetup(sheet=SHEETS[4]))
    PrintPresets(store.settings, UNIT).save("通讯录", PrintSetup())
    assert presets.names() == ["会议用", "上报用"]
    assert presets.named("会议用") == PrintSetup(sheet=SHEETS[4])
    presets.delete("会议用")
    assert presets.named("会议用") is None
    assert PrintPresets(store.settings, UNIT).names() == ["通讯录"]


def test_what_another_version_keeps_in_a_preset_is_not_lost(store: Store) -> None:
    presets = PrintPresets(store.settings, KEY)
    newer = {"name": "会议用", "paper": "A2", "watermark": 30, "columns": ["name", "gone"]}
    presets.put([newer, "无法读取的", {"name": "其他", "duplex": True}])
    assert presets.named("会议用") == PrintSetup(columns=("name",))
    presets.save("会议用", PrintSetup(mark="内部"))
    kept = presets.kept()
    assert kept[0]["watermark"] == 30
    assert kept[0]["mark"] == "内部"
    assert kept[1:] == ["无法读取的", {"name": "其他", "duplex": True}]
