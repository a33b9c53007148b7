"""Installing Debian packages, with sudo when not root; never a reason to stop."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_OPTIONS = [
    "-o", "DPkg::Lock::Timeout=120",
    "-o", "Acquire::Retries=1",
    "-o", "Acquire::http::Timeout=30",
    "-o", "Acquire::https::Timeout=30",
]  # fmt: skip


def _prefix() -> list[str] | None:
    """What goes before `apt-get`, or None when this user may not install anything."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if sys.stdin.isatty():
        return ["sudo"]
    may = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if may.returncode == 0 else None


def _known(names: tuple[str, ...]) -> str:
    """The first of the names this release has a package of; the last one if none is known."""
    for name in names:
        shown = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if shown.returncode == 0:
            return name
    return names[-1]


def install(packages: list[tuple[str, ...]]) -> bool:
    """Install one package of each tuple (newer releases rename some) and tell whether it went well."""
    advice = "apt-get install " + " ".join(names[-1] for names in packages)
    if not shutil.which("apt-get"):
        print(f"  There is no apt on this system. Its packages may be named otherwise than in: {advice}")
        return False
    prefix = _prefix()
    if prefix is None:
        print(f"  Installing needs an administrator. Please run: sudo {advice}")
        return False
    keep = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *_OPTIONS]
    # Without lists a package is unknown; with old ones its file may be gone. A failure shows below.
    subprocess.run([*keep, "update"], stdout=subprocess.DEVNULL, check=False)
    names = [_known(alternatives) for alternatives in packages]
    print("  Installing with apt:", " ".join(names), flush=True)
    done = subprocess.run(
        [*keep, "install", "-y", "--no-install-recommends", *names], stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        print(f"  apt could not install them. Please run when the network is up: sudo {advice}")
    return done.returncode == 0
