"""New documents, made from a rule set.

Owns: what a document looks like before its author has written anything.
Never: reads or writes a file, asks for the time, or decides on names and numbers of files.
"""

from __future__ import annotations

from speclint.template.document import Facts, SettingError, render_document
from speclint.template.naming import (
    BadNameError,
    Name,
    document_id,
    file_name,
    fits,
    next_number,
    numbers,
    parse_name,
    short_id,
    title_of,
)
from speclint.template.section import render_section

__all__ = [
    "BadNameError",
    "Facts",
    "Name",
    "SettingError",
    "document_id",
    "file_name",
    "fits",
    "next_number",
    "numbers",
    "parse_name",
    "render_document",
    "render_section",
    "short_id",
    "title_of",
]
