"""Projects in memory, for the rules between documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.globs import matches
from speclint.base.report import build
from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.checks.rules import PROJECT_RULES
from speclint.engine.coverage import judged_across
from speclint.engine.facts import find_facts
from speclint.engine.linter import bind
from speclint.engine.project_linter import lint_across, maturity
from speclint.engine.suppression import read_suppressions
from speclint.markdown import parse
from speclint.project import IdPattern, ProjectIndex, Surroundings
from speclint.project.anchors import anchors_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.ruleset import RuleSet


class Files:
    """The files of a project in memory."""

    def __init__(self, files: dict[str, str]) -> None:
        self._files = files

    def exists(self, path: str) -> bool:
        return any(name == path or name.startswith(f"{path}/") or not path for name in self._files)

    def anchors(self, path: str) -> frozenset[str] | None:
        text = self._files.get(path)
        return (
            None if text is None or not path.endswith(".md") else frozenset(anchors_of(parse(SourceFile(path, text))))
        )


def patterns(rulesets: Sequence[RuleSet]) -> tuple[IdPattern, ...]:
    return tuple(IdPattern(each.type, each.naming) for each in rulesets if each.naming.id_pattern)


def across(files: dict[str, str], rulesets: Sequence[RuleSet], external: Sequence[str] = ()) -> list[Diagnostic]:
    """The findings between documents, in the order of a report. A file's type is found by `applies_to.files`."""
    known = []
    for path, text in files.items():
        ruleset = next((each for each in rulesets if any(matches(glob, path) for glob in each.applies_to.files)), None)
        if ruleset is None:
            continue
        document = parse(SourceFile(path, text))
        front = FrontMatterReader().read(document.front_matter).entries if document.front_matter else ()
        binding = bind(document, ruleset, Surroundings(front_matter=front, ids=patterns(rulesets)))
        known.append((find_facts(binding, path), ruleset, read_suppressions(document.comments).only(PROJECT_RULES)))
    by_type = {ruleset.type: ruleset for ruleset in rulesets}
    index = ProjectIndex(
        [facts for facts, _, _ in known], Files(files), external, lambda facts: maturity(facts, by_type[facts.type])
    )
    found = []
    for facts, ruleset, said in known:
        own = lint_across(facts, ruleset, index, said)[0]
        assert {each.rule for each in own} <= judged_across(facts), "a rule found something, and had nothing to judge"
        found += own
    return list(build(found).diagnostics)
