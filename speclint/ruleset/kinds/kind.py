"""What a row of the table of content kinds says.

Owns: the form of a row, of the keys of a kind, and of short nouns.
Never: knows any kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Key(NamedTuple):
    """What rule files say for a member of a kind's class: in its annotation, which only reading rule files evaluates.

    The type of the member is that of the value: a whole number, a flag, a text, an expression, one of several words, a
    list of names, or a list of entries of their own (columns, fields).
    """

    about: str
    """What it requires, for the JSON Schema and docs/rule-sets.md."""
    name: str = ""
    """The key; "" for the name of the member."""
    form: Literal["", "one or several", "data"] = ""
    """Another form than that of the type: a name or a list of names; or data, of which the member keeps the JSON text."""
    folded: bool = False
    """Whether upper and lower case are the same in it."""


class Noun(NamedTuple):
    """Expected content in few words: "a table", and of which kind: " with the columns 'Name', 'Value'"."""

    thing: str
    detail: str = ""


FEW = 3
"""More names than this of columns, fields or languages are left to the help and the guide."""


def _always(spec: Any) -> bool:
    del spec
    return True


def _itself(spec: Any) -> Any:
    return spec


def nothing(spec: Any) -> None:
    """For `ContentKind.loose`: what is expected of a section is too much for a sentence."""
    del spec


class ContentKind(NamedTuple):
    """One kind of content."""

    key: str
    """Its key in an entry of `expects`."""
    spec: type[Any]
    """Its run-time class. A member with a `Key` is a key in rule files. A class whose only member has none is written as that
    member: `fields: [Owner]`."""
    about: str
    """What it is, for the JSON Schema of rule files."""
    example: str
    """An entry as a rule author writes it, with other bounds than those that hold by default."""
    words: Callable[[Any], str]
    """What is expected, as a noun phrase with bounds: "a table with 2 rows: Name | Value"."""
    nouns: Callable[[Any], tuple[Noun, ...]]
    """What is expected, in few words, as one of several options."""
    needs: Callable[[Any], bool] = _always
    """Whether something must be there. Where it does not, only what exists is judged."""
    bare: bool = False
    """Whether a rule file may leave out all its options: `table: {}`."""
    inherits: bool = True
    """Whether an entry in a rule file starts from the inherited entry of this kind."""
    loose: Callable[[Any], Any] = _itself
    """What is judged of content that a label, or nothing but itself, makes a subsection: the spec, a milder one, or None for
    nothing."""
    unmistakable: bool = False
    """Whether an author who wrote one, if with faults, chose it: then those are reported, and not that all options are missing."""


def quoted(noun: str, names: tuple[str, ...]) -> str:
    """Names behind what they name: "the columns 'Name', 'Value'"."""
    return f"the {noun}{'' if len(names) == 1 else 's'} " + ", ".join(f"'{name}'" for name in names)
