"""Where the shipped files are: icons, style, templates, sample workbooks."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# The wheel carries the folder inside the package; a checkout has it beside the package.
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def resource_path(name: str) -> Path:
    """Return the path of a shipped file, named with forward slashes: ``icons/add.svg``.

    Raises FileNotFoundError when the installation lacks it, which is a bug of the packaging.
    """
    for place in _PLACES:
        path = place / name
        if path.exists():
            return path
    raise FileNotFoundError(f"shipped file missing: {name}")
