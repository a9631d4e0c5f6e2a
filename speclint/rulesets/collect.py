"""Gathering what is wrong in rule files.

Owns: the order of the diagnostics, and that one mistake is said once.
Never: finds anything wrong itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Diagnostic, Finding, RelatedLocation, stamped

if TYPE_CHECKING:
    from speclint.source import Range
    from speclint.yaml_source import YamlNode

RULE = "invalid-rule-set"


class Collector:
    """Takes what is wrong, from any phase of loading. A place is complained about once, by the first who does."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Range, str], Diagnostic] = {}
        self._shaken: set[tuple[str, Range]] = set()

    def add(
        self, path: str, place: Range, message: str, mend: str = "", related: tuple[RelatedLocation, ...] = ()
    ) -> None:
        """Note an error at a place in a file."""
        said = stamped(Finding(place, message, mend, related=related), path, RULE, "error", None)
        # Where something is missing, several things may be.
        about = message if place.start == place.end else ""
        self._found.setdefault((path, place, about), said)

    def at(self, node: YamlNode, message: str, mend: str = "", related: tuple[RelatedLocation, ...] = ()) -> None:
        """Note an error about a value."""
        self.add(node.source, node.range, message, mend, related)

    def is_said(self, node: YamlNode) -> bool:
        """Whether a value, or a character of it, was complained about."""
        place = node.range
        return any(
            path == node.source and place.start <= said.start and said.end <= place.end for path, said, _ in self._found
        )

    def shake(self, node: YamlNode) -> None:
        """Note that a mapping has a key that is not understood, so that nothing is concluded from a key it lacks."""
        self._shaken.add((node.source, node.range))

    def is_shaken(self, node: YamlNode) -> bool:
        """Whether a key of this mapping, or of the one that it was merged from, is not understood."""
        return (node.source, node.range) in self._shaken

    def has_errors(self, path: str) -> bool:
        """Whether anything is wrong in a file."""
        return any(found == path for found, _, _ in self._found)

    def result(self, paths: list[str]) -> tuple[Diagnostic, ...]:
        """All errors, in the order of `paths` and then of their places."""
        order = {path: number for number, path in enumerate(paths)}
        return tuple(sorted(self._found.values(), key=lambda found: (order.get(found.path, -1), found.range)))


def related(node: YamlNode, message: str) -> tuple[RelatedLocation, ...]:
    """Another place that explains an error."""
    return (RelatedLocation(node.range, message, node.source),)
