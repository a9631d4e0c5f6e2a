"""Markdown with exact positions, read the way GitHub reads it.

Owns: all knowledge of Markdown; the only user of mistune.
Never: knows what a specification, a rule or a diagnostic is.
"""

from speclint.markdown.document import Document, bold_lines, parse
from speclint.markdown.model import (
    Block,
    BoldLine,
    CodeBlock,
    Comment,
    Footnote,
    FrontMatter,
    Heading,
    HtmlBlock,
    LinkDefinition,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Table,
    TableCell,
    TableRow,
    Text,
    ThematicBreak,
    walk_blocks,
)
from speclint.markdown.tables import BAR, delimiters, split_row
from speclint.markdown.text import Inline, TextLine

__all__ = [
    "BAR",
    "Block",
    "BoldLine",
    "CodeBlock",
    "Comment",
    "Document",
    "Footnote",
    "FrontMatter",
    "Heading",
    "HtmlBlock",
    "Inline",
    "LinkDefinition",
    "ListBlock",
    "ListItem",
    "Paragraph",
    "Quote",
    "Section",
    "Table",
    "TableCell",
    "TableRow",
    "Text",
    "TextLine",
    "ThematicBreak",
    "bold_lines",
    "delimiters",
    "parse",
    "split_row",
    "walk_blocks",
]
