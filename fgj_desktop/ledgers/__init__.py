"""The declarations: column kinds, what a ledger is, and every ledger of the bureau."""

from __future__ import annotations

from fgj_desktop.ledgers.application import APPLICATION
from fgj_desktop.ledgers.attachment import ATTACHMENT
from fgj_desktop.ledgers.basics import LEADER, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.bond_project import BOND_PROJECT
from fgj_desktop.ledgers.bond_reserve import BOND_RESERVE
from fgj_desktop.ledgers.city_ranking import CITY_RANKING
from fgj_desktop.ledgers.closed_period import CLOSED_PERIOD
from fgj_desktop.ledgers.consultation import CONSULTATION
from fgj_desktop.ledgers.decision import DECISION
from fgj_desktop.ledgers.declaration import Column, Field, Ledger
from fgj_desktop.ledgers.fixed_asset_investment import FIXED_ASSET_INVESTMENT
from fgj_desktop.ledgers.key_project import KEY_PROJECT
from fgj_desktop.ledgers.letter import LETTER
from fgj_desktop.ledgers.matter import MATTER
from fgj_desktop.ledgers.meeting import MEETING
from fgj_desktop.ledgers.policy_document import POLICY_DOCUMENT
from fgj_desktop.ledgers.power_user import POWER_USER
from fgj_desktop.ledgers.problem import PROBLEM
from fgj_desktop.ledgers.publicity import PUBLICITY
from fgj_desktop.ledgers.report_round import CHASE_RECORD, REPORT_ROUND, UNIT_RETURN
from fgj_desktop.ledgers.safety_inspection import SAFETY_INSPECTION
from fgj_desktop.ledgers.staff_household_transfer import STAFF_HOUSEHOLD_TRANSFER
from fgj_desktop.ledgers.statistics_project import STATISTICS_PROJECT
from fgj_desktop.ledgers.town_assessment import TOWN_ASSESSMENT
from fgj_desktop.ledgers.town_result import TOWN_RESULT
from fgj_desktop.ledgers.town_score import TOWN_SCORE
from fgj_desktop.ledgers.urban_task import URBAN_TASK
from fgj_desktop.ledgers.village_conversion import VILLAGE_CONVERSION
from fgj_desktop.ledgers.village_step import VILLAGE_STEP
from fgj_desktop.ledgers.work_mechanism import WORK_MECHANISM

LEDGERS: tuple[Ledger, ...] = (
    RESPONSIBLE_UNIT,
    LEADER,
    KEY_PROJECT,
    BOND_RESERVE,
    ATTACHMENT,
    FIXED_ASSET_INVESTMENT,
    STATISTICS_PROJECT,
    CITY_RANKING,
    PROBLEM,
    APPLICATION,
    BOND_PROJECT,
    URBAN_TASK,
    POLICY_DOCUMENT,
    CONSULTATION,
    WORK_MECHANISM,
    VILLAGE_CONVERSION,
    VILLAGE_STEP,
    STAFF_HOUSEHOLD_TRANSFER,
    TOWN_ASSESSMENT,
    TOWN_SCORE,
    TOWN_RESULT,
    SAFETY_INSPECTION,
    PUBLICITY,
    POWER_USER,
    MEETING,
    DECISION,
    LETTER,
    MATTER,
    REPORT_ROUND,
    UNIT_RETURN,
    CHASE_RECORD,
    CLOSED_PERIOD,
)
"""Every ledger, those that others link to first: the order of their tables in the file."""

NAVIGATION: tuple[Ledger, ...] = (
    KEY_PROJECT,
    PROBLEM,
    APPLICATION,
    FIXED_ASSET_INVESTMENT,
    STATISTICS_PROJECT,
    CITY_RANKING,
    BOND_RESERVE,
    BOND_PROJECT,
    URBAN_TASK,
    POLICY_DOCUMENT,
    VILLAGE_CONVERSION,
    VILLAGE_STEP,
    STAFF_HOUSEHOLD_TRANSFER,
    TOWN_ASSESSMENT,
    TOWN_SCORE,
    TOWN_RESULT,
    SAFETY_INSPECTION,
    PUBLICITY,
    POWER_USER,
    MEETING,
    DECISION,
    LETTER,
    CONSULTATION,
    MATTER,
    UNIT_RETURN,
    CHASE_RECORD,
    RESPONSIBLE_UNIT,
    LEADER,
    WORK_MECHANISM,
)
"""The order in which the window lists them."""

IMPORTED: tuple[Ledger, ...] = tuple(
    ledger for ledger in LEDGERS if ledger.belongs_to is None and not ledger.kept_by_program
)
"""Those that workbooks are imported into."""

_BY_NAME = {ledger.name: ledger for ledger in LEDGERS}


def ledger_named(name: str) -> Ledger:
    """The ledger of that identifier; raises KeyError."""
    return _BY_NAME[name]


__all__ = [
    "APPLICATION",
    "ATTACHMENT",
    "BOND_PROJECT",
    "BOND_RESERVE",
    "CHASE_RECORD",
    "CITY_RANKING",
    "CLOSED_PERIOD",
    "CONSULTATION",
    "DECISION",
    "FIXED_ASSET_INVESTMENT",
    "IMPORTED",
    "KEY_PROJECT",
    "LEADER",
    "LEDGERS",
    "LETTER",
    "MATTER",
    "MEETING",
    "NAVIGATION",
    "POLICY_DOCUMENT",
    "POWER_USER",
    "PROBLEM",
    "PUBLICITY",
    "REPORT_ROUND",
    "RESPONSIBLE_UNIT",
    "SAFETY_INSPECTION",
    "STAFF_HOUSEHOLD_TRANSFER",
    "STATISTICS_PROJECT",
    "TOWN_ASSESSMENT",
    "TOWN_RESULT",
    "TOWN_SCORE",
    "UNIT_RETURN",
    "URBAN_TASK",
    "VILLAGE_CONVERSION",
    "VILLAGE_STEP",
    "WORK_MECHANISM",
    "Column",
    "Field",
    "Ledger",
    "ledger_named",
]
