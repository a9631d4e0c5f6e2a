"""Gathering what is wrong in rule files.

Owns: the order of the diagnostics, and that one mistake is reported once.
Never: finds anything wrong itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Diagnostic, Finding, RelatedLocation, stamped
from speclint.base.suggest import Purse, unknown_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from speclint.base.source import Range
    from speclint.formats.yaml import YamlNode

_HINT = 20
"""What it costs to look at one option for a hint."""
RULE = "invalid-rule-set"


class Collector:
    """Takes errors from all phases of loading. Each place is reported once, with the first error."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Range, str], Diagnostic] = {}
        self._shaken: set[tuple[str, Range]] = set()
        self._places: dict[str, list[Range]] = {}
        self._hints = Purse()

    def add(
        self, path: str, place: Range, message: str, mend: str = "", related: tuple[RelatedLocation, ...] = ()
    ) -> None:
        """Note an error at a place in a file."""
        said = stamped(Finding(place, message, mend, related=related), path, RULE, "error", None)
        # Where something is missing, several things may be.
        about = message if place.start == place.end else ""
        if self._found.setdefault((path, place, about), said) is said:
            self._places.setdefault(path, []).append(place)

    def at(self, node: YamlNode, message: str, mend: str = "", related: tuple[RelatedLocation, ...] = ()) -> None:
        """Note an error about a value."""
        self.add(node.source, node.range, message, mend, related)

    def unknown_name(
        self, message: str, word: str, options: Collection[str], listing: str = "Use one of:"
    ) -> tuple[str, str]:
        """As `names.unknown_name`, as long as hints have not cost too much: each looks at all the options."""
        return (
            unknown_name(message, word, options, listing) if self._hints.pays(_HINT * len(options)) else (message, "")
        )

    def is_said(self, node: YamlNode) -> bool:
        """Whether an error about a value, or a character of it, was reported."""
        place = node.range
        return any(place.start <= said.start and said.end <= place.end for said in self._places.get(node.source, ()))

    def shake(self, node: YamlNode) -> None:
        """Note that a mapping has a key that is not understood, so that nothing is concluded from a key it lacks."""
        self._shaken.add((node.source, node.range))

    def is_shaken(self, node: YamlNode) -> bool:
        """Whether a key of this mapping, or of the one that it was merged from, is not understood."""
        return (node.source, node.range) in self._shaken

    def has_errors(self, path: str) -> bool:
        """Whether anything is wrong in a file."""
        return path in self._places

    def result(self, paths: list[str]) -> tuple[Diagnostic, ...]:
        """All errors, in the order of `paths` and then of their places."""
        order = {path: number for number, path in enumerate(paths)}
        return tuple(sorted(self._found.values(), key=lambda found: (order.get(found.path, -1), found.range)))


def related(node: YamlNode, message: str) -> tuple[RelatedLocation, ...]:
    """Another place that explains an error."""
    return (RelatedLocation(node.range, message, node.source),)
