"""What a rule author should add so that messages and guides can do without a regular expression.

Owns: where an expression decides what a reader sees, and which words or examples can describe it there; the order of these
reminders and of those about what has no effect.
Never: reports an error. A rule set with reminders works; it only says or does less than it could.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Diagnostic, Finding, stamped
from speclint.expressions import whole_matches
from speclint.formats.yaml import YamlMapping
from speclint.language.collect import RULE
from speclint.language.effects import without_effect
from speclint.language.nodes import all_sections, containers, items, mappings, name_of, scalar, text
from speclint.language.regex.cost import expression
from speclint.language.regex.safety import example_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.formats.yaml import YamlNode, YamlScalar
    from speclint.ruleset import RuleSet

_Reminder = tuple["YamlScalar", str, str]
"""The expression, what is missing, and what to add."""

_WORDS = ("message", "guidance")
_MATCHED = (
    ("text", "matches", _WORDS),
    ("list", "item_matches", _WORDS),
    ("code", "matches", _WORDS),
    ("image", "to", _WORDS[:1]),
    ("link", "to", _WORDS[:1]),
)
"""The expressions on content: kind, key, and the keys of the entry whose words a finding shows. Where text is forbidden, the
finding quotes what it found."""


def reminders(rulesets: Iterable[tuple[YamlNode, RuleSet]]) -> tuple[Diagnostic, ...]:
    """What the expressions of some rule sets lack, and what has no effect; each place once.

    `rulesets`: merged trees without errors, each with what was made of it. In the order of files and lines. What is inherited
    is reported in the file that has it.
    """
    found = {
        (place.source, place.range): stamped(Finding(place.range, message, help), place.source, RULE, "info", None)
        for tree, ruleset in rulesets
        for place, message, help in (*_of_rule_set(tree), *without_effect(tree, ruleset))
    }
    return tuple(found[key] for key in sorted(found))


def _of_rule_set(root: YamlNode) -> Iterator[_Reminder]:
    title = root.get("document_title")
    regex = scalar(title, "regex")
    # Any title fits `initial: "{title}"`, so it says nothing about the form.
    if regex is not None and not text(title, "message") and text(title, "initial") in ("", "{title}"):
        yield regex, "The `regex` of `document_title` has no description for messages", "Add `message`"
    yield from _fields(items(root, "fields"))
    for reference in mappings(root, "references"):
        yield from _condition(reference.get("when"))
    for section in all_sections(root):
        yield from _condition(section.get("when"))
        yield from _heading(section.get("heading"))
    for container in containers(root):
        for entry in mappings(container, "expects"):
            yield from _entry(entry)


def _heading(heading: YamlNode | None) -> Iterator[_Reminder]:
    regex = scalar(heading, "regex")
    if regex is None or text(heading, "example"):
        return
    pattern = expression(regex.text)
    if not whole_matches(pattern, example_of(pattern)):
        message = "The `regex` of a heading has no `example` for messages"
        yield regex, message, "Add `example`: a heading that it matches"


def _fields(fields: Iterable[YamlNode]) -> Iterator[_Reminder]:
    for field in fields:
        yield from _condition(field.get("when"))
        regex = scalar(field, "regex")
        if regex is not None and not any(field.entry(key) for key in ("values", "examples", "message")):
            message = f"The `regex` of field `{name_of(field)}` has no example for messages"
            yield regex, message, "Add `examples` or `message` to the field"


def _entry(entry: YamlMapping) -> Iterator[_Reminder]:
    """An entry of `expects`."""
    words = {key for key in _WORDS if entry.entry(key)}
    yield from _parts(entry, words)
    for kind, key, accepted in _MATCHED:
        # An image or a link that is optional is never missing.
        if accepted is _WORDS or text(entry, "presence") != "optional":
            yield from _matched(entry, kind, key, accepted, words)
    yield from _options(entry, words)


def _options(entry: YamlMapping, words: set[str]) -> Iterator[_Reminder]:
    """The options of an entry. Their kinds are named if none is met, so most expressions in them reach no message."""
    options = mappings(entry, "any_of")
    # A text that only an expression describes has no name: see `ruleset.kinds`.
    nameless = all(_is_nameless(option) for option in options)
    for option in options:
        own = {key for key in _WORDS if option.entry(key)} | (words & {"message"})
        yield from _parts(option, own)
        yield from _matched(option, "code", "matches", _WORDS, own)
        if nameless:
            yield from _matched(option, "text", "matches", _WORDS, words, "any_of")
        yield from _options(option, words)


def _is_nameless(option: YamlMapping) -> bool:
    prose = option.get("text")
    return isinstance(prose, YamlMapping) and not prose.entry("min_words")


def _parts(entry: YamlMapping, words: set[str]) -> Iterator[_Reminder]:
    """The condition, fields, columns and rows of an entry. Its message, if `words` have one, precedes those on cells."""
    yield from _condition(entry.get("when"))
    yield from _fields(items(entry, "fields"))
    if "message" not in words:
        yield from _table(entry.get("table"))


def _matched(
    entry: YamlMapping, kind: str, key: str, accepted: tuple[str, ...], words: set[str], beside: str = ""
) -> Iterator[_Reminder]:
    """The expression at a key of a kind. `words`: those that exist; `beside`: the key next to which to add some."""
    regex = scalar(entry.get(kind), key)
    if regex is not None and not words.intersection(accepted):
        add = " or ".join(f"`{each}`" for each in accepted)
        yield regex, f"`{key}` of `{kind}` has no description for messages", f"Add {add} next to `{beside or kind}`"


def _table(table: YamlNode | None) -> Iterator[_Reminder]:
    for column in mappings(table, "columns"):
        regex = scalar(column, "regex")
        if regex is not None and not column.entry("values") and not column.entry("examples"):
            message = f"The `regex` of column `{name_of(column)}` has no example for messages"
            yield regex, message, "Add `examples` to the column"
    for row in mappings(table, "rows"):
        then = row.get("then")
        if row.entry("message") or not isinstance(then, YamlMapping):
            continue
        for cell in then.entries:
            regex = scalar(cell.value, "regex")
            if regex is not None:
                message = f"The `regex` for column `{cell.key.text}` in a row rule has no description for messages"
                yield regex, message, "Add `message` to the row rule"


def _condition(node: YamlNode | None) -> Iterator[_Reminder]:
    """A condition and those inside it; words of an outer one stand for all of it."""
    if not isinstance(node, YamlMapping) or node.entry("words"):
        return
    matches = scalar(node, "matches")
    if matches is not None and not node.entry("is"):
        message = f"The condition on field `{text(node, 'field')}` has no `words` for guides"
        yield matches, message, "Add `words`, such as `words: it runs on Kubernetes`"
    for inner in (*mappings(node, "all"), *mappings(node, "any"), node.get("not")):
        yield from _condition(inner)
