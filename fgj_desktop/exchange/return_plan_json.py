"""A collection plan as a JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fgj_desktop.exchange.return_plan import (
        ReturnCell,
        ReturnException,
        ReturnFile,
        ReturnsPlan,
        UnitResult,
    )


def plan_json(plan: ReturnsPlan) -> dict[str, Any]:
    """The plan as a JSON object; ids are text, for they are longer than numbers of JSON may be."""
    return {
        "message": plan.message,
        "round": str(plan.round.id),
        "ledger": plan.round.ledger.name,
        "period": plan.round.period.key,
        "files": [_file_json(one) for one in plan.files],
        "units": [_unit_json(one) for one in plan.units],
        "exceptions": [_exception_json(one) for one in plan.exceptions],
    }


def _file_json(one: ReturnFile) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "state": one.state.value,
        "reason": one.reason,
        "form": one.form,
        "units": [str(unit) for unit in one.units],
        "notices": list(one.notices),
    }


def _unit_json(one: UnitResult) -> dict[str, Any]:
    return {
        "unit": one.name,
        "id": str(one.unit),
        "standing": one.standing,
        "earlier": one.earlier,
        "files": list(one.files),
        "asked": len(one.records),
        "filled": one.filled,
        "changes": _cells_json(one.changes),
        "exceptions": list(one.exceptions),
    }


def _exception_json(one: ReturnException) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.name.lower(),
        "title": one.kind.value,
        "text": one.text,
        "unit": str(one.unit) if one.unit is not None else None,
        "file": one.file,
        "choices": {choice.value: choice.text for choice in one.choices},
        "default": one.default,
        "cells": _cells_json(one.cells),
        "row": dict(one.row.texts) if one.row is not None else None,
    }


def _cells_json(cells: Iterable[ReturnCell]) -> list[dict[str, Any]]:
    return [
        {
            "record": str(cell.record),
            "name": cell.label,
            "column": cell.field,
            "title": cell.title,
            "sent": cell.sent,
            "before": cell.before,
            "after": cell.after,
            "file": cell.file,
            "place": cell.place,
        }
        for cell in cells
    ]
