"""The fixtures of an open ledger file."""

from __future__ import annotations

from tests.sample_store import clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
