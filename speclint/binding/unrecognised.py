"""Sections that a document may have under headings that nobody knows.

Owns: when what a document lacks may be among its sections that are not recognised.
Never: guesses which of them is which.

"How others talk to it" is a good heading of the interfaces, and no list of words will ever have it. So a section is surely
missing only from a document whose other sections are recognised. One unknown heading is nothing unusual, several beside
as many missing sections are; but where more is missing than recognised, the document follows another outline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.binding.explain import causes, claimed_nodes, gaps
from speclint.binding.slips import heading_slips

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.base.diagnostics import Severity
    from speclint.binding.binding import Binding
    from speclint.binding.explain import Gap
    from speclint.binding.nodes import Node
    from speclint.binding.pairs import Missing
    from speclint.binding.sections import Scope

_FEWEST = 2
"""Unknown headings. A single one may well be what its author adds to the usual sections."""
_PARTS, _TITLES = 2, 3
"""Of so many headings, so many sections may be the titles: "Bringing it to a station, and back" is two."""


class Unrecognised(NamedTuple):
    """What one section, or the document, lacks, and its subsections that nobody knows. Each may be one of the others."""

    scope: Scope
    missing: tuple[Missing, ...]
    gaps: tuple[Gap, ...]
    nodes: tuple[Node, ...]
    behind: Severity | None
    """The severity of the finding that explains it, see `Finding.behind`."""


def unrecognised(binding: Binding) -> Mapping[int, Unrecognised]:
    """By the `id` of its scope, where something may be there under another name."""
    return binding.once(_find)


def _find(binding: Binding) -> Mapping[int, Unrecognised]:
    lacking: dict[int, tuple[Scope, list[Missing], list[Gap]]] = {}
    for missing, cause in zip(binding.missing, causes(binding), strict=True):
        if cause is None and not missing.spec.pattern and not missing.scope.count(missing.spec):
            lacking.setdefault(id(missing.scope), (missing.scope, [], []))[1].append(missing)
    for gap in gaps(binding):
        if not gap.causes and not gap.present:
            lacking.setdefault(id(gap.scope), (gap.scope, [], []))[2].append(gap)
    if not any(len(scope.unknown) >= _FEWEST for scope, _, _ in lacking.values()):
        return {}
    slips = heading_slips(binding)
    meant = {id(slip.spec) for slip in slips}
    claimed = claimed_nodes(binding).keys() | {slip.node for slip in slips}
    found: dict[int, Unrecognised] = {}
    for key, (scope, absent, groups) in lacking.items():
        nodes = [node for node in scope.unknown if node.level == scope.level and node not in claimed]
        nodes = [node for node in nodes if _says_something(binding, node)]
        known = len({bound.node for bound in scope.bound})
        count = len(absent) + len(groups)
        if (
            len(nodes) >= _FEWEST
            and _PARTS * count <= _TITLES * len(nodes)
            and (scope.owner is not None or known >= count)
            and not any(id(missing.spec) in meant for missing in absent)
        ):
            behind = absent[0].behind if absent else groups[0].behind
            found[key] = Unrecognised(scope, tuple(absent), tuple(groups), tuple(nodes), behind)
    return found


def _says_something(binding: Binding, node: Node) -> bool:
    if binding.is_empty(node):
        return False
    return bool(node.children) or not binding.is_unfilled(node.blocks)
