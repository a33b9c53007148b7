"""The sample gives the quarterly summary's figures, told by command and once more from exported workbooks."""

from __future__ import annotations

import calendar
import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas
import pytest

from fgj_desktop.cli.opening import reading
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.named_lists import named_lists
from fgj_desktop.rules.subsets import UNFILLED, subset_choices, subset_fields, subset_of
from tests.recomputed_figures import SUBJECTS, Frames, read_frame
from tests.test_cli import built, run, run_json, sample

__all__ = ["built", "run", "run_json", "sample"]
Run = Callable[..., Any]
EXPECTED = Path(__file__).parent / "fixtures" / "figures_2021_Q3.csv"


def expected() -> dict[str, dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_every_figure_of_the_summary_comes_out_exactly(sample: Path, run_json: Run) -> None:
    found = run_json("figures", sample, "--as-of", "2021-09-30")["figures"]
    told = {
        name: {
            "id": name,
            "value": f"{found[name]['value']}",
            "unit": found[name]["unit"],
            "as_of": found[name]["as_of"],
            "ledger": found[name]["ledger"],
        }
        for name in expected()
    }
    assert told == expected()


@pytest.mark.parametrize(
    "month", [Month(2020, 12), *(Month(2021, at) for at in range(1, 13)), Month(2022, 1)]
)
def test_in_every_month_parts_add_up_to_the_whole(sample: Path, month: Month) -> None:
    with reading(sample) as store:
        made = figures(store, month)
        names = [name for name, figure in made.items() if figure.unit == "个"]
        value = {name: made[name].value or 0 for name in names}
        assert value["district_count"] == value["district_started"] + value["district_not_started"]
        states = ("on_schedule", "behind", "no_investment", "not_due", "not_assessed")
        assert value["district_count"] == sum(value[one] for one in states)
        for level in ("province", "city"):
            parts = [value[f"application_{level}_{kind}"] for kind in ("formal", "preparatory")]
            assert value[f"application_{level}"] == sum(parts)
        field = next(one for one in subset_fields() if one.name == "responsible_unit")
        units = [
            figures(store, month, subset_of(store, month, field, "" if label == UNFILLED else label))
            for label in subset_choices(store, month, field)
        ]
        for name in ("district_count", "city_count", "district_plan", "invested_not_listed"):
            assert sum(unit[name].value or 0 for unit in units) == (made[name].value or 0)
        lists = {one.kind: len(one.lines) for one in named_lists(Basis.of(store, month))}
        assert lists["not_started"] >= value["district_not_started"]
        assert lists["bonds_not_started"] == value["bond_2021_not_started"]


@pytest.fixture
def frames(sample: Path, tmp_path: Path, run: Run) -> Frames:
    """Ledgers exported by command and read back as tables."""

    @cache
    def frame(name: str, month: int) -> pandas.DataFrame:
        ledger = ledger_named(name)
        path = tmp_path / f"{name}-{month}.xlsx"
        day = calendar.monthrange(2021, month)[1]
        run("export", sample, name, "-o", path, "--as-of", f"2021-{month:02d}-{day}")
        return read_frame(path, ledger.by_name[ledger.name_column].title)

    return frame


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.__name__)
def test_the_same_comes_out_of_exported_workbooks(
    subject: Callable[[Frames], dict[str, float]], frames: Frames
) -> None:
    wanted = expected()
    recomputed = {name: value for name, value in subject(frames).items() if name in wanted}
    assert recomputed == {name: float(wanted[name]["value"]) for name in recomputed}


def test_every_expected_figure_is_recomputed(frames: Frames) -> None:
    recomputed = {name for subject in SUBJECTS for name in subject(frames)}
    assert set(expected()) <= recomputed
