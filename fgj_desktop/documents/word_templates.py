"""The folder 公文模板 beside the ledger: templates are copied there once, and what the clerk made of them stays."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_open import read_word
from fgj_desktop.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "公文模板"


def template_folder(ledger: Path) -> Path:
    """The folder of the templates of a ledger file."""
    return ledger.parent / FOLDER


def shipped_template(title: str) -> Path:
    """The template that the program brings."""
    return resource_path(f"templates/{title}.docx")


def copy_templates(ledger: Path) -> list[Path]:
    """Copy those templates that are not there; gives the new ones. Raises OSError where nothing can be written."""
    folder = template_folder(ledger)
    folder.mkdir(exist_ok=True)
    made = []
    for source in sorted(resource_path("templates").glob("*.docx")):
        target = folder / source.name
        if not target.exists():
            shutil.copyfile(source, target)
            made.append(target)
    return made


def template_of(ledger: Path, title: str) -> tuple[Path, str]:
    """The template of a kind of document, the clerk's own where there is one; and what has to be told of it.

    Raises UserError where hers cannot be read: it is never passed over in silence.
    """
    own = template_folder(ledger) / f"{title}.docx"
    note = ""
    if not own.exists():
        try:
            copy_templates(ledger)
        except OSError:
            note = f"未能在台账旁建立“{FOLDER}”文件夹，本次使用自带模板。"
            return shipped_template(title), note
    read_word(own)
    return own, note
