from __future__ import annotations

import zlib

import pytest

from fgj_desktop.documents.pdf_text import character_maps, respell

CMAP = b"""begincmap
2 beginbfrange
<0001> <0003> [<9879> <2F6C> <D842DFB7> ]
<0010> <0012> <0041>
endbfrange
1 beginbfchar
<0020> <0031>
endbfchar
endcmap
"""
SPELLED = {1: "项", 2: "目", 3: "𠮷", 0x10: "A", 0x11: "B", 0x12: "C", 0x20: "1"}


def small_pdf(stream: bytes, extra: bytes = b"") -> bytes:
    objects = [
        b"1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        b"2 0 obj\n<< /Type /Font /ToUnicode 3 0 R >>\nendobj\n",
        b"3 0 obj\n<< /Length %d%s >>\nstream\n" % (len(stream), extra) + stream + b"endstream\nendobj\n",
    ]
    pdf = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for content in objects:
        table += b"%010d 00000 n \n" % len(pdf)
        pdf += content
    end = b"xref\n0 4\n" + table + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(pdf)
    return pdf + end


def plain(character: str) -> str:
    return {"\u2f6c": "目"}.get(character, character)


def test_ranges_lists_and_single_characters_are_read() -> None:
    assert character_maps(small_pdf(CMAP)) == {3: {**SPELLED, 2: "\u2f6c"}}


def test_a_compressed_table_is_read_too() -> None:
    pdf = small_pdf(zlib.compress(CMAP), b" /Filter /FlateDecode")
    assert character_maps(pdf)[3][1] == "项"


def test_wrong_characters_are_replaced_and_all_others_kept() -> None:
    repaired = respell(small_pdf(CMAP), plain)
    assert character_maps(repaired) == {3: SPELLED}


def test_the_rest_of_the_file_stays_byte_for_byte_and_the_new_table_points_back_to_the_old() -> None:
    pdf = small_pdf(CMAP)
    repaired = respell(pdf, plain)
    assert repaired.startswith(pdf)
    assert b"/Root 1 0 R" in repaired[len(pdf) :]
    assert b"/Prev %d" % pdf.index(b"xref\n0 4") in repaired[len(pdf) :]


def test_a_file_without_wrong_characters_is_not_touched() -> None:
    pdf = small_pdf(CMAP)
    assert respell(pdf, lambda character: character) is pdf


def test_a_repaired_file_can_be_repaired_again() -> None:
    twice = respell(respell(small_pdf(CMAP), plain), lambda character: character.lower())
    assert character_maps(twice)[3][0x10] == "a"
    assert character_maps(twice)[3][2] == "目"


def test_what_is_not_a_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="cross-reference"):
        respell(b"not a PDF", plain)
