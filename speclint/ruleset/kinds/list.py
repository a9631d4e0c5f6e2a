"""`list`: a list and its items."""

from __future__ import annotations

from typing import Annotated

from speclint.base.values import NamedTuple
from speclint.expressions import Pattern  # noqa: TC001 - the codec resolves annotations
from speclint.ruleset.content import UNBOUNDED, ListKind
from speclint.ruleset.kinds.kind import ContentKind, Key, Noun
from speclint.ruleset.words import count_words, joined


class ListSpec(NamedTuple):
    """A list."""

    kind: Annotated[ListKind, Key("Kind of list: any (default), ordered, bullet, or task (checkboxes).")] = "any"
    min_items: Annotated[int, Key("Minimum number of items (default: 1).")] = 1
    max_items: Annotated[int, Key("Maximum number of items.")] = UNBOUNDED
    labelled: Annotated[bool, Key("true: each item begins with a label, `**Label**:` or `Label:`.")] = False
    labels: Annotated[tuple[str, ...], Key("Labels of required items.")] = ()
    pattern: Annotated[
        Pattern,
        Key(
            "Regular expression that must match in the first paragraph of each item, as rendered, without its marker.",
            "item_matches",
        ),
    ] = ""
    nested: Annotated[int, Key("Minimum number of nested items in each item.")] = 0
    all_done: Annotated[bool, Key("true: every box is ticked.")] = False


_THINGS = {"any": "a list", "ordered": "a numbered list", "bullet": "a bullet list", "task": "a checklist"}


def _words(spec: ListSpec) -> str:
    labels = f", with {joined(spec.labels, 'and')}" if spec.labels else ", each item labelled" if spec.labelled else ""
    return f"{_THINGS[spec.kind]} of {count_words(spec.min_items, spec.max_items, 'items')}{labels}"


def _nouns(spec: ListSpec) -> tuple[Noun, ...]:
    items = f" of at least {spec.min_items} items" if spec.min_items > 1 else ""
    return (Noun(_THINGS[spec.kind], items + (" with labels" if spec.labelled else "")),)


def _needs(spec: ListSpec) -> bool:
    return spec.min_items > 0


LIST = ContentKind(
    "list",
    ListSpec,
    "A list and its items.",
    "{min_items: 3, kind: ordered}",
    _words,
    _nouns,
    needs=_needs,
    bare=True,
)
