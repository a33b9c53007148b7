"""``python -m fgj_desktop`` and the command ``fgj-desktop``."""

from __future__ import annotations

import sys

from fgj_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
