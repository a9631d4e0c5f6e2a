"""What a rule set says without effect: what no document can have, and what decides nothing.

Owns: finding such values, with the place where each is written.
Never: guesses. What some document might have is left to the examples of a rule set (`speclint rules test`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.names import forms, normalise
from speclint.binding.code_blocks import same_language
from speclint.binding.wording import short
from speclint.checks.rules import RULES
from speclint.engine.subjects import declared
from speclint.expressions import found_in, whole_matches
from speclint.formats.code import JSON_LANGUAGES, TOML_LANGUAGES, YAML_LANGUAGES
from speclint.formats.yaml import YamlMapping, YamlScalar
from speclint.language.names import glob_regex
from speclint.language.nodes import (
    all_sections,
    containers,
    expectations,
    is_true,
    items,
    mappings,
    name_of,
    places,
    scalar,
    section_id,
    text,
    texts,
)
from speclint.language.regex.cost import expression
from speclint.language.regex.one_line import why_no_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.formats.yaml import YamlNode
    from speclint.ruleset import RuleSet

_Effect = tuple["YamlNode", str, str]
"""The value, what it lacks, and what to do."""

_ANYTHING = frozenset({"*", ".*", ".+", "^.*$", "^.+$", "^.*", "^.+"})
_DATA = frozenset(map(same_language, (*JSON_LANGUAGES, *YAML_LANGUAGES, *TOML_LANGUAGES)))


def without_effect(root: YamlNode, ruleset: RuleSet) -> Iterator[_Effect]:
    """The values of a merged tree without errors that have no effect. `ruleset` is what was made of it."""
    title = root.get("document_title")
    yield from _line(scalar(title, "regex"), "title")
    yield from _fields(root)
    yield from _scope(root)
    known = _Known(root)
    holders: list[YamlNode] = [*mappings(root, "fields"), *mappings(root, "references"), *mappings(root, "agreements")]
    for container in containers(root):
        holders.append(container)
        for entry in expectations(container):
            holders += [entry, *mappings(entry, "fields")]
            yield from _fields(entry)
            yield from _entry(entry)
    for holder in holders:
        yield from _condition(known, holder.get("when"))
    for agreement in mappings(root, "agreements"):
        yield from _agreement(known, agreement)
    yield from _families(root)
    yield from _severities(root, ruleset)


class _Known:
    """The fields of a rule set by name, its sections by id, and the columns that the tables of each section declare."""

    def __init__(self, root: YamlNode) -> None:
        self.fields = {
            name: field for field in reversed(mappings(root, "fields")) for name in _names(field, name_of(field))
        }
        self.sections = {section_id(section): section for section in all_sections(root)}
        self._columns: dict[str, set[str]] = {}

    def columns(self, section: str) -> set[str]:
        """The names of all columns in a section and in those below it, in all forms in which they are compared."""
        if section not in self._columns:
            node = self.sections[section]
            entries = (entry for each in (node, *all_sections(node)) for entry in expectations(each))
            columns = (column for entry in entries for column in items(entry.get("table"), "columns"))
            named = (
                each
                for column in columns
                for each in (name_of(column), *(alias.text for alias in texts(column.get("aliases"))))
            )
            self._columns[section] = {form for name in named for form in forms(name)}
        return self._columns[section]


# Sections


def _scope(scope: YamlNode) -> Iterator[_Effect]:
    """The sections of the top level or of a section, and all below."""
    sections = mappings(scope, "sections")
    names = {name: section for section in reversed(sections) for name in _names(section, text(section, "heading"))}
    everything: YamlMapping | None = None
    patterns: dict[str, YamlMapping] = {}
    for section in sections:
        heading = section.get("heading")
        yield from _aliases(section, heading.text if isinstance(heading, YamlScalar) else None)
        written = scalar(heading, "regex") or scalar(heading, "glob")
        if written is not None:
            pattern = written.text if scalar(heading, "regex") is not None else glob_regex(written.text)
            # A section of style `bold` also takes bold lines, which the others leave.
            earlier = everything or patterns.get(pattern)
            if earlier is not None and (text(section, "style") != "bold" or text(earlier, "style") == "bold"):
                message = f"No heading is left for this pattern: section `{section_id(earlier)}` takes them all"
                yield written, message, "Put this section before that one, or change its pattern"
            yield from _line(written, "heading", pattern)
            patterns.setdefault(pattern, section)
            if written.text in _ANYTHING:
                everything = everything or section
            yield from _example(section, heading, names)
        yield from _scope(section)


def _example(section: YamlMapping, heading: YamlNode | None, names: dict[str, YamlMapping]) -> Iterator[_Effect]:
    example = scalar(heading, "example")
    other = names.get(normalise(example.text)) if example is not None else None
    if example is None or other is None or other is section:
        return
    if text(section, "style") != "bold" or text(other, "style") == "bold":
        message = f"The example is the name of section `{section_id(other)}`, which takes such a heading"
        yield example, message, "Give another example"


def _names(node: YamlNode, name: str) -> list[str]:
    """The name of a section, a field or a column and its aliases, as they are compared."""
    return [normalise(each) for each in (name, *(alias.text for alias in texts(node.get("aliases")))) if each]


def _aliases(node: YamlMapping, name: str | None) -> Iterator[_Effect]:
    """The aliases of a section, a field or a column that are no other names."""
    seen = {normalise(name): name} if name else {}
    for alias in texts(node.get("aliases")):
        same = seen.setdefault(normalise(alias.text), alias.text)
        # An alias that is inherited was another name there.
        if same is not alias.text and alias.source == node.source:
            message = f"Alias `{short(alias.text)}` has no effect: it is compared like `{short(same)}`"
            yield alias, message, "Remove it"


def _line(written: YamlScalar | None, what: str, pattern: str | None = None) -> Iterator[_Effect]:
    """An expression that must match a whole heading, title, value or cell."""
    why = why_no_line(written.text if pattern is None else pattern, heading=what == "heading") if written else ""
    if written is not None and why:
        yield written, f"This pattern matches no {what}: it {why}", "Correct it, or remove it"


# Fields and content


def _fields(holder: YamlNode) -> Iterator[_Effect]:
    for field in mappings(holder, "fields"):
        yield from _aliases(field, name_of(field))
        yield from _values(field)
        if "(?" not in text(field, "regex"):  # a value may have several lines
            yield from _line(scalar(field, "regex"), "value")


def _values(node: YamlMapping) -> Iterator[_Effect]:
    """The values of a field or a column that the expression beside them refuses."""
    regex = scalar(node, "regex")
    for value in texts(node.get("values")) if regex is not None else ():
        if regex is not None and not any(whole_matches(expression(regex.text), each) for each in _cases(value.text)):
            message = f"Value `{short(value.text)}` is not possible: the `regex` beside it does not match it"
            yield value, message, "Correct one of the two, or remove the `regex`"


def _cases(value: str) -> tuple[str, ...]:
    """A value as authors may write it: case does not count."""
    return value, value.lower(), value.upper(), value.capitalize(), value.title()


def _entry(entry: YamlMapping) -> Iterator[_Effect]:
    """An entry of `expects`, or one of its options."""
    prose = entry.get("text")
    least, most = _number(prose, "min_words"), _number(prose, "max_characters")
    written = scalar(prose, "max_characters")
    if written is not None and least is not None and most is not None and most < least:
        yield written, f"{most} characters cannot be {least} words (`min_words`)", "Correct one of the two numbers"
    points = entry.get("list")
    labels = {normalise(label.text) for label in texts(points.get("labels"))} if points is not None else set()
    limit = _number(points, "max_items")
    written = scalar(points, "max_items")
    if written is not None and limit is not None and limit < len(labels):
        message = f"A list of {limit} items cannot have {len(labels)} labels (`labels`)"
        yield written, message, "Raise `max_items`, or remove labels"
    yield from _code(entry.get("code"))
    yield from _table(entry.get("table"))


def _code(code: YamlNode | None) -> Iterator[_Effect]:
    languages = texts(code.get("language")) if code is not None else []
    if languages and not any(same_language(each.text) in _DATA for each in languages):
        for key in ("parses", "schema"):
            entry = code.entry(key) if isinstance(code, YamlMapping) else None
            if entry is not None and (key == "schema" or is_true(code, key)):  # type: ignore[arg-type]
                message = f"`{key}` has no effect: only JSON, YAML and TOML can be parsed"
                yield entry.key, message, "Remove it, or add one of these languages to `language`"


def _table(table: YamlNode | None) -> Iterator[_Effect]:
    rows = _number(table, "min_rows")
    for column in mappings(table, "columns"):
        yield from _aliases(column, name_of(column))
        yield from _values(column)
        yield from _line(scalar(column, "regex"), "cell")
        values = {each.casefold() for each in (value.text for value in texts(column.get("values")))}
        unique = scalar(column, "unique")
        bounded = unique is not None and is_true(column, "unique") and not is_true(column, "blank") and values
        if unique is not None and bounded and rows is not None and rows > len(values):
            message = (
                f"{rows} rows (`min_rows`) cannot have {len(values)} different values in column `{name_of(column)}`"
            )
            yield unique, message, "Remove `unique`, lower `min_rows`, or add values"
    for row in mappings(table, "rows"):
        for part in (row.get("when"), row.get("then")):
            for cell in part.entries if isinstance(part, YamlMapping) else ():
                yield from _line(scalar(cell.value, "regex"), "cell")


def _number(node: YamlNode | None, key: str) -> int | None:
    found = scalar(node, key)
    return found.value if found is not None and type(found.value) is int else None


# What decides


def _condition(known: _Known, node: YamlNode | None) -> Iterator[_Effect]:
    if not isinstance(node, YamlMapping):
        return
    name, matches = text(node, "field"), scalar(node, "matches")
    field = known.fields.get(normalise(name))
    values = texts(field.get("values")) if field is not None else []
    if matches is not None and values:
        pattern = expression(matches.text)
        if not any(found_in(pattern, each) for value in values for each in _cases(value.text)):
            message = f"The condition matches none of the `values` of field `{short(name)}`"
            yield matches, message, "Write `is: VALUE`, or correct the regular expression"
    for inner in (*mappings(node, "all"), *mappings(node, "any"), node.get("not")):
        yield from _condition(known, inner)


def _agreement(known: _Known, agreement: YamlMapping) -> Iterator[_Effect]:
    each = agreement.get("each")
    for there in places(agreement):
        if (
            isinstance(each, YamlMapping)
            and isinstance(there, YamlMapping)
            and not agreement.entry("all_but_one")
            and _flat(each) == _flat(there)
        ):
            yield there, "The agreement finds nothing: both parts are the same", "Name another part of the document"
    for side in (each, *places(agreement)):
        column, section = scalar(side, "column"), text(side, "section")
        columns = known.columns(section) if column is not None and section in known.sections else set()
        if column is not None and columns and normalise(column.text) not in columns:
            message = f"No table of section `{section}` has a column `{short(column.text)}`"
            yield column, message, "Correct the name, or declare the column with `presence: optional`"


def _flat(side: YamlMapping) -> dict[str, str]:
    return {entry.key.text: text(side, entry.key.text) for entry in side.entries}


def _families(root: YamlNode) -> Iterator[_Effect]:
    """The words of families that an earlier one has."""
    families = root.get("families")
    names = families.get("names") if families is not None else None
    seen: dict[str, str] = {}
    for family in names.entries if isinstance(names, YamlMapping) else ():
        name = family.key.text
        seen.setdefault(normalise(name), name)
        for word in texts(family.value):
            other = seen.setdefault(normalise(word.text), name)
            if other != name and word.source == family.key.source:
                message = f"Word `{short(word.text)}` has no effect: family `{short(other)}` has it, too"
                yield word, message, "Remove it from one of the two"


def _severities(root: YamlNode, ruleset: RuleSet) -> Iterator[_Effect]:
    """Severities of rules that find nothing in any document of the type."""
    possible = declared(ruleset)
    for holder in (root, *mappings(root.get("lifecycle"), "states")):
        rules = holder.get("rules")
        for entry in rules.entries if isinstance(rules, YamlMapping) else ():
            rule = RULES.get(entry.key.text)
            if rule is None or rule.phase not in ("document", "content") or entry.key.text in possible:
                continue
            # What is inherited may be of use to other types.
            if entry.key.source == root.source:
                message = (
                    f"The severity of `{entry.key.text}` has no effect: this rule set has nothing that the rule checks"
                )
                yield entry.key, message, "Remove it, or declare what it should check"
