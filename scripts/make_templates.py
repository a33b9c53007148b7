"""Write resources/templates: a Word template of each text in resources/texts, for the clerk to edit.

Run by a developer when a text or a style has changed; the program copies the templates beside the ledger.
"""

from __future__ import annotations

from pathlib import Path

from fgj_desktop.documents.text_skeleton import unfilled
from fgj_desktop.documents.word_file import word_bytes

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def main() -> None:
    folder = RESOURCES / "templates"
    folder.mkdir(exist_ok=True)
    for text in sorted((RESOURCES / "texts").glob("*.txt")):
        target = folder / f"{text.stem}.docx"
        target.write_bytes(word_bytes(unfilled(text.read_text(encoding="utf-8"))))
        print(target.name)


if __name__ == "__main__":
    main()
