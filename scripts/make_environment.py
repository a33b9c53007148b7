"""Make .venv with the Python that runs this, and install the program and its tools into it.

Standard library only: this is what a fresh machine runs first.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import system_packages

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"


def _can_make_environments() -> bool:
    """Debian ships Python without the parts that put pip into an environment."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _ask_apt_for_venv() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    print(f"Python {version} cannot make virtual environments yet.", flush=True)
    system_packages.install([(f"python{version}-venv", "python3-venv")])
    # A fresh process, because this one has already seen the parts missing.
    check = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    if check.returncode:
        sys.exit(f"Please install python{version}-venv, then try again.")


def _works(python: Path) -> bool:
    """Whether the environment is whole and of this folder; a moved one has the old folder's programs."""
    if not python.exists():
        return False
    program = "import sys, pip; print(sys.prefix)"
    run = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    return run.returncode == 0 and Path(run.stdout.strip()).resolve() == ENVIRONMENT.resolve()


def main() -> None:
    python = ENVIRONMENT / "bin" / "python"
    if not _works(python):
        if not _can_make_environments():
            _ask_apt_for_venv()
        print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    print("Installing the program and its tools into .venv …", flush=True)
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-e",
        f"{ROOT}[dev]",
    ]
    if subprocess.run(install, check=False).returncode:
        sys.exit("The packages could not be installed. The first time needs the network; then try again.")


if __name__ == "__main__":
    main()
