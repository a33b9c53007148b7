from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.exchange.grid import Workbook
from fgj_desktop.exchange.workbook import Progress, read_workbook
from fgj_desktop.exchange.worker import Cancelled, Job, WorkerBug
from tests.exchange import jobs

BOOKS = Path(__file__).parents[1] / "fixtures" / "workbooks"


def wait_for(job: Job[object], done: Callable[[], bool] | None = None) -> list[object]:
    """The messages until the job has finished, or until `done` says enough."""
    messages: list[object] = []
    while not job.finished and not (messages and done and done()):
        messages += job.poll()
        time.sleep(0.01)
    return messages


def started(function: Callable[..., object], *arguments: object) -> Job[object]:
    job: Job[object] = Job(function, *arguments)
    job.start()
    return job


def test_a_workbook_is_read_in_another_process_with_progress() -> None:
    job = started(read_workbook, BOOKS / "ledger.xlsx")
    messages = wait_for(job)
    book = job.result()
    assert isinstance(book, Workbook)
    assert book == read_workbook(BOOKS / "ledger.xlsx")
    assert [message.text for message in messages if isinstance(message, Progress)] == [
        "1-9月",
        "勿动",
        "空表",
        "",
    ]


def test_the_result_can_be_waited_for_without_polling() -> None:
    assert started(jobs.count, 1000).result() == 1000


def test_a_refusal_comes_back_with_class_and_words() -> None:
    with pytest.raises(UserError, match="已加密"):
        started(read_workbook, BOOKS / "encrypted.xlsx").result()


def test_a_refusal_that_cannot_travel_comes_back_as_its_nearest_class() -> None:
    with pytest.raises(UserError, match="选错了文件") as refused:
        started(jobs.refuse_elaborately).result()
    assert type(refused.value) is UserError


def test_a_bug_comes_back_with_its_traceback() -> None:
    with pytest.raises(WorkerBug, match="ZeroDivisionError: a bug"):
        started(jobs.fail).result()


def test_a_result_that_cannot_travel_is_a_bug() -> None:
    with pytest.raises(WorkerBug, match="answer_with_a_function"):
        started(jobs.answer_with_a_function).result()


def test_a_process_that_dies_is_said_to_have_done_nothing() -> None:
    job = started(jobs.die)
    assert wait_for(job) == ["last words"]
    with pytest.raises(EnvironmentProblem, match="意外中断"):
        job.result()


def test_a_cancelled_job_ends_at_once_and_has_no_result() -> None:
    job = started(jobs.sleep)
    assert wait_for(job, done=lambda: True) == ["started"]
    job.cancel()
    assert job.finished
    assert job.poll() == []
    with pytest.raises(Cancelled):
        job.result()
    job.cancel()


def test_cancelling_a_finished_job_keeps_its_result() -> None:
    job = started(jobs.count, 1)
    wait_for(job)
    job.cancel()
    assert job.result() == 1


def test_a_job_can_be_cancelled_before_it_starts() -> None:
    job: Job[object] = Job(jobs.sleep)
    job.cancel()
    assert job.finished
