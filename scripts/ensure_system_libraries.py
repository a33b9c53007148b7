"""See that what Qt needs from the system is there, and install with apt what is missing.

With the word ``tests`` also what tests need that type into a real window, or that have LibreOffice save what the program
wrote. Standard library only. Nothing here stops the caller: what could not be had is said, and on it goes.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import system_packages

# Library, and its package under the newest name first.
_ALWAYS = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
}
_FOR_A_WINDOW = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-xinerama.so.0": ("libxcb-xinerama0",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
}
# Programs with which a test types into a real window.
_FOR_TESTS = {"Xvfb": ("xvfb",), "xdotool": ("xdotool",)}
# The parts of LibreOffice that tests convert with, beside its program; without windows where there is none at all.
_OFFICE_PARTS = {"libsclo.so": "libreoffice-calc", "libswlo.so": "libreoffice-writer"}
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_FONT_NAMES = ("cjk", "sourcehan", "wqy", "droidsansfallback", "simsun", "simhei", "msyh", "unifont")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=False)
        return bool(listed.stdout.strip())
    for folder in _FONT_FOLDERS:
        for path in Path(folder).expanduser().rglob("*.[to]t[cf]"):
            if any(name in path.name.lower() for name in _FONT_NAMES):
                return True
    return False


def _missing_office() -> list[tuple[str, ...]]:
    found = shutil.which("soffice")
    if found is None:
        return [(f"{package}-nogui", package) for package in _OFFICE_PARTS.values()]
    folder = Path(found).resolve().parent
    return [(package,) for part, package in _OFFICE_PARTS.items() if not (folder / part).exists()]


def missing(*, tests: bool = False) -> list[tuple[str, ...]]:
    """The packages this machine lacks, each with its alternative names; with those for ``tests``."""
    needed = dict(_ALWAYS)
    if tests or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        needed |= _FOR_A_WINDOW
    packages = [names for library, names in needed.items() if not _loads(library)]
    if tests:
        packages += [names for program, names in _FOR_TESTS.items() if not shutil.which(program)]
        packages += _missing_office()
    if not _has_chinese_font():
        packages.append(("fonts-noto-cjk",))
    return packages


def main() -> None:
    if not sys.platform.startswith("linux"):
        return
    tests = "tests" in sys.argv[1:]
    packages = missing(tests=tests)
    if not packages:
        return
    print("Missing on this system:", " ".join(names[-1] for names in packages), flush=True)
    if not system_packages.install(packages) or missing(tests=tests):
        print("  Going on without; windows may not open, or Chinese text may show as boxes.", flush=True)


if __name__ == "__main__":
    main()
