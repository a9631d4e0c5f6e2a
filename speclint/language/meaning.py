"""What must hold in a rule set as a whole, after extending.

Owns: names that refer to something (sections, fields, columns, rule ids), examples against their own rules, and what
may not be left out.
Never: merges, or looks at the shape of a single value (see `schema`).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from speclint.base.names import forms, tidy
from speclint.binding.conditions import each_is, is_one_of
from speclint.expressions import whole_matches
from speclint.formats.yaml import YamlMapping, YamlNode, YamlScalar, YamlSequence
from speclint.language.names import glob_regex, heading_regex
from speclint.language.nodes import (
    LOGIC,
    RELATIONS,
    all_sections,
    declared_content,
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
from speclint.language.regex.safety import check_regex
from speclint.ruleset.name_patterns import naming_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from speclint.language.collect import Collector


def check_meaning(
    root: YamlMapping, removed: dict[str, YamlMapping], rule_ids: Collection[str], collector: Collector
) -> None:
    """Check a merged tree. `removed`: the sections that extending took away, by id."""
    _Meaning(root, removed, rule_ids, collector).run()


class _Meaning:
    def __init__(
        self, root: YamlMapping, removed: dict[str, YamlMapping], rule_ids: Collection[str], collector: Collector
    ) -> None:
        self._root = root
        self._removed = removed
        self._rule_ids = rule_ids
        self._collector = collector
        self._abstract = is_true(root, "abstract")
        self._ids = {section_id(section) for section in all_sections(root)} - {""}
        families = root.get("families")
        names = families.get("names") if families is not None else None
        self._families = [entry.key.text for entry in names.entries] if isinstance(names, YamlMapping) else []
        self._fields = {form: field for field in mappings(root, "fields") for form in _field_forms(field)}

    def run(self) -> None:
        root = self._root
        self._complete()
        self._naming(root.get("naming"))
        self._expects(root)
        self._scope(root, "at the top level")
        self._fields_of(mappings(root, "fields"))
        for reference in mappings(root, "references"):
            self._condition(reference.get("when"))
        for agreement in mappings(root, "agreements"):
            self._condition(agreement.get("when"))
            self._agreement(agreement)
            for side in (agreement.get("each"), *places(agreement)):
                named = scalar(side, "section")
                # One that is inherited goes with its section.
                own = named is not None and named.source == self._root.source
                if named is not None and own and named.text not in self._ids and not self._abstract:
                    message = f"Unknown section `{named.text}`"
                    self._collector.at(
                        named, *self._collector.unknown_name(message, named.text, self._ids, "Sections:")
                    )
        decides = scalar(root.get("families"), "from")
        if decides is not None:
            self._field_value(decides, [])
        self._rules(root.get("rules"))
        self._lifecycle(root.get("lifecycle"))
        for placeholder in mappings(root, "placeholders"):
            if not placeholder.entry("regex") and not self._collector.is_shaken(placeholder):
                message = f"Placeholder `{name_of(placeholder)}` has no `regex`"
                self._collector.at(placeholder, message, 'Add `regex: "..."`')

    # What may not be left out

    def _agreement(self, agreement: YamlMapping) -> None:
        if self._collector.is_shaken(agreement):
            return
        if not agreement.entry("each"):
            self._collector.at(agreement, "Agreement has no `each`", "Add `each: ...`")
        elif not any(agreement.entry(key) for key in RELATIONS):
            message = "An agreement needs one of " + ", ".join(f"`{key}`" for key in RELATIONS)
            self._collector.at(agreement, message, "Write for example `in: {section: services, column: Service}`")

    def _complete(self) -> None:
        if self._abstract or self._root.entry("title") or self._collector.is_shaken(self._root):
            return
        kind = scalar(self._root, "type")
        if kind is not None:
            self._collector.at(kind, f"Rule set `{kind.text}` has no `title`", "Add `title: ...`")

    # Names

    def _naming(self, naming: YamlNode | None) -> None:
        """An id must follow from the file name that is declared beside it.

        Where one of them is inherited, ids may be in the documents alone: a project changed only how files are named.
        """
        id, file = scalar(naming, "id"), scalar(naming, "file")
        beside = file.text if file is not None and id is not None and file.source == id.source else ""
        fault = naming_fault(beside, id.text) if id is not None else None
        if id is not None and fault is not None:
            self._collector.at(id, *fault)

    # Sections

    def _scope(self, scope: YamlMapping, where: str) -> None:
        sections = mappings(scope, "sections")
        ids = [section_id(section) for section in sections if section_id(section)]
        for key in LOGIC:
            for named in _group_ids(scope.get(key)):
                self._sibling(named, ids, where)
        for named in _requires_ids(scope.get("requires")):
            self._sibling(named, ids, where)
        for section in sections:
            self._section(section, ids)

    def _sibling(self, named: YamlScalar, ids: list[str], where: str) -> None:
        name = named.text
        if name in ids or self._abstract:
            return
        gone = self._removed.get(name)
        if gone is not None:
            place = scalar(gone, "id") or gone.get("heading") or gone
            message = f"Section `{name}` is removed, but line {named.range.start.line} of {named.source} refers to it"
            self._collector.at(place, message, "Override that key here, without this section")
        elif name in self._ids:
            message = f"Section `{name}` is not {where}"
            self._collector.at(named, message, "Refer to sections with the same parent")
        else:
            message = f"Unknown section `{name}` {where}"
            self._collector.at(named, *self._collector.unknown_name(message, name, ids, "Use one of:"))

    def _section(self, section: YamlMapping, siblings: list[str]) -> None:
        name = section_id(section)
        if not section.entry("heading") and section.entry("id") and not self._collector.is_shaken(section):
            others = [sibling for sibling in siblings if sibling != name]
            message, mend = self._collector.unknown_name(
                f"Section `{name}` has no heading, and inherits none",
                name,
                others,
                "Add `heading: ...`, or use an inherited section:",
            )
            self._collector.at(scalar(section, "id") or section, message, mend or "Add `heading: ...`")
        self._heading(section)
        least = re.match(r"0+(?![0-9])", text(section, "repeat"))
        if least and text(section, "presence") == "required":
            place = scalar(section, "repeat") or section
            message = f"Section `{name}` is required, but `repeat` allows none"
            self._collector.at(place, message, "Write `repeat: 1..`, or `presence: optional`")
        self._condition(section.get("when"))
        self._expects(section)
        self._scope(section, f"below `{name}`")

    def _expects(self, container: YamlMapping) -> None:
        for entry in declared_content(container):
            self._condition(entry.get("when"))
            self._fields_of(mappings(entry, "fields"))
            self._table(entry.get("table"))
            self._mentioned(entry.get("text"))

    def _mentioned(self, prose: YamlNode | None) -> None:
        """The groups of words that a text must mention."""
        given = prose.get("mentions") if prose is not None else None
        if given is None:
            return
        vocabulary = self._root.get("vocabulary")
        known = vocabulary.get("synonyms") if vocabulary is not None else None
        groups = [entry.key.text for entry in known.entries] if isinstance(known, YamlMapping) else []
        for name in [given] if isinstance(given, YamlScalar) else texts(given):
            if name.text not in groups:
                message = f"`vocabulary` has no group `{name.text}`"
                self._collector.at(name, *self._collector.unknown_name(message, name.text, groups, "Groups:"))

    def _heading(self, section: YamlMapping) -> None:
        heading = section.get("heading")
        glob, regex, example = scalar(heading, "glob"), scalar(heading, "regex"), scalar(heading, "example")
        match_case = text(heading, "match_case") == "true"
        pattern = glob_regex(glob.text, match_case=match_case) if glob is not None else ""
        if regex is not None and glob is None:
            pattern = heading_regex(regex.text, match_case=match_case)
        if glob is not None and check_regex(pattern) is not None:
            self._collector.at(glob, "This pattern is too long", "Shorten it")
            return
        if example is None or not pattern or (regex is not None and self._collector.is_said(regex)):
            return
        if not any(whole_matches(expression(pattern), title) for title in (example.text, tidy(example.text))):
            message = f"Example `{example.text}` does not match the pattern of its heading"
            self._collector.at(
                example, message, "Correct the example or the pattern, which must match the whole heading"
            )

    # Conditions, fields, tables

    def _condition(self, node: YamlNode | None) -> None:
        if not isinstance(node, YamlMapping):
            return
        section = scalar(node, "section")
        if section is not None and section.text not in self._ids and not self._abstract:
            message = f"Unknown section `{section.text}`"
            gone = self._removed.get(section.text)
            if gone is not None:
                place = scalar(gone, "id") or gone.get("heading") or gone
                message = f"Section `{section.text}` is removed, but a condition on line {section.range.start.line} of {section.source} refers to it"
                self._collector.at(place, message, "Change that condition too")
            else:
                self._collector.at(
                    section, *self._collector.unknown_name(message, section.text, self._ids, "Sections:")
                )
        field = scalar(node, "field")
        if field is not None:
            self._field_value(field, texts(node.get("is")))
        for family in texts(node.get("family")):
            if family.text not in self._families and not self._abstract:
                message = f"Unknown family `{family.text}`"
                said = self._collector.unknown_name(message, family.text, self._families, "Use one of:")
                self._collector.at(family, said[0], said[1] or "Declare it under `families`")
        for inner in (*mappings(node, "all"), *mappings(node, "any"), node.get("not")):
            self._condition(inner)

    def _field_value(self, field: YamlScalar, values: list[YamlScalar]) -> None:
        """A field that a condition or a lifecycle names, and the values it is compared with."""
        declared = next((self._fields[form] for form in forms(field.text) if form in self._fields), None)
        if declared is None:
            if not self._abstract:
                names = [name_of(known) for known in mappings(self._root, "fields")]
                message, mend = self._collector.unknown_name(
                    f"Unknown field `{field.text}`: not declared under `fields`",
                    field.text,
                    names,
                    "Declare it with `presence: optional`, or use one of",
                )
                self._collector.at(field, message, mend or "Declare it there with `presence: optional`")
            return
        options = tuple(option.text for option in texts(declared.get("values")))
        for value in values:
            if options and not is_one_of(value.text, options):
                message = f"Invalid value `{value.text}` for field `{name_of(declared)}`"
                self._collector.at(value, *self._collector.unknown_name(message, value.text, options, "Use one of:"))

    def _fields_of(self, fields: list[YamlMapping]) -> None:
        for field in fields:
            self._condition(field.get("when"))
            self._examples(field)

    def _examples(self, node: YamlMapping) -> None:
        """Examples of a field or a column must be good ones."""
        values = tuple(value.text for value in texts(node.get("values")))
        written = scalar(node, "regex")
        # A pattern that was refused must not run, not even on an example.
        regex = "" if written is None or self._collector.is_said(written) else written.text
        several = text(node, "several") == "true"
        for example in texts(node.get("examples")):
            if values and not each_is(example.text, lambda part: is_one_of(part, values), several=several):
                message = f"Example `{example.text}` is not one of the `values` of `{name_of(node)}`"
                self._collector.at(example, *self._collector.unknown_name(message, example.text, values, "Use one of:"))
            elif regex and not each_is(example.text, partial(whole_matches, expression(regex)), several=several):
                message = f"Example `{example.text}` does not match the `regex` of `{name_of(node)}`"
                self._collector.at(
                    example, message, "Correct the example or the regular expression, which must match the whole value"
                )

    def _table(self, table: YamlNode | None) -> None:
        for column in mappings(table, "columns"):
            self._examples(column)
        names = [name_of(column) for column in items(table, "columns") if name_of(column)]
        known = {form for column in items(table, "columns") for form in _field_forms(column)}
        for row in mappings(table, "rows"):
            for part in (row.get("when"), row.get("then")):
                for key in [entry.key for entry in part.entries] if isinstance(part, YamlMapping) else []:
                    if not known.intersection(forms(key.text)):
                        message = f"Unknown column `{key.text}`"
                        self._collector.at(key, *self._collector.unknown_name(message, key.text, names, "Use one of:"))
            then = row.get("then")
            for entry in then.entries if isinstance(then, YamlMapping) else ():
                for key_of_other in ("type_of", "within", "listed_in", "not_before"):
                    other = scalar(entry.value, key_of_other)
                    if other is not None and not known.intersection(forms(other.text)):
                        message = f"Unknown column `{other.text}`"
                        said = self._collector.unknown_name(message, other.text, names, "Use one of:")
                        self._collector.at(other, *said)

    # Rules and lifecycle

    def _rules(self, rules: YamlNode | None) -> None:
        for entry in rules.entries if isinstance(rules, YamlMapping) else ():
            name = entry.key.text
            if name not in self._rule_ids:
                message = f"Unknown rule `{name}`"
                self._collector.at(
                    entry.key, *self._collector.unknown_name(message, name, self._rule_ids, "Use one of:")
                )

    def _lifecycle(self, lifecycle: YamlNode | None) -> None:
        field = scalar(lifecycle, "field")
        for state in mappings(lifecycle, "states"):
            self._rules(state.get("rules"))
        if field is not None:
            values = [value for state in mappings(lifecycle, "states") for value in texts(state.get("when"))]
            self._field_value(field, values)


def _field_forms(node: YamlNode) -> set[str]:
    names = [name_of(node), *(alias.text for alias in texts(node.get("aliases")))]
    return {form for name in names if name for form in forms(name)}


def _group_ids(node: YamlNode | None) -> Iterator[YamlScalar]:
    """The ids in a group, a list of groups or a group with a message."""
    if isinstance(node, YamlScalar):
        yield node
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from _group_ids(item)
    elif isinstance(node, YamlMapping):
        yield from texts(node.get("sections"))


def _requires_ids(node: YamlNode | None) -> Iterator[YamlScalar]:
    if isinstance(node, YamlSequence):
        for item in node.items:
            yield from _requires_ids(item)
    elif isinstance(node, YamlMapping):
        when = scalar(node, "when")
        if when is not None and isinstance(node.get("sections"), YamlSequence):
            yield when
            yield from texts(node.get("sections"))
            return
        for entry in node.entries:
            yield entry.key
            yield from texts(entry.value)
