"""The program as it is installed: from a wheel, away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from fgj_desktop import __version__

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"


def run(*arguments: str | Path, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program alone, unpacked as pip does it, with a name clerks would give it."""
    target = tmp_path_factory.mktemp("已安装 的程序")
    options = ["--quiet", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check"]
    run("-m", "pip", "install", *options, "--target", target, wheel, folder=target)
    return target


def test_the_wheel_holds_every_resource(wheel: Path) -> None:
    shipped = {path.relative_to(RESOURCES).as_posix() for path in RESOURCES.rglob("*") if path.is_file()}
    with zipfile.ZipFile(wheel) as archive:
        prefix = "fgj_desktop/_resources/"
        inside = {name.removeprefix(prefix) for name in archive.namelist() if name.startswith(prefix)}
    assert shipped
    assert inside == shipped


def test_the_wheel_holds_the_program_and_nothing_of_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert tops == {"fgj_desktop", f"fgj_desktop-{__version__}.dist-info"}


def test_the_installed_program_finds_its_own_resources(installed: Path, tmp_path: Path) -> None:
    program = "from fgj_desktop.resources import resource_path; print(resource_path('pinyin_initials.txt'))"
    found = run("-c", program, folder=tmp_path, PYTHONPATH=str(installed), PYTHONUTF8="1")
    assert Path(found.strip()) == installed / "fgj_desktop" / "_resources" / "pinyin_initials.txt"


def test_the_installed_program_reads_its_resources(installed: Path, tmp_path: Path) -> None:
    program = "from fgj_desktop.ledgers.pinyin import initials; print(initials('乐园镇'))"
    assert run("-c", program, folder=tmp_path, PYTHONPATH=str(installed)).strip() == "lyz"


def test_the_wheel_offers_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entries = archive.read(f"fgj_desktop-{__version__}.dist-info/entry_points.txt").decode()
    assert "fgj-desktop = fgj_desktop.__main__:main" in entries


def test_the_source_archive_holds_what_a_fresh_clone_holds(tmp_path: Path) -> None:

    run("-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, folder=ROOT)
    (made,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for part in (
        "Makefile",
        "LICENSE",
        "tests/conftest.py",
        "resources/pinyin_initials.txt",
        "scripts/demo.sh",
    ):
        assert part in names
