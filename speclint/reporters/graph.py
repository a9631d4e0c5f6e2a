"""The graph of references as a tree, Mermaid, DOT and JSON.

Owns: those forms; hostile titles are made harmless in each.
Never: finds references.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclint.base.escapes import json_escaped
from speclint.reporters.style import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.project.graph import Graph, Node

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
    return f"{_label(node)}{status}  {visible(node.path)}"


def _tree(graph: Graph, root: str) -> Iterator[str]:
    """What is referred to is below what refers to it; with a root, the other way round."""
    others = graph.sources if root else graph.targets
    tops = [root] if root else [node.path for node in graph.nodes if not graph.sources(node.path)]
    seen: set[str] = set()
    for path in (*tops, *(() if root else (node.path for node in graph.nodes))):
        if path in seen:
            continue
        yield _line(graph.node(path))
        seen.add(path)
        yield from _below(graph, path, others, seen)
    for path, id in graph.dangling:
        yield one_line(f"{graph.node(path).name} -> {id}: unknown specification")


_DEEPEST = 4 * 40
"""Characters. What is deeper is indented no further: in a long chain, blanks would be most of the output."""


def _below(graph: Graph, path: str, others: Callable[[str], list[str]], seen: set[str]) -> Iterator[str]:
    """What is below a line of the tree. What was before is named and not opened again, or a tree may never end."""
    waiting = [(other, "", last) for other, last in reversed(_marked(others(path)))]
    while waiting:
        other, indent, last = waiting.pop()
        below = others(other)
        again = other in seen and bool(below)
        yield f"{indent}{'`-- ' if last else '|-- '}{_line(graph.node(other))}{'  (see above)' if again else ''}"
        if other not in seen:
            seen.add(other)
            deeper = indent + ("    " if last else "|   ") if len(indent) < _DEEPEST else indent
            waiting += [(each, deeper, is_last) for each, is_last in reversed(_marked(below))]


def _marked(paths: list[str]) -> list[tuple[str, bool]]:
    """Each path, and whether it is the last."""
    return [(path, number == len(paths)) for number, path in enumerate(paths, 1)]


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
    return json_escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _mermaid(graph: Graph) -> str:
    names = {node.path: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {names[node.path]}["{_entities(_label(node))}"]' for node in graph.nodes]
    lines += [f"  {names[source]} --> {names[target]}" for source, target in graph.edges]
    for number, (path, id) in enumerate(graph.dangling):
        lines += [f'  d{number}["{_entities(one_line(id))} ?"]', f"  {names[path]} -.-> d{number}"]
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
    return '"' + visible(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
