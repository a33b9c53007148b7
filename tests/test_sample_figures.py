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

from fgj_desktop.ledgers import ledger_named
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
