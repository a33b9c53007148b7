"""The fixtures of an open ledger file, and an application without windows before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.sample_store import clock, empty_store, store

__all__ = ["clock", "empty_store", "no_window_is_left", "store"]


@pytest.fixture(autouse=True)
def no_window_is_left(qapp: QApplication) -> Iterator[None]:
    """A style set later reaches every window that still exists, and theirs would ask files that are closed by then."""
    yield
    for window in QApplication.topLevelWidgets():
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
