"""The keys of each kind of content, from the annotations of its run-time class.

Owns: what a key is called, what it takes, and what it says.
Never: knows a kind, or how a value is validated (see `schema`) or read (see `content`).
"""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from speclint.base.values import NamedTuple
from speclint.ruleset.kinds import KINDS, ContentKind, Key


class KindKey(NamedTuple):
    """A key under the one of a kind."""

    name: str
    member: str
    """The member of the run-time class."""
    type: Any
    """The type of the member."""
    note: Key
    default: Any
    """The value of the member where a rule file does not have the key."""


class Bounds(NamedTuple):
    """Two keys that bound the number of something, and the minimum that holds without the first."""

    least: str
    most: str
    default: int


def _hints(kind: ContentKind) -> dict[str, Any]:
    return get_type_hints(kind.spec, include_extras=True)


def _keys(kind: ContentKind) -> dict[str, KindKey]:
    found: dict[str, KindKey] = {}
    for member, hint in _hints(kind).items():
        noted, *notes = get_args(hint) if hasattr(hint, "__metadata__") else (hint,)
        for note in notes:
            name = note.name or member
            found[name] = KindKey(name, member, noted, note, kind.spec._field_defaults[member])
    return found


KEYS: dict[str, dict[str, KindKey]] = {kind.key: _keys(kind) for kind in KINDS}
"""By the key of the kind, in the order of the members. Empty for a kind that is written as a list."""


def item_class(type: Any) -> Any:
    """The class of the items of a tuple of any length; None for any other type."""
    parts = get_args(type)
    return parts[0] if parts[1:] == (...,) else None


def listed(kind: ContentKind) -> Any:
    """The class of the entries that a kind is written as a list of. Only for a kind without keys."""
    (hint,) = _hints(kind).values()
    return item_class(hint)


def bounds(kind: ContentKind) -> tuple[Bounds, ...]:
    """The pairs of keys for a minimum and a maximum of the same thing."""
    by_member = {key.member: key for key in KEYS[kind.key].values()}
    return tuple(
        Bounds(key.name, by_member[most].name, key.default)
        for member, key in by_member.items()
        if member.startswith("min_") and (most := f"max_{member[4:]}") in by_member
    )
