"""Whatever a document holds, what is said of it is on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speclint.base.diagnostics import Finding, Fix, RelatedLocation, stamped
from speclint.base.source import Range, SourceFile
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from speclint.base.diagnostics import Diagnostic

BREAKS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")


def texts(found: Diagnostic) -> list[str]:
    """All that a finding says."""
    title = [found.fix.title] if found.fix is not None else []
    return [found.message, found.help, *(each.message for each in found.related), *title]


def is_one_line(text: str) -> bool:
    return len((text + "x").splitlines()) == 1


@pytest.mark.parametrize("end", BREAKS, ids=repr)
def test_what_a_check_quotes_is_put_on_one_line(end: str) -> None:
    said = f"a{end}  b"
    finding = Finding(Range.at(1), said, said, related=(RelatedLocation(Range.at(1), said),), fix=Fix(said, "safe"))
    assert texts(stamped(finding, "a.md", "bad-cell", "error", None)) == ["a b"] * 4


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(str(tmp_path_factory.mktemp("empty")), {}, Options(type="component", use_cache=False))


def found_in(workspace: Workspace, text: str) -> tuple[Diagnostic, ...]:
    source = SourceFile("a.md", text)
    return workspace.judge.judge(source, "", workspace.project()).diagnostics


PIECES = st.sampled_from([
    "# T\n", "Title of\nmany\nlines\n===\n", "Purpose of\nit\n---\n", "## Purpose\n", "## Monitorng\n", "### A\u2028B\n", "**Type**: a\u2028b\n",
    "**Status**: Odd\x0bone\n", "| Variable | Type |\n|---|---|\n| a\x85b | c\x0cd |\n", "```yaml\na: [\n```\n", "```\n## Purpose\n",
    "<!-- speclint-disable gone\nrule -->\n", "- a\n  b\n- c\n", "[Insert a\nb]\n", "[x\ny](z)\n", "TODO\n", "\n", "---\na: 'b\n\n  c'\n---\n", "words\n",
])  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_message_is_one_line(workspace: Workspace, text: str) -> None:
    for found in found_in(workspace, text):
        assert all(map(is_one_line, texts(found))), found


def test_a_heading_of_many_lines(tmp_path: Path) -> None:
    (tmp_path / ".speclint.yaml").write_text("rule_paths: [note.yaml]\n")
    (tmp_path / "note.yaml").write_text(
        "speclint: 1\ntype: note\ntitle: Note\nunknown_sections: warning\nsections: [{heading: Why}]\n"
    )
    own = Workspace(str(tmp_path), {}, Options(type="note", use_cache=False))
    found = found_in(own, "A title\nof many\nlines\n===\n\nOther words\nof many lines\n---\n\nWords.\n")
    assert any("Other words of many lines" in each.message for each in found), "it is quoted"
    assert all(map(is_one_line, (text for each in found for text in texts(each))))
