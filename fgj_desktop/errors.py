"""Exceptions that state blame.

A message of these two classes is a ready Chinese sentence for the clerk: what happened, what is
safe, what to do. Any other exception is a bug of ours and goes to the log with its traceback.
"""

from __future__ import annotations


class FgjError(Exception):
    """Base of the exceptions whose text may be shown to a user as it is."""


class UserError(FgjError):
    """The user can correct it: a wrong file, a wrong value, a missing choice."""


class EnvironmentProblem(FgjError):
    """The machine is to blame: disk full, file locked, read-only, network drive."""
