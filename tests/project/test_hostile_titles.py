"""Titles, paths and ids that would be markup in Mermaid, DOT, JSON or a terminal, if they were let."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from speclint.project.graph import Graph, Node, impact
from speclint.reporters.graph import GRAPH_FORMATS, render_graph

HOSTILE = [
    'a "quoted" title',
    "brackets ] } ) > [ { ( <",
    "back\\slash\\",
    'ends with \\"',
    "two\nlines",
    "</title><script>alert(1)</script>",
    "n0 --> n1; click n0 javascript:alert(1)",
    "#quot; #34; &quot; `code` | pipe",
    "%% comment",
    "\x1b[31mred\x1b[0m",
    "\u202eright to left",
    "日本 é",
]


def graph(title: str) -> Graph:
    """Two specifications, one of which has the title, in its path and in what it refers to as well."""
    other = Node("NT-002", "notes/nt-002.md", "note", "Plain", "")
    node = Node("NT-001", f"notes/{title}.md", "note", title, title)
    return Graph((node, other), ((node.path, other.path),), ((other.path, "NT-099"),))


def dot_strings(text: str) -> tuple[list[str], str]:
    """The quoted strings of a DOT file, and the text outside of them."""
    quoted = re.compile(r'"((?:[^"\\]|\\.)*)"')
    return quoted.findall(text), quoted.sub("@", text)


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_no_title_changes_the_form_of_mermaid(title: str) -> None:
    text = render_graph(graph(title), "mermaid")
    lines = text.split("\n")
    assert len(lines) == 7  # the last one is empty
    assert lines[0] == "flowchart LR"
    assert re.fullmatch(r'  n0\["NT-001 [^"<>\[\](){}|`\\\x00-\x1f]*"\]', lines[1])
    assert lines[2:] == ['  n1["NT-002 Plain"]', "  n0 --> n1", '  d0["NT-099 ?"]', "  n1 -.-> d0", ""]
    # Only characters by number may follow a `#`.
    assert re.fullmatch(r"(?:[^#;]|#[0-9]+;)*", lines[1])


def test_mermaid_shows_what_was_written() -> None:
    line = render_graph(graph('a "b" <c> #d; [e]'), "mermaid").split("\n")[1]
    shown = re.sub(r"#([0-9]+);", lambda match: chr(int(match[1])), line)
    assert shown == '  n0["NT-001 a "b" <c> #d; [e]"]'


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_no_title_changes_the_form_of_dot(title: str) -> None:
    _, around = dot_strings(render_graph(graph(title), "dot"))
    assert around.splitlines() == [
        "digraph specifications {",
        "  rankdir=LR;",
        "  node [shape=box];",
        "  @ [label=@];",
        "  @ [label=@];",
        "  @ -> @;",
        "  @ -> @ [style=dashed];",
        "}",
    ]


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs `dot` of graphviz")
@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_graphviz_reads_every_title(title: str) -> None:
    text = render_graph(graph(title), "dot")
    done = subprocess.run(["dot", "-Tplain"], input=text.encode(), capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"\nnode ") == 3
    assert done.stdout.count(b"\nedge ") == 2


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_json_holds_titles_as_they_are(title: str) -> None:
    data = json.loads(render_graph(graph(title), "json"))
    assert data == {
        "version": 1,
        "nodes": [
            {"id": "NT-001", "path": f"notes/{title}.md", "spec_type": "note", "title": title, "status": title},
            {"id": "NT-002", "path": "notes/nt-002.md", "spec_type": "note", "title": "Plain", "status": None},
        ],
        "edges": [{"from": f"notes/{title}.md", "to": "notes/nt-002.md"}],
        "dangling": [{"from": "notes/nt-002.md", "id": "NT-099"}],
    }


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_a_title_is_one_line_of_the_tree_and_nothing_that_a_terminal_obeys(title: str) -> None:
    text = render_graph(graph(title), "text")
    assert text.count("\n") == 3
    assert all(line.isprintable() for line in text.splitlines())


@pytest.mark.parametrize("format", GRAPH_FORMATS)
def test_a_specification_without_an_id_or_a_title_goes_by_its_path(format: str) -> None:
    node = Node("notes/a.md", "notes/a.md", "note", "", "")
    text = render_graph(Graph((node,), (), ()), format)
    assert "notes/a.md" in text


def node(name: str) -> Node:
    return Node(name.upper(), f"{name}.md", "note", "", "")


def test_impact_goes_against_the_references_through_circles() -> None:
    edges = [("a.md", "b.md"), ("b.md", "c.md"), ("c.md", "b.md"), ("b.md", "d.md"), ("e.md", "a.md"), ("d.md", "f.md")]
    found = impact(Graph(tuple(map(node, "abcdef")), tuple(edges), (("a.md", "X-1"),)), "b.md")
    assert [each.path for each in found.nodes] == ["a.md", "b.md", "c.md", "e.md"]
    assert found.edges == (("a.md", "b.md"), ("b.md", "c.md"), ("c.md", "b.md"), ("e.md", "a.md"))
    assert found.dangling == ()
