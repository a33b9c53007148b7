"""FGJ Desktop: the ledgers of a district Development and Reform Bureau in one local file."""

from __future__ import annotations

__version__ = "0.1.0"
