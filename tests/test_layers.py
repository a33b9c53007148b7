"""The layers below models/ must work on a machine without Qt: on a server, in a worker process."""

from __future__ import annotations

import subprocess
import sys

import pytest

IMPORT_ALL_WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} was imported below models/")

sys.meta_path.insert(0, NoQt())
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""


@pytest.mark.parametrize("layer", ["ledgers", "store", "rules", "exchange", "documents"])
def test_a_layer_below_models_needs_no_qt(layer: str) -> None:
    command = [sys.executable, "-W", "error", "-c", IMPORT_ALL_WITHOUT_QT, f"fgj_desktop.{layer}"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
