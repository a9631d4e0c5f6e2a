"""Sections, plain text, bold lines and link definitions of a whole document."""

from __future__ import annotations

import pytest

from speclint.markdown import Heading, ListBlock, Paragraph, bold_lines

from .outline import document, place

SECTIONS = """\
intro

# A

text

### B

## C

> ## no section

# D
## E"""


def test_the_nearest_shallower_heading_is_the_parent() -> None:
    found = document(SECTIONS)
    parents = [(section.title, section.parent.title if section.parent else None) for section in found.sections()]
    assert parents == [("A", ""), ("B", "A"), ("C", "A"), ("D", ""), ("E", "D")]


def test_a_section_runs_to_the_next_heading_that_is_not_deeper() -> None:
    found = document(SECTIONS)
    assert [(section.title, place(section.range)) for section in found.sections()] == [
        ("A", "3:1-12:1"),
        ("B", "7:1-8:1"),
        ("C", "9:1-12:1"),
        ("D", "13:1-14:5"),
        ("E", "14:1-14:5"),
    ]
    assert place(found.root.range) == "1:1-14:5"


def test_a_section_holds_its_own_blocks() -> None:
    found = document(SECTIONS)
    assert [len(section.blocks) for section in found.root.walk()] == [1, 1, 0, 1, 0, 0]


@pytest.mark.parametrize(("line", "title"), [(1, ""), (3, "A"), (6, "A"), (8, "B"), (11, "C"), (14, "E")])
def test_section_at_gives_the_innermost_section(line: int, title: str) -> None:
    assert document(SECTIONS).section_at(line).title == title


def test_headings_in_containers_are_not_among_the_headings() -> None:
    assert [heading.text.plain for heading in document(SECTIONS).headings] == ["A", "B", "C", "D", "E"]


PLAIN = {
    "plain text": "plain text",
    "*a* **b** __c__ ~~d~~ ~e~": "a b c d e",
    "***a** b*": "a b",
    "`code *x*` and ``a ` b``": "code *x* and a ` b",
    "[text *a*](target 'title') ![alt](x.png)": "text a alt",
    "[a][r] [r][] [r] [no] [![i](j)](k)": "a r r [no] i",
    "<https://a.b> https://c.d/e_f_g": "https://a.b https://c.d/e_f_g",
    "a <b>b</b> <!-- c -->d<br>e": "a b d\ne",
    "\\*a\\* \\a &amp; &#65; &unknown;": "*a* \\a & A &unknown;",
    "snake_case_name 2 * 3 * 4": "snake_case_name 2 * 3 * 4",
    "[a](b [c](d) <e `f": "[a](b c <e `f",
    "a\\\nb": "a\nb",
    "**a [b** c](d)": "**a b** c",
    "[[a](b)](c)": "[a](c)",
    "<a b='`'>`": "`",
    "`<a b='`'>`": "<a b=''>`",
    "**bold**text**bold**": "boldtextbold",
    "*a `*`": "*a *",
}


@pytest.mark.parametrize("markdown", PLAIN)
def test_plain_text_is_what_a_reader_sees(markdown: str) -> None:
    paragraph = document(f"{markdown}\n\n[r]: /u").blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.plain == PLAIN[markdown]


def test_a_bar_is_escaped_in_a_cell_even_inside_code() -> None:
    found = document("| `a\\|b` | c\\|d |\n|---|---|")
    assert [text.plain for text in found.texts()] == ["a|b", "c|d"]


def test_bold_lines_are_lines_of_nothing_but_bold() -> None:
    found = document("**Type**\n**Status**: \n__Owner:__\ntext **not**\n**a** b **c**\n**Name**: x\n\n- **item**")
    assert [(place(line.range), line.text) for line in bold_lines(found.blocks)] == [
        ("1:1-1:9", "Type"),
        ("2:1-2:12", "Status"),
        ("3:1-3:11", "Owner"),
    ]


def test_the_first_of_two_definitions_counts() -> None:
    found = document("[a]: /1\n[A]: /2\n\n> [b]: /3")
    assert [definition.target for definition in found.link_definitions] == ["/1", "/2", "/3"]
    definition = found.definition(" A ")
    assert definition is not None
    assert definition.target == "/1"
    assert found.definition("c") is None


def test_texts_come_from_all_blocks_in_order() -> None:
    found = document("# a\n\n- b\n\n  | c |\n  |---|\n  | d |\n\n> e")
    assert [text.plain for text in found.texts()] == ["a", "b", "c", "d", "e"]


def test_a_byte_order_mark_moves_no_column() -> None:
    assert isinstance(document("\ufeff# a").blocks[0], Heading)


def test_an_item_has_the_text_of_its_first_paragraph() -> None:
    block = document("- [x] done\n- # heading").blocks[0]
    assert isinstance(block, ListBlock)
    assert [item.text.plain if item.text else None for item in block.items] == ["done", None]
