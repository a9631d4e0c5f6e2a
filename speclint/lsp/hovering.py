"""What a client shows where the pointer rests.

Owns: the texts about a finding, a section, a reference, a field and a column, and their order.
Never: words of its own about a rule: its page has them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.completeness import percent
from speclint.lsp.references import holds, meant_at, project_of
from speclint.lsp.uris import uri_of
from speclint.reporters.guide import render_section_guide
from speclint.ruleset.words import field_words
from speclint.workspace.pages import page_path, rule_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.source import Position, Range
    from speclint.binding import Binding
    from speclint.lsp.session import Opened, Session

_PART = re.compile(r"^## (?P<name>.+)\n(?P<text>(?:(?!^## ).*\n?)*)", re.MULTILINE)
_SHOWN = ("What it does", "What does not count", "Why it matters", "How to fix it")
"""The parts of a rule's page that help someone who sees its finding."""


def hover(session: Session, key: str, position: types.Position, *, markdown: bool) -> types.Hover | None:
    """What there is to say about a place; None for nothing."""
    opened = session.opened.get(key)
    if opened is None or not opened.is_markdown:
        return None
    positions = session.positions(key)
    place = positions.read(position)
    said = [*_finding_parts(session, key, place), *_reference(opened, place)]
    binding = _binding(opened)
    if binding is not None:
        said += [*_section(opened, binding, place), *_field(binding, place)]
    if not said:
        return None
    text = "\n\n---\n\n".join(text for text, _ in said)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    smallest = min((range for _, range in said), key=lambda one: (one.end.line - one.start.line, one.end))
    return types.Hover(types.MarkupContent(kind, text), positions.write_range(smallest))


def rule_words(rule: str) -> str:
    """The part of a rule's page that a reader of a finding needs."""
    page = rule_page(rule) or ""
    head = page.partition("\n## ")[0].partition("\n")[2].strip()
    parts = {found["name"]: found["text"].strip() for found in _PART.finditer(page)}
    shown = [
        f"**{name}**: {parts[name]}" if name != "What it does" else parts[name] for name in _SHOWN if name in parts
    ]
    return "\n\n".join([f"**{rule}**: {head}", *shown, f"[Full page]({uri_of(page_path(rule))})"])


def _finding_parts(session: Session, key: str, place: Position) -> Iterator[tuple[str, Range]]:
    found: dict[str, Diagnostic] = {}
    for each in session.diagnose(key):
        if holds(each.range, place):
            found.setdefault(each.rule, each)
    for rule, each in found.items():
        yield rule_words(rule), each.range


def _reference(opened: Opened, place: Position) -> Iterator[tuple[str, Range]]:
    project = project_of(opened)
    meant = meant_at(opened, project, place) if project is not None else None
    if project is None or meant is None:
        return
    if not meant.targets:
        yield f"Unknown specification **{meant.id}**.", meant.place
    for facts in meant.targets:
        status = f", {facts.status}" if facts.status else ""
        users = len(project.view.index.referrers(facts))
        used = f"Referred to by {users} other specification{'' if users == 1 else 's'}." if users else ""
        lines = [
            f"**{facts.title or facts.id}**",
            f"{facts.type}{status}: [{facts.path}]({uri_of(project.path(facts))})",
        ]
        yield "\n\n".join(filter(None, [*lines, used])), meant.place


def _section(opened: Opened, binding: Binding, place: Position) -> Iterator[tuple[str, Range]]:
    node = next((node for node in binding.nodes if holds(node.range, place)), None)
    if node is None:
        return
    bounds = binding.bound_at(node)
    credit = ""
    if bounds or node is binding.title:
        credit = _credit(opened, binding.path(node) if node is not binding.title else None)
    for bound in bounds:
        guide = render_section_guide(bound.spec, bound.parent.spec if bound.parent else None)
        yield "\n\n".join(filter(None, [f"**{bound.spec.title}**", credit, guide])), node.range
    if node is binding.title and not bounds:
        ruleset = binding.ruleset
        yield "\n\n".join(filter(None, [f"**{ruleset.title}**", credit, ruleset.description])), node.range


def _credit(opened: Opened, path: tuple[str, ...] | None) -> str:
    """How complete a section is; without a path, the document."""
    space, name = opened.space, opened.shown.path or ""
    score = space.judge.score(opened.source, name, space.project_of(name))
    if isinstance(score, str):
        return ""
    if path is None:
        return f"{score.percent}% complete."
    found = next((each for each in score.sections if each.section == path), None)
    if found is None:
        return ""
    losses = "; ".join(dict.fromkeys(loss.requirement for loss in found.missing))
    return f"{percent(found.credit)}% complete." + (f" Missing: {losses}." if losses else "")


def _field(binding: Binding, place: Position) -> Iterator[tuple[str, Range]]:
    for pair in binding.fields:
        if pair.found is not None and holds(pair.found.range, place):
            yield f"**{pair.spec.name}**: {field_words(pair.spec)}", pair.found.range
            return


def _binding(opened: Opened) -> Binding | None:
    space, path = opened.space, opened.shown.path or ""
    project = space.project_of(path)
    if project.failures or (path and project.excluded(path) is not None):
        return None
    return space.judge.binding(opened.source, path, project)
