"""The parser of the command line: what argparse says is said in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

PROGRAM = "fgj-desktop"
_TRANSLATIONS = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"无法识别的参数：\1"),
    (re.compile(r"argument (\S+): expected one argument"), r"参数 \1 后缺少内容"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), r"参数 \1 与 \2 只能写一个"),
    (re.compile(r"argument (\S+): invalid choice: (.+?) \(choose from (.+)\)"), r"参数 \1 没有 \2，可选：\3"),
    (re.compile(r"argument (\S+): invalid \w+ value: (.+)"), r"参数 \1 的内容无效：\2"),
    (re.compile(r"argument (\S+): (.+)"), r"参数 \1：\2"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose own words are Chinese; ``error`` ends with code 2, as argparse has it."""

    def __init__(self, **options: Any) -> None:
        # argparse makes the parsers of subcommands with its own options.
        super().__init__(
            **{"formatter_class": _Formatter, **options, "add_help": False, "allow_abbrev": False}
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and end."""
        for pattern, words in _TRANSLATIONS:
            if pattern.fullmatch(message):
                message = pattern.sub(words, message)
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"用法有误：{message}\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: object,
        groups: object,
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]
