"""The explicit list of checks. Their ids alone are in `ids`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.base.values import NamedTuple
from speclint.checks import (
    accidental_heading,
    aliased_heading,
    bad_cell,
    bad_code_block,
    bad_field_value,
    bad_file_name,
    bad_list_item,
    bad_title,
    conflicting_sections,
    disagreement,
    duplicate_section,
    empty_section,
    forbidden_phrase,
    long_text,
    misplaced_section,
    missing_code_block,
    missing_column,
    missing_content,
    missing_diagram,
    missing_field,
    missing_image,
    missing_link,
    missing_list,
    missing_list_item,
    missing_phrase,
    missing_reference,
    missing_row,
    missing_section,
    missing_table,
    missing_title,
    nested_fence,
    placeholder,
    short_text,
    uneven_row,
    unexpected_column,
    unexpected_section,
    unparsable_code_block,
    wrong_heading_level,
)
from speclint.ruleset import AnyOfSpec, CodeSpec, DiagramSpec, ImageSpec, LinkSpec, ListSpec, TableSpec, TextSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclint.base.diagnostics import Finding, Severity
    from speclint.binding import Binding, Case
    from speclint.ruleset import ExpectationSpec


class DocumentCheck(NamedTuple):
    """A rule about the whole document.

    `severity` holds where neither the finding nor the rule set says otherwise; "off": only where somebody turns it on.
    """

    id: str
    severity: Severity | Literal["off"]
    run: Callable[[Binding], Iterable[Finding]]


class ContentCheck(NamedTuple):
    """A rule about what one section must hold: it runs for each expectation of the kind `spec`.

    Where a finding has no severity, message prefix or section of its own, it takes those of the expectation.
    """

    id: str
    spec: type[ExpectationSpec]
    run: Callable[[Case], Iterable[Finding]]
    absence: bool = False
    """Whether it says that something is not there: not where a placeholder stands in its place."""


DOCUMENT_CHECKS: tuple[DocumentCheck, ...] = (
    DocumentCheck("missing-title", "error", missing_title.check),
    DocumentCheck("bad-title", "error", bad_title.check),
    DocumentCheck("missing-section", "error", missing_section.check),
    DocumentCheck("conflicting-sections", "error", conflicting_sections.check),
    DocumentCheck("misplaced-section", "error", misplaced_section.check),
    DocumentCheck("accidental-heading", "error", accidental_heading.check),
    DocumentCheck("wrong-heading-level", "error", wrong_heading_level.check),
    DocumentCheck("unexpected-section", "warning", unexpected_section.check),
    DocumentCheck("duplicate-section", "error", duplicate_section.check),
    DocumentCheck("empty-section", "error", empty_section.check),
    DocumentCheck("missing-field", "error", missing_field.check),
    DocumentCheck("bad-field-value", "error", bad_field_value.check),
    DocumentCheck("placeholder", "error", placeholder.check),
    DocumentCheck("nested-fence", "error", nested_fence.check),
    DocumentCheck("missing-reference", "warning", missing_reference.check),
    DocumentCheck("disagreement", "warning", disagreement.check),
    DocumentCheck("bad-file-name", "error", bad_file_name.check),
    DocumentCheck("aliased-heading", "off", aliased_heading.check),
)

CONTENT_CHECKS: tuple[ContentCheck, ...] = (
    ContentCheck("short-text", TextSpec, short_text.check, absence=True),
    ContentCheck("long-text", TextSpec, long_text.check),
    ContentCheck("missing-phrase", TextSpec, missing_phrase.check, absence=True),
    ContentCheck("forbidden-phrase", TextSpec, forbidden_phrase.check),
    ContentCheck("missing-table", TableSpec, missing_table.check, absence=True),
    ContentCheck("missing-column", TableSpec, missing_column.check),
    ContentCheck("unexpected-column", TableSpec, unexpected_column.check),
    ContentCheck("missing-row", TableSpec, missing_row.check),
    ContentCheck("uneven-row", TableSpec, uneven_row.check),
    ContentCheck("bad-cell", TableSpec, bad_cell.check),
    ContentCheck("missing-list", ListSpec, missing_list.check, absence=True),
    ContentCheck("missing-list-item", ListSpec, missing_list_item.check, absence=True),
    ContentCheck("bad-list-item", ListSpec, bad_list_item.check),
    ContentCheck("missing-code-block", CodeSpec, missing_code_block.check, absence=True),
    ContentCheck("unparsable-code-block", CodeSpec, unparsable_code_block.check),
    ContentCheck("bad-code-block", CodeSpec, bad_code_block.check),
    ContentCheck("missing-image", ImageSpec, missing_image.check, absence=True),
    ContentCheck("missing-diagram", DiagramSpec, missing_diagram.check, absence=True),
    ContentCheck("missing-link", LinkSpec, missing_link.check, absence=True),
    ContentCheck("missing-content", AnyOfSpec, missing_content.check, absence=True),
)

CHECKS: tuple[DocumentCheck | ContentCheck, ...] = (*DOCUMENT_CHECKS, *CONTENT_CHECKS)
