"""Long work in a process of its own: a thread that computes would freeze the window.

The window asks `poll` by a timer; the command line calls the same functions directly.
"""

from __future__ import annotations

import multiprocessing
import pickle
import traceback
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from fgj_desktop.errors import EnvironmentProblem, FgjError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")

_MESSAGE, _RESULT, _PROBLEM, _BUG = range(4)
_GRACE_SECONDS = 2.0


class Cancelled(Exception):
    """The job was cancelled: there is no result, and nothing was changed."""


class WorkerBug(RuntimeError):
    """The function raised something that is not meant for users; the text holds its traceback."""


class Job(Generic[T]):
    """One call of a function in another process.

    The function must be importable (defined at the top of a module), its arguments and its result
    picklable. It is called with the arguments and with `progress`, a function that sends any
    picklable object here.
    """

    def __init__(self, function: Callable[..., T], *arguments: object) -> None:
        context = multiprocessing.get_context("spawn")
        self._receiver, self._sender = context.Pipe(duplex=False)
        self._process: SpawnProcess = context.Process(
            target=_run, args=(self._sender, function, arguments), daemon=True, name="fgj-worker"
        )
        self._outcome: tuple[int, Any] | None = None
        self._cancelled = False

    def start(self) -> None:
        """Start the process; returns at once."""
        self._process.start()
        # Only the child holds the sending end now: its death is seen as the end of the stream.
        self._sender.close()

    @property
    def finished(self) -> bool:
        """There is an outcome: `result` returns or raises without waiting."""
        return self._cancelled or self._outcome is not None

    def poll(self) -> list[object]:
        """The progress sent since the last call, oldest first; never waits."""
        messages: list[object] = []
        while not self.finished and self._receiver.poll():
            kind, content = self._receive()
            if kind == _MESSAGE:
                messages.append(content)
            else:
                self._settle(kind, content)
        return messages

    def cancel(self) -> None:
        """End the process; what it was doing is lost, and a later `result` raises Cancelled."""
        if not self.finished:
            self._cancelled = True
            self._close()

    def result(self) -> T:
        """The function's result, waited for.

        Raises what the function raised for users, Cancelled, EnvironmentProblem when the process
        died, WorkerBug for any other exception of the function.
        """
        while not self.finished:
            kind, content = self._receive()
            if kind != _MESSAGE:
                self._settle(kind, content)
        if self._outcome is None:
            raise Cancelled
        kind, content = self._outcome
        if kind == _PROBLEM:
            raise cast("FgjError", content)
        if kind == _BUG:
            raise WorkerBug(content)
        return cast("T", content)

    def _receive(self) -> tuple[int, Any]:
        try:
            return cast("tuple[int, Any]", self._receiver.recv())
        except (EOFError, OSError):
            # The system ends a process that takes too much memory without letting it speak.
            return _PROBLEM, EnvironmentProblem(
                "读取过程意外中断，可能是内存不足，未作任何改动。请关闭其他程序后重试，或将工作簿拆小。"
            )

    def _settle(self, kind: int, content: object) -> None:
        self._outcome = kind, content
        self._close()

    def _close(self) -> None:
        self._receiver.close()
        if self._process.pid is None:
            return
        if self._outcome is None:
            self._process.terminate()
        self._process.join(_GRACE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def _run(sender: Connection, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    """What the other process does."""

    def progress(message: object) -> None:
        sender.send((_MESSAGE, message))

    try:
        outcome: tuple[int, object] = _RESULT, function(*arguments, progress=progress)
        sender.send(outcome)
    except BrokenPipeError:
        # The window has gone; nobody waits for an answer.
        return
    except FgjError as problem:
        sender.send((_PROBLEM, _portable(problem)))
    except Exception:  # noqa: BLE001  # it is handed to the caller, which logs it as a bug
        sender.send((_BUG, traceback.format_exc()))


def _portable(problem: FgjError) -> FgjError:
    """The same exception if it survives the way, otherwise its text under the nearest class."""
    try:
        pickle.loads(pickle.dumps(problem))
    except Exception:  # noqa: BLE001  # whatever a class of its own may raise here
        base = next(kind for kind in type(problem).__mro__ if kind.__module__ == FgjError.__module__)
        return cast("FgjError", base(str(problem)))
    return problem
