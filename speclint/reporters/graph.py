"""The graph of references as a tree, Mermaid, DOT and JSON.

Owns: those forms; hostile titles are made harmless in each.
Never: finds references.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclint.reporters.style import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.graph import Graph, Node

GRAPH_FORMATS = ("text", "mermaid", "dot", "json")
VERSION = 1


def render_graph(graph: Graph, format: str, root: str = "") -> str:
    """The graph in one of GRAPH_FORMATS. `root`: a path; the tree then shows what refers to it, and what to that."""
    if format == "json":
        return _json(graph)
    if format == "mermaid":
        return _mermaid(graph)
    if format == "dot":
        return _dot(graph)
    return "".join(f"{line}\n" for line in _tree(graph, root))


def _label(node: Node) -> str:
    return one_line(f"{node.name} {node.title}".strip() if node.title and node.title != node.name else node.name)


def _line(node: Node) -> str:
    status = f" ({one_line(node.status)})" if node.status else ""
    return f"{_label(node)}{status}  {one_line(node.path)}"


def _tree(graph: Graph, root: str) -> Iterator[str]:
    """What is referred to stands below what refers to it; with a root, the other way round."""
    if root:
        yield _line(graph.node(root))
        yield from _below(graph, root, (root,), "", upwards=True)
        return
    tops = [node.path for node in graph.nodes if not graph.sources(node.path)]
    seen: set[str] = set()
    for path in (*tops, *(node.path for node in graph.nodes)):
        if path in seen:
            continue
        yield _line(graph.node(path))
        seen.add(path)
        yield from _below(graph, path, (path,), "", upwards=False, seen=seen)
    for path, id in graph.dangling:
        yield f"{graph.node(path).name} -> {id}: there is no such specification"


def _below(
    graph: Graph, path: str, way: tuple[str, ...], indent: str, *, upwards: bool, seen: set[str] | None = None
) -> Iterator[str]:
    others = graph.sources(path) if upwards else graph.targets(path)
    for number, other in enumerate(others, 1):
        last = number == len(others)
        again = other in way or (seen is not None and other in seen and bool(graph.targets(other)))
        mark = "  (see above)" if again else ""
        yield f"{indent}{'`-- ' if last else '|-- '}{_line(graph.node(other))}{mark}"
        if seen is not None:
            seen.add(other)
        if not again:
            deeper = indent + ("    " if last else "|   ")
            yield from _below(graph, other, (*way, other), deeper, upwards=upwards, seen=seen)


def _json(graph: Graph) -> str:
    data = {
        "version": VERSION,
        "nodes": [
            {
                "id": node.name,
                "path": node.path,
                "spec_type": node.type,
                "title": node.title,
                "status": node.status or None,
            }
            for node in graph.nodes
        ],
        "edges": [{"from": source, "to": target} for source, target in graph.edges],
        "dangling": [{"from": path, "id": id} for path, id in graph.dangling],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _mermaid(graph: Graph) -> str:
    names = {node.path: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {names[node.path]}["{_entities(_label(node))}"]' for node in graph.nodes]
    lines += [f"  {names[source]} --> {names[target]}" for source, target in graph.edges]
    for number, (path, id) in enumerate(graph.dangling):
        lines += [f'  d{number}["{_entities(id)} ?"]', f"  {names[path]} -.-> d{number}"]
    return "\n".join(lines) + "\n"


def _entities(text: str) -> str:
    """Mermaid takes characters by number, and these would end or change a label."""
    return "".join(f"#{ord(char)};" if char in '"<>[]{}()|#;`\\&' else char for char in text)


def _dot(graph: Graph) -> str:
    lines = ["digraph specifications {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {_quoted(node.path)} [label={_quoted(_label(node))}];" for node in graph.nodes]
    lines += [f"  {_quoted(source)} -> {_quoted(target)};" for source, target in graph.edges]
    lines += [f"  {_quoted(path)} -> {_quoted(f'{id} ?')} [style=dashed];" for path, id in graph.dangling]
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
