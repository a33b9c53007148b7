"""The rules by the names under which the ledgers declare them: what a store is opened with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from fgj_desktop.ledgers.values import Value
from fgj_desktop.rules import amounts, conditions, deadlines, investment, ledger_rules, lights, schedule

if TYPE_CHECKING:
    from fgj_desktop.store.ledger_faults import LedgerRule

Function = Callable[..., Value]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Every function that a ``Computed``, a ``Check`` or a ``LedgerCheck`` names; deterministic and without effects."""

    functions: Mapping[str, Function]
    ledger_functions: Mapping[str, LedgerRule]
    """The rules of a whole ledger."""


_Any = TypeVar("_Any", bound=Callable[..., object])


def _named(*functions: _Any) -> Mapping[str, _Any]:
    return {function.__name__: function for function in functions}


RULES = RuleSet(
    _named(
        lights.light,
        schedule.schedule_state,
        amounts.current_plan,
        amounts.plan_basis,
        amounts.month_amount,
        amounts.completion,
        amounts.gap_points,
        amounts.share_of_total,
        amounts.ratio,
        amounts.difference,
        amounts.bond_gap,
        amounts.both_passed,
        amounts.net_amount,
        amounts.rest_of,
        investment.investment_scope,
        investment.investment_of_month,
        investment.growth,
        investment.month_on_month,
        investment.growth_differs,
        investment.newly_listed,
        deadlines.task_deadline,
        deadlines.task_state,
        deadlines.conversion_state,
        deadlines.is_past,
        deadlines.is_past_undone,
        deadlines.settling_differs,
        deadlines.is_unreadable_deadline,
        deadlines.deadline_without_year,
        conditions.plan_over_rest,
        conditions.below,
        conditions.above,
        conditions.over_plan,
        conditions.sum_above,
        conditions.is_negative,
        conditions.is_zero,
        conditions.is_other,
        conditions.ten_thousand_times,
        conditions.code_format,
        conditions.code_after_period,
        conditions.is_missing,
        conditions.demand_over_rest,
        conditions.capital_below_floor,
        conditions.reviewed_without_code,
        conditions.passed_without_approval,
        conditions.built_without_approval,
        conditions.is_after_period,
        conditions.is_before,
        conditions.is_before_construction,
        conditions.ends_before_it_begins,
        conditions.unfinished_past_end,
        conditions.unfinished_past_date,
        conditions.started_without_investment,
        conditions.invested_without_start,
        conditions.listed_without_start,
        conditions.dated_without_fact,
        conditions.returned_without_reason,
        conditions.hazards_without_rectification,
    ),
    _named(
        ledger_rules.parts_make_whole,
        ledger_rules.weights_make_hundred,
        ledger_rules.scores_within_weights,
        ledger_rules.scores_of_the_sheet,
        ledger_rules.steps_in_order,
        ledger_rules.listed_as_published,
        ledger_rules.told_once,
    ),
)
