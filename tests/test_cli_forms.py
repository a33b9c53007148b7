"""Forms from the command line: written, registered, refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.rules import RULES
from fgj_desktop.rules.rounds import rounds
from fgj_desktop.store.store import Store


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("示例") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    return path


def test_a_dry_run_says_what_goes_to_whom_and_writes_nothing(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    arguments = ["forms", str(sample), "key_project", "--period", "2021-09", "-o", str(tmp_path)]
    assert main([*arguments, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["mode"], told["version"], told["dry_run"]) == ("按单位分发", 1, True)
    assert sum(one["rows"] for one in told["units"]) == 48
    assert len(told["files"]) == len(told["units"])
    assert list(tmp_path.iterdir()) == []


def test_a_whole_table_is_written_and_the_round_registered(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["forms", str(sample), "任务清单", "--period", "2021-09-H2", "-o", str(tmp_path)]
    assert main([*arguments, "--deadline", "9月30日", "--contact", "综合股"]) == 0
    assert "已发放填报表 1 份" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["新型城镇化半月进展填报表（2021年9月下半月）.xlsx"]
    with Store.open(sample, RULES, read_only=True) as store:
        (made,) = rounds(store)
        assert (made.text("deadline"), made.text("contact")) == ("2021-09-30", "综合股")
        assert made.text("issuing_name") == "区新型城镇化暨城乡融合发展工作领导小组办公室"


def test_one_unit_and_one_column_can_be_asked_for(sample: Path, tmp_path: Path) -> None:
    arguments = ["forms", str(sample), "key_project", "--period", "2021-09", "-o", str(tmp_path)]
    assert main([*arguments, "--unit", "区教育局", "--column", "存在问题"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["区教育局—重点项目月度进展填报表（2021年9月）.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["urban_task", "--period", "2021-09"], "按半月填报"),
        (["key_project", "--period", "2021-09-H1"], "按月填报"),
        (["letter", "--period", "2021-09"], "没有由单位填报的列"),
        (["key_project", "--period", "2021-09", "--column", "总投资"], "不是由单位填报的列，可选：形象进度"),
        (["key_project", "--period", "2021-09", "--unit", "区某局"], "没有责任单位“区某局”"),
        (["key_project", "--period", "2021-09", "--deadline", "月底"], "“月底”"),
        (["key_project", "--period", "2021-09", "--deadline", "2021年9月"], "没有写明是哪一天"),
        (
            ["key_project", "--period", "2021-09", "--unit", "区公安分局"],
            "区公安分局在2021年9月没有需要填报的项目。",
        ),
    ],
)
def test_what_cannot_be_sent_is_refused_in_words(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["forms", str(sample), *arguments, "-o", str(tmp_path)]) == 1
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused_and_nothing_registered(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "没有" / "也没有")
    assert main(["forms", str(sample), "problem", "--period", "2021-09", "-o", out]) == 1
    assert "不存在" in capsys.readouterr().err


def test_a_period_that_is_none_ends_with_the_usage(sample: Path, tmp_path: Path) -> None:
    assert main(["forms", str(sample), "problem", "--period", "9月", "-o", str(tmp_path)]) == 2
