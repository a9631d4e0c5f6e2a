"""The graph of references as a drawing inside a page.

Owns: where nodes are (in columns, each to the right of what refers to it) and the SVG.
Never: escapes less than everything: titles come from documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.reporters.markup import escape

if TYPE_CHECKING:
    from speclint.project.graph import Graph

_COLUMN = 230
_ROW = 34
_WIDTH = 180
_HEIGHT = 24
_MARGIN = 10
_LONGEST = 26


def render_svg(graph: Graph) -> str:
    """The drawing; "" if no specification refers to another."""
    linked = {path for edge in graph.edges for path in edge}
    if not linked:
        return ""
    nodes = [node for node in graph.nodes if node.path in linked]
    columns = _columns(graph, [node.path for node in nodes])
    rows: dict[int, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for node in nodes:
        column = columns[node.path]
        row = rows.get(column, 0)
        rows[column] = row + 1
        places[node.path] = (_MARGIN + column * _COLUMN, _MARGIN + row * _ROW)
    width = (max(columns.values()) + 1) * _COLUMN + _MARGIN
    height = max(rows.values()) * _ROW + 2 * _MARGIN
    opening = '<svg role="img" aria-label="References between specifications" xmlns="http://www.w3.org/2000/svg" '
    parts = [f'{opening}viewBox="0 0 {width} {height}" width="{width}" height="{height}">']
    parts += [_edge(places[source], places[target]) for source, target in graph.edges]
    for node in nodes:
        left, top = places[node.path]
        label = f"{node.name} {node.title}" if node.title else node.name
        short = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "\u2026"
        parts.append(
            f'<g class="node"><title>{escape(f"{label} ({node.path})")}</title>'
            f'<rect x="{left}" y="{top}" width="{_WIDTH}" height="{_HEIGHT}" rx="4"/>'
            f'<text x="{left + 8}" y="{top + 16}">{escape(short)}</text></g>'
        )
    return "".join([*parts, "</svg>"])


def _edge(source: tuple[int, int], target: tuple[int, int]) -> str:
    start, end = source[0] + _WIDTH, target[0]
    top, bottom = source[1] + _HEIGHT // 2, target[1] + _HEIGHT // 2
    bend = 40 if end > start else 70
    return f'<path class="edge" d="M{start} {top} C{start + bend} {top} {end - bend} {bottom} {end} {bottom}"/>'


def _columns(graph: Graph, paths: list[str]) -> dict[str, int]:
    """The column of each node: one more than that of the last that refers to it. References back in a circle are left out."""
    targets: dict[str, list[str]] = {path: [] for path in paths}
    for source, target in graph.edges:
        targets[source].append(target)
    columns = dict.fromkeys(paths, 0)
    done: list[str] = []
    state: dict[str, int] = {}
    back: set[tuple[str, str]] = set()
    for start in paths:
        stack = [(start, iter(targets[start]))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            path, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[path] = 2
                done.append(path)
                stack.pop()
            elif state.get(following) == 1:
                back.add((path, following))
            elif following not in state:
                state[following] = 1
                stack.append((following, iter(targets[following])))
    for path in reversed(done):
        for target in targets[path]:
            if (path, target) not in back:
                columns[target] = max(columns[target], columns[path] + 1)
    return columns
