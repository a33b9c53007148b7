"""Entry point of the command line: parses, runs one command, says what went wrong."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from fgj_desktop.cli.arguments import make_parser, names_command, window_parser
from fgj_desktop.cli.display import has_display
from fgj_desktop.errors import FgjError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code: 0 done, 1 refused with a message on stderr, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _write_unicode()
    parser, commands = make_parser()
    try:
        if not names_command(given, list(commands)):
            return _open_window(window_parser().parse_args(given))
        return _run(parser.parse_args(given))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_USAGE


def _run(options: Namespace) -> int:
    # Imported here: the window, which starts through this module too, needs none of the commands.
    from fgj_desktop.cli.commands import COMMANDS

    try:
        code = COMMANDS[options.command](options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain of it at its end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except FgjError as problem:
        print(problem, file=sys.stderr)
        return REFUSED
    return code


def _open_window(options: Namespace) -> int:
    if not has_display():
        print("没有可用的显示器，未能打开窗口。可用 screenshot 命令把窗口各页存为图片。", file=sys.stderr)
        return REFUSED
    from fgj_desktop.app import run

    return run(options.file, options.quit_after_paint)


def _write_unicode() -> None:
    """Chinese is written into a pipe as UTF-8, whatever the machine's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8")
