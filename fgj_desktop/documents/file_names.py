"""Names of files made of titles."""

from __future__ import annotations

_UNSAFE = '\\/:*?"<>|'
_LONGEST_NAME = 60


def file_name(title: str) -> str:
    """The title as a file's name: without what no file's name may hold, and not too long for one."""
    plain = "".join("_" if sign in _UNSAFE or ord(sign) < 32 else sign for sign in title)
    return plain[:_LONGEST_NAME].strip(" .")


def unlike(name: str, used: set[str]) -> str:
    """The name, with a number behind it where it is used, and then noted as used."""
    number, made = 1, name
    while made.casefold() in used:
        number += 1
        made = f"{name}（{number}）"
    used.add(made.casefold())
    return made
