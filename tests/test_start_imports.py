"""What a start imports, it waits for: heavy packages come when they are first used."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

HEAVY = (
    "pandas",
    "numpy",
    "matplotlib",
    "openpyxl",
    "docx",
    "docxtpl",
    "pypinyin",
    "rapidfuzz",
    "python_calamine",
)

IMPORTED = f"""
import importlib, sys
importlib.import_module(sys.argv[1])
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


@pytest.mark.parametrize("module", ["fgj_desktop.app", "fgj_desktop.cli", "fgj_desktop.__main__"])
def test_the_start_imports_nothing_heavy(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"there is no {module}")
    command = [sys.executable, "-c", IMPORTED, module]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
