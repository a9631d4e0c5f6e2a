"""New documents, made from a rule set.

Owns: what a document looks like before its author has written anything.
Never: reads or writes a file, reads the clock, or decides on names and numbers of files.
"""

from __future__ import annotations

from speclint.authoring.template.conditions import Outlook
from speclint.authoring.template.content import cell_mark, field_value, render_expectations
from speclint.authoring.template.document import (
    FamilySetting,
    SettingError,
    Values,
    family_setting,
    is_nested,
    metadata_key,
    render_document,
    render_metadata,
    sets_family,
    yaml_lines,
)
from speclint.authoring.template.file_names import (
    BadNameError,
    Name,
    document_id,
    file_name,
    fits,
    next_number,
    number_id,
    numbers,
    parse_name,
    short_id,
    title_of,
)
from speclint.authoring.template.section import depth_of, headings_of, included_ids, render_section

__all__ = [
    "BadNameError",
    "FamilySetting",
    "Name",
    "Outlook",
    "SettingError",
    "Values",
    "cell_mark",
    "depth_of",
    "document_id",
    "family_setting",
    "field_value",
    "file_name",
    "fits",
    "headings_of",
    "included_ids",
    "is_nested",
    "metadata_key",
    "next_number",
    "number_id",
    "numbers",
    "parse_name",
    "render_document",
    "render_expectations",
    "render_metadata",
    "render_section",
    "sets_family",
    "short_id",
    "title_of",
    "yaml_lines",
]
