"""Write resources/pinyin_initials.txt: the first letter of the pinyin of each common character.

Run by a developer when pypinyin has better readings; the program only reads the table, because
importing pypinyin costs a quarter of a second.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pypinyin import Style, lazy_pinyin

FIRST = 0x4E00
"""The block of CJK characters known to every Chinese font; all of GB 2312 is inside."""
LAST = 0x9FA5
LINE = 128
UNKNOWN = "."

TARGET = Path(__file__).resolve().parent.parent / "resources" / "pinyin_initials.txt"


def initial(character: str) -> str:
    """The first letter of the most usual reading, or UNKNOWN when no reading is known."""
    reading = lazy_pinyin(character, style=Style.NORMAL, errors="ignore")
    if not reading:
        return UNKNOWN
    letter = unicodedata.normalize("NFKD", reading[0])[0].lower()
    return letter if letter.isascii() and letter.isalpha() else UNKNOWN


def table() -> str:
    """The whole file: letters in the order of the characters, LINE of them in a line."""
    letters = "".join(initial(chr(code)) for code in range(FIRST, LAST + 1))
    return "\n".join(letters[start : start + LINE] for start in range(0, len(letters), LINE)) + "\n"


def main() -> None:
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(table(), encoding="ascii", newline="\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
