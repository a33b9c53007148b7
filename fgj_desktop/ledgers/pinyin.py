"""Pinyin initials, by which a project is found: 「乐园镇中心小学」 is `lyzzxxx`.

The readings come from a generated table, one letter a character (`scripts/make_pinyin_table.py`).
A character of several readings has its most usual one there; the words below have another.
"""

from __future__ import annotations

import re
from functools import cache

from fgj_desktop.resources import resource_path

_FIRST_CHARACTER = 0x4E00
_UNKNOWN = "."
_FULL_WIDTH = 0xFEE0
"""How far a full-width letter or digit is from the plain one."""

_WORDS = """
重庆cq 重建cj 重新cx 重复cf 重叠cd 重组cz 重申cs 重做cz 重铺cp 重修cx
长c 增长zz 成长cz 生长sz 区长qz 局长jz 镇长zz 县长xz 市长sz 省长sz 部长bz 科长kz 院长yz 校长xz 园长yz
村长cz 组长zz 所长sz 处长cz 站长zz 会长hz 行长hz 队长dz 班长bz 厂长cz 股长gz 河长hz 林长lz 田长tz 路长lz
家长jz 首长sz 董事长dsz 秘书长msz 长者zz 长辈zb
区长坝qcb 区长江qcj 市长江scj 镇长坝zcb 镇长江zcj
行业hy 银行yh 央行yh 农行nh 工行gh 建行jh 支行zh 分行fh 商行sh 车行ch
音乐yy 乐器yq 会计kj 厦门xm 校核jh 校准jz 校正jz 校对jd
调整tz 调节tj 空调kt 协调xt 调试ts 调解tj 调峰tf 调蓄tx 调频tp 调压ty 调价tj 调控tk
西藏xz 青藏qz 宝藏bz 给水js 给排水jps 供给gj 补给bj 泊位bw 泊车bc
弹性tx 畜牧xm 大埔db 巷道hd 轧钢zg 冷轧lz 热轧rz 粘土nt 番禺py 曝光bg 圩x 河涌hc
"""


class _Letters(dict[int, str]):
    """A table for `str.translate` that drops every character it does not know."""

    def __missing__(self, character: int) -> str:
        return ""


@cache
def _letters() -> _Letters:
    table = resource_path("pinyin_initials.txt").read_text(encoding="ascii").replace("\n", "")
    letters = _Letters(
        (code, letter) for code, letter in enumerate(table, _FIRST_CHARACTER) if letter != _UNKNOWN
    )
    letters[ord("〇")] = "l"
    for character in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
        letters[ord(character)] = character.lower()
        letters[ord(character) + _FULL_WIDTH] = character.lower()
    return letters


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    initials_of = dict(re.findall(r"([^\sa-z]+)([a-z]+)", _WORDS))
    longest_first = sorted(initials_of, key=len, reverse=True)
    return re.compile("|".join(longest_first)), initials_of


def initials(text: str) -> str:
    """The first letters of the pinyin of `text`, in lower case.

    Letters and digits are kept, full-width ones too; all other characters are dropped.
    """
    pattern, initials_of = _words()
    read = pattern.sub(lambda word: initials_of[word[0]], text)
    return read.translate(_letters())
