"""Reading YAML nodes that may have any shape.

Owns: looking into nodes without assuming that a rule file is right; ids of sections.
Never: reports an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.formats.yaml import YamlMapping, YamlNode, YamlScalar, YamlSequence
from speclint.language.names import words_id

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGIC = ("at_least_one", "exactly_one", "all_or_none", "conflicts")
"""The keys that list ids of sections which belong together."""


SELECTORS = ("field", "column", "labels", "items", "headings", "table_rows", "parts", "data", "text")
"""The keys that say which values of a place an agreement means. With none of them, `matches` looks into its text."""
RELATIONS = ("in", "not_in", "equals", "not_before", "unique", "alike", "type")
"""The keys of which an agreement has one: what must hold of its values."""


CELL_TESTS = ("regex", "type", "type_of", "within", "listed_in", "not_before")
"""The keys of which a cell of a row has one, if it is no value."""


def places(agreement: YamlNode) -> list[YamlNode]:
    """The places with which an agreement compares its values, and those of values that it exempts."""
    found: list[YamlNode] = []
    for key in (*RELATIONS, "except"):
        node = agreement.get(key)
        found += node.items if isinstance(node, YamlSequence) else [node] if isinstance(node, YamlMapping) else []
    return found


def items(node: YamlNode | None, key: str) -> tuple[YamlNode, ...]:
    """The items of the list under a key; none where there is no such list."""
    found = node.get(key) if node is not None else None
    return found.items if isinstance(found, YamlSequence) else ()


def mappings(node: YamlNode | None, key: str) -> list[YamlMapping]:
    """The mappings in the list under a key."""
    return [item for item in items(node, key) if isinstance(item, YamlMapping)]


def scalar(node: YamlNode | None, key: str) -> YamlScalar | None:
    """The single value under a key; None where there is none or an empty one."""
    found = node.get(key) if node is not None else None
    return found if isinstance(found, YamlScalar) and found.value is not None else None


def text(node: YamlNode | None, key: str) -> str:
    """The single value under a key as it is written; "" where there is none."""
    found = scalar(node, key)
    return found.text if found is not None else ""


def texts(node: YamlNode | None) -> list[YamlScalar]:
    """A single value, or the single values in a list."""
    if isinstance(node, YamlScalar):
        return [node] if node.value is not None else []
    if isinstance(node, YamlSequence):
        return [item for item in node.items if isinstance(item, YamlScalar) and item.value is not None]
    return []


def heading_id(section: YamlNode) -> str:
    """The id that a section gets from its heading: in kebab-case; for a pattern, that of its example or its words."""
    heading = section.get("heading")
    if isinstance(heading, YamlScalar):
        return words_id([heading.text])
    return (
        words_id(text(heading, key) for key in ("example", "glob", "regex")) if isinstance(heading, YamlMapping) else ""
    )


def section_id(section: YamlNode) -> str:
    """The id of a section: given, or from its heading; "" for a broken one."""
    return text(section, "id") or heading_id(section)


def name_of(node: YamlNode) -> str:
    """The name of a field, column or placeholder; a column may be a name alone."""
    if isinstance(node, YamlScalar):
        return node.text if node.value is not None else ""
    return text(node, "name")


def is_true(node: YamlNode, key: str) -> bool:
    """Whether the value under a key is `true`."""
    found = scalar(node, key)
    return found is not None and found.value is True


def all_sections(root: YamlNode) -> Iterator[YamlMapping]:
    """Every declared section below the top level or a section, outer ones first."""
    for section in mappings(root, "sections"):
        yield section
        yield from all_sections(section)


def declared_content(section: YamlNode) -> Iterator[YamlMapping]:
    """The entries of `expects` and `answered_by` of a section, with those inside `any_of`."""
    yield from expectations(section)
    yield from expectations(section, "answered_by")


def containers(root: YamlNode) -> Iterator[YamlNode]:
    """What may have `expects`: the top level, for the whole document, and every declared section, outer ones first."""
    yield root
    yield from all_sections(root)


def expectations(node: YamlNode, key: str = "expects") -> Iterator[YamlMapping]:
    """The entries of `expects` of a section, with those inside `any_of`."""
    for entry in mappings(node, key):
        yield entry
        yield from expectations(entry, "any_of")
