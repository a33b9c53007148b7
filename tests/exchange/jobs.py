"""Functions for the other process: it must be able to import them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from fgj_desktop.errors import UserError

Report = Callable[[object], None]


class Elaborate(UserError):
    """An exception that does not survive pickling."""

    def __init__(self, text: str, detail: object) -> None:
        super().__init__(text)
        self.detail = detail


def count(upto: int, progress: Report) -> int:
    for number in range(upto):
        progress(number)
    return upto


def refuse(progress: Report) -> None:
    raise UserError("该工作簿已加密，请先取消密码。")


def refuse_elaborately(progress: Report) -> None:
    raise Elaborate("选错了文件。", "细节")


def fail(progress: Report) -> None:
    raise ZeroDivisionError("a bug")


def answer_with_a_function(progress: Report) -> Report:
    return lambda _: None


def die(progress: Report) -> None:
    progress("last words")
    os._exit(9)


def sleep(progress: Report) -> None:
    progress("started")
    time.sleep(600)
