"""The kinds of content that a section can be expected to hold: one table, one row for each kind.

Owns: for each kind its key in rule files, its run-time class, its bounds, its words, and what else tells kinds apart.
Never: looks at a document or a rule file.

Rooms above keep what only they know of a kind (its model in a rule file, its checks, its part of a new document, its score)
in tables of their own, by the same key. `tests/house/test_kinds.py` walks this table and says what a kind lacks, and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.values import NamedTuple
from speclint.ruleset.content import (
    UNBOUNDED,
    AnyOfSpec,
    CodeSpec,
    DiagramSpec,
    FieldsSpec,
    ImageSpec,
    LinkSpec,
    ListSpec,
    TableSpec,
    TextSpec,
)
from speclint.ruleset.words import count_words, field_words, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from speclint.ruleset.content import Expectation, ExpectationSpec


class Bound(NamedTuple):
    """How many of something there may be: the keys in a rule file. What holds without a key is the class's default.

    The members of the run-time class are `min_` and `max_` with `unit` behind.
    """

    unit: str
    least: str
    most: str = ""
    """"" where no key gives an upper bound."""


def _always(spec: ExpectationSpec) -> bool:
    del spec
    return True


class Noun(NamedTuple):
    """Expected content in few words: "a table", and of which kind: " with the columns 'Name', 'Value'"."""

    thing: str
    detail: str = ""


_FEW = 3
"""More names than this of columns, fields or languages are left to the help and the guide."""


class ContentKind(NamedTuple):
    """One kind of content."""

    key: str
    """Its key in an entry of `expects`."""
    spec: type[ExpectationSpec]
    """Its run-time class."""
    words: Callable[[Any], str]
    """What is expected, as a noun phrase with bounds: "a table with 2 rows: Name | Value"."""
    nouns: Callable[[Any], tuple[Noun, ...]]
    """What is expected, in few words, as one of several options."""
    bounds: tuple[Bound, ...] = ()
    needs: Callable[[Any], bool] = _always
    """Whether something must be there. Where it does not, only what exists is judged."""
    bare: bool = False
    """Whether a rule file may leave out all its options: `table: {}`."""
    inherits: bool = True
    """Whether an entry in a rule file starts from the inherited entry of this kind."""
    unmistakable: bool = False
    """Whether an author who wrote one, if with faults, chose it: then those are reported, and not that all options are missing."""


# What each kind is in words


def _text_words(spec: TextSpec) -> str:
    parts = [
        count_words(low, high, unit)
        for low, high, unit in (
            (spec.min_words, spec.max_words, "words"),
            (spec.min_characters, spec.max_characters, "characters"),
            (spec.min_paragraphs, UNBOUNDED, "paragraphs"),
        )
        if low or high != UNBOUNDED
    ]
    parts += ["with the expected words"] if spec.pattern else []
    parts += ["without the forbidden words"] if spec.forbidden else []
    return "text" + (f": {', '.join(parts)}" if parts else "")


def _text_nouns(spec: TextSpec) -> tuple[Noun, ...]:
    """None for a text that only an expression describes."""
    words = f"{spec.min_words} word" + ("" if spec.min_words == 1 else "s")
    return (Noun(f"at least {words} of text"),) if spec.min_words else ()


def _table_words(spec: TableSpec) -> str:
    columns = [
        column.name + ("" if column.presence == "required" else f" ({column.presence})") for column in spec.columns
    ]
    table = f"a table with {count_words(spec.min_rows, spec.max_rows, 'rows')}"
    return f"{table}: {' | '.join(columns)}" if columns else table


def _table_nouns(spec: TableSpec) -> tuple[Noun, ...]:
    names = tuple(column.name for column in spec.columns)
    return (Noun("a table", f" with {_quoted('column', names)}" if 0 < len(names) <= _FEW else ""),)


_LISTS = {"any": "a list", "ordered": "a numbered list", "bullet": "a bullet list", "task": "a checklist"}


def _list_words(spec: ListSpec) -> str:
    labels = f", with {joined(spec.labels, 'and')}" if spec.labels else ", each item labelled" if spec.labelled else ""
    return f"{_LISTS[spec.kind]} of {count_words(spec.min_items, spec.max_items, 'items')}{labels}"


def _list_nouns(spec: ListSpec) -> tuple[Noun, ...]:
    items = f" of at least {spec.min_items} items" if spec.min_items > 1 else ""
    return (Noun(_LISTS[spec.kind], items + (" with labels" if spec.labelled else "")),)


def _code_words(spec: CodeSpec) -> str:
    language = f" in {joined(spec.languages, 'or')}" if spec.languages else ""
    return f"{count_words(spec.min_blocks, spec.max_blocks, 'code blocks')}{language}"


def _code_nouns(spec: CodeSpec) -> tuple[Noun, ...]:
    shown = 0 < len(spec.languages) <= _FEW
    return (Noun("a code block", f" in {joined(spec.languages, 'or')}" if shown else ""),)


def _counted(unit: str) -> Callable[[ImageSpec | LinkSpec | DiagramSpec], str]:
    return lambda spec: count_words(spec.min_count, UNBOUNDED, unit)


def _fields_words(spec: FieldsSpec) -> str:
    return "fields: " + "; ".join(map(field_words, spec.fields))


def _fields_nouns(spec: FieldsSpec) -> tuple[Noun, ...]:
    return (Noun(_quoted("field", tuple(field.name for field in spec.fields[:_FEW]))),)


def _any_of_words(spec: AnyOfSpec) -> str:
    return "one of: " + "; or ".join(content_words(option.spec) for option in spec.options)


def _any_of_nouns(spec: AnyOfSpec) -> tuple[Noun, ...]:
    return tuple(noun for option in spec.options for noun in kind_of(option.spec).nouns(option.spec))


def _quoted(noun: str, names: tuple[str, ...]) -> str:
    return f"the {noun}{'' if len(names) == 1 else 's'} " + ", ".join(f"'{name}'" for name in names)


# What each kind needs


def _text_needs(spec: TextSpec) -> bool:
    return bool(spec.min_words or spec.min_characters or spec.min_paragraphs or spec.pattern)


def _list_needs(spec: ListSpec) -> bool:
    return spec.min_items > 0


def _code_needs(spec: CodeSpec) -> bool:
    return spec.min_blocks > 0


KINDS: tuple[ContentKind, ...] = (
    ContentKind(
        "text",
        TextSpec,
        _text_words,
        _text_nouns,
        (
            Bound("words", "min_words", "max_words"),
            Bound("characters", "min_characters", "max_characters"),
            Bound("paragraphs", "min_paragraphs"),
        ),
        needs=_text_needs,
    ),
    ContentKind(
        "table",
        TableSpec,
        _table_words,
        _table_nouns,
        (Bound("rows", "min_rows", "max_rows"),),
        bare=True,
        unmistakable=True,
    ),
    ContentKind(
        "list",
        ListSpec,
        _list_words,
        _list_nouns,
        (Bound("items", "min_items", "max_items"),),
        needs=_list_needs,
        bare=True,
    ),
    ContentKind(
        "code",
        CodeSpec,
        _code_words,
        _code_nouns,
        (Bound("blocks", "min", "max"),),
        needs=_code_needs,
        bare=True,
        unmistakable=True,
    ),
    ContentKind("fields", FieldsSpec, _fields_words, _fields_nouns),
    ContentKind("image", ImageSpec, _counted("images"), lambda _: (Noun("an image"),), (Bound("count", "min"),), bare=True),
    ContentKind("link", LinkSpec, _counted("links"), lambda _: (Noun("a link"),), (Bound("count", "min"),), bare=True),
    ContentKind("diagram", DiagramSpec, _counted("diagrams"), lambda _: (Noun("a diagram"),), (Bound("count", "min"),), bare=True),
    ContentKind("any_of", AnyOfSpec, _any_of_words, _any_of_nouns, inherits=False),
)  # fmt: skip
"""In the order in which messages and the JSON Schema of rule files name them."""

BY_KEY: dict[str, ContentKind] = {kind.key: kind for kind in KINDS}
_BY_SPEC: dict[type[Any], ContentKind] = {kind.spec: kind for kind in KINDS}


def kind_of(spec: ExpectationSpec) -> ContentKind:
    """The kind of what is expected."""
    return _BY_SPEC[type(spec)]


def content_words(spec: ExpectationSpec) -> str:
    """What a section must hold, as a noun phrase: "a table with 2 rows: Name | Value"."""
    return kind_of(spec).words(spec)


def content_nouns(specs: Iterable[ExpectationSpec]) -> tuple[str, ...]:
    """What a section can hold, in few words, without those that a more general one covers: "a table", "a list"."""
    found = dict.fromkeys(noun for spec in specs for noun in kind_of(spec).nouns(spec))
    general = {noun.thing for noun in found if not noun.detail}
    return tuple(noun.thing + noun.detail for noun in found if not noun.detail or noun.thing not in general)


def with_options(expectations: Iterable[Expectation]) -> Iterator[Expectation]:
    """Expectations, each followed by the options that it is made of."""
    for expectation in expectations:
        yield expectation
        if isinstance(expectation.spec, AnyOfSpec):
            yield from with_options(expectation.spec.options)
