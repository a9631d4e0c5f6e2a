"""The specifications of a project as nodes and references.

Owns: which specifications a graph shows, and what depends on one of them.
Never: formats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from speclint.project import DocumentFacts, ProjectIndex


class Node(NamedTuple):
    """A specification. `name` is its id, or its path where it has none."""

    name: str
    path: str
    type: str
    title: str
    status: str


class Graph:
    """Nodes by path; `edges` lead from the one that refers to the one that is referred to, by path.

    `dangling` are references to specifications that do not exist: path and id.
    """

    def __init__(
        self,
        nodes: tuple[Node, ...],
        edges: tuple[tuple[str, str], ...],
        dangling: tuple[tuple[str, str], ...],
    ) -> None:
        self.nodes = nodes
        self.edges = edges
        self.dangling = dangling
        self._by_path = {node.path: node for node in nodes}
        self._targets: dict[str, list[str]] = {}
        self._sources: dict[str, list[str]] = {}
        for source, target in edges:
            self._targets.setdefault(source, []).append(target)
            self._sources.setdefault(target, []).append(source)

    def node(self, path: str) -> Node:
        """The node at a path. Raises KeyError."""
        return self._by_path[path]

    def targets(self, path: str) -> list[str]:
        """The paths that a specification refers to."""
        return self._targets.get(path, [])

    def sources(self, path: str) -> list[str]:
        """The paths that refer to a specification."""
        return self._sources.get(path, [])


def build_graph(index: ProjectIndex) -> Graph:
    """The graph of all specifications of a project."""
    edges = [(facts.path, target.path) for facts in index.documents for target in index.targets(facts)]
    dangling = {
        (facts.path, each.id): None
        for facts in index.documents
        for each in facts.references
        if each.form != "text" and not index.with_id(each.id)
    }
    return Graph(tuple(map(_node, index.documents)), tuple(dict.fromkeys(edges)), tuple(dangling))


def impact(graph: Graph, path: str) -> Graph:
    """The part of a graph that depends on one specification: it, all that refers to it, and all that refers to those."""
    reached = {path}
    waiting = [path]
    while waiting:
        for source in graph.sources(waiting.pop()):
            if source not in reached:
                reached.add(source)
                waiting.append(source)
    return _part(graph, reached)


def _part(graph: Graph, paths: set[str]) -> Graph:
    return Graph(
        tuple(node for node in graph.nodes if node.path in paths),
        tuple(edge for edge in graph.edges if paths.issuperset(edge)),
        (),
    )


def _node(facts: DocumentFacts) -> Node:
    return Node(facts.id or facts.path, facts.path, facts.type, facts.title, facts.status)
