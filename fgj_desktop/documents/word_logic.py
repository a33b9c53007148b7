"""Conditions and loops in a clerk's template ({% for … %}), which docxtpl carries out, told apart by paragraph first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.word_names import names_in
from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.documents.word_names import WordValues
    from fgj_desktop.documents.word_paragraphs import Located

_TAG = re.compile(r"\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(.*?)\s*[-+]?%\}")
_LOOP = re.compile(r"for\s+([\w\s,]+?)\s+in\s+(.+)")
_CLOSED_BY = {"for": "endfor", "if": "endif"}
_INNER = ("elif", "else")
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_TEXTS = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "loop", "true", "false", "none", "defined"})


def has_logic(paragraphs: Sequence[Located]) -> bool:
    """Whether a template asks for more than names put in their places."""
    return any(
        "{%" in one.text or any(not name.is_plain for name in names_in(one.text)) for one in paragraphs
    )


def logic_problems(paragraphs: Sequence[Located], values: WordValues) -> Iterator[str]:
    """What is wrong with the tags of a template, each with its paragraph."""
    opened: list[tuple[str, str, frozenset[str]]] = []
    for one in paragraphs:
        if one.text.count("{%") != one.text.count("%}"):
            yield f"模板中“{{%”与“%}}”不成对，位于{one.place}。"
            continue
        for found in _TAG.finditer(one.text):
            yield from _tag_problems(found[1], found[0], one.place, opened, values)
        local = frozenset(name for _, _, names in opened for name in names) | _locals(one.text)
        for name in names_in(one.text):
            if not name.is_plain:
                yield from _expression_problems(name.name, name.said, one.place, values, local)
    for word, place, _ in opened:
        yield f"模板中“{{% {word} … %}}”没有对应的“{{% {_CLOSED_BY[word]} %}}”，位于{place}。"


def local_names(paragraphs: Sequence[Located]) -> frozenset[str]:
    """The names that the loops of a template give."""
    return frozenset(name for one in paragraphs for name in _locals(one.text))


def _locals(text: str) -> frozenset[str]:
    loops = (_LOOP.fullmatch(found[1]) for found in _TAG.finditer(text))
    return frozenset(name.strip() for loop in loops if loop is not None for name in loop[1].split(","))


def _tag_problems(
    tag: str, said: str, place: str, opened: list[tuple[str, str, frozenset[str]]], values: WordValues
) -> Iterator[str]:
    word, _, rest = tag.partition(" ")
    if word in _CLOSED_BY:
        loop = _LOOP.fullmatch(tag)
        if word == "for" and loop is None:
            yield f"模板中“{said}”不完整，位于{place}。"
            return
        local = frozenset(name for _, _, names in opened for name in names)
        yield from _expression_problems(loop[2] if loop else rest, said, place, values, local)
        opened.append((word, place, _locals(said)))
    elif word in _CLOSED_BY.values():
        if not opened or _CLOSED_BY[opened[-1][0]] != word:
            yield f"模板中“{said}”没有对应的开头，位于{place}。"
        else:
            opened.pop()
    elif word in _INNER:
        if word == "elif":
            yield from _expression_problems(rest, said, place, values, frozenset())
    else:
        yield f"模板中“{said}”不能识别，位于{place}。"


def _expression_problems(
    expression: str, said: str, place: str, values: WordValues, local: frozenset[str]
) -> Iterator[str]:
    from jinja2 import Environment, TemplateSyntaxError

    try:
        Environment(autoescape=True).compile_expression(expression)
    except TemplateSyntaxError:
        yield f"模板中“{said}”写法有误，位于{place}。"
        return
    for name in _names_of(expression):
        if name.partition(".")[0] not in local | _WORDS and not values.knows(name):
            meant = values.meant(name)
            hint = f"是否应为“{meant}”？" if meant else ""
            yield f"模板中“{name}”无此数据项，位于{place}。{hint}"


def _names_of(expression: str) -> set[str]:
    """The dotted names of an expression, without its texts and what is done with them (after |)."""
    plain = _TEXTS.sub("", expression)
    return {found[0] for part in plain.split("|")[:1] for found in _DOTTED.finditer(part)}


def carry_out(content: bytes, paragraphs: Sequence[Located], values: WordValues, name: str) -> bytes:
    """The template with its conditions and loops carried out."""
    import io

    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    used = {
        dotted
        for one in paragraphs
        for text in (
            *(found[1] for found in _TAG.finditer(one.text)),
            *(said.name for said in names_in(one.text)),
        )
        for dotted in _DOTTED.findall(_TEXTS.sub("", text))
    }
    template = DocxTemplate(io.BytesIO(content))
    environment: Any = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template.render(dict(values.context(used)), environment)
    except (TemplateError, TypeError, ValueError) as problem:
        raise UserError(f"模板“{name}”中的条件或循环不能执行：{problem}。") from problem
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()
