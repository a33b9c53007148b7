from __future__ import annotations

import inspect

import pytest

from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.rules import RULES

_DECLARED = [
    (ledger.name, column.computed.function, column.computed.arguments)
    for ledger in LEDGERS
    for column in ledger.columns
    if column.computed is not None
] + [(ledger.name, check.function, check.arguments) for ledger in LEDGERS for check in ledger.every_check]


@pytest.mark.parametrize(("ledger", "function", "arguments"), _DECLARED)
def test_every_declared_rule_exists_and_takes_its_arguments(
    ledger: str, function: str, arguments: tuple[str, ...]
) -> None:
    parameters = inspect.signature(RULES.functions[function]).parameters
    assert len(parameters) == len(arguments)


def test_no_rule_is_left_over() -> None:
    assert set(RULES.functions) == {function for _, function, _ in _DECLARED}


@pytest.mark.parametrize(("ledger", "function", "arguments"), _DECLARED)
def test_a_row_with_nothing_filled_in_is_no_error(
    ledger: str, function: str, arguments: tuple[str, ...]
) -> None:
    known = {"@year": 2021, "@month": 9, "@light_method": "ratio"}
    RULES.functions[function](*(known.get(name) for name in arguments))
