"""A run over files: read, find the type, lint, collect.

Owns: passing a document through the layers below, and what a failure there means for the run.
Never: prints, exits, or lets one document's trouble keep the others from being linted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.workspace.collecting import Outcome, Run, Scoring
from speclint.workspace.files.paths import Failure
from speclint.workspace.resources import Options, Resources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Skipped
    from speclint.base.source import SourceFile
    from speclint.completeness import SpecScore
    from speclint.project import ProjectIndex
    from speclint.workspace.across import ProjectView
    from speclint.workspace.files.discovery import Target
    from speclint.workspace.files.trees import Tree
    from speclint.workspace.projects import Project

__all__ = ["Options", "Scores", "Workspace"]


class Scores(NamedTuple):
    """What scoring gives: the scores by path, the files that have none, and what went wrong with the run."""

    scores: tuple[SpecScore, ...]
    skipped: tuple[Skipped, ...]
    failures: tuple[Failure, ...]
    rule_diagnostics: tuple[Diagnostic, ...]


class Workspace(Resources):
    """The files of one run, seen from a working directory."""

    def begin(self) -> Run:
        """What a run collects, for callers that need more than the outcome."""
        return Run(self, self.view)

    def check(
        self, targets: Sequence[Target], stdin: tuple[str, bytes] | None = None, run: Run | None = None
    ) -> Outcome:
        """Lint the targets. `stdin` is the name that its text goes by ("" for none) and its bytes.

        `run`: from `begin`, to be looked at afterwards.
        """
        run = run or self.begin()
        if self.options.since is not None and not run.watch_changes(self.options.since):
            return run.outcome()
        if self.options.only_across:
            run.look_at_project()
            if self.options.coverage:
                run.measure()
            self.keep()
            return run.outcome()
        for target in targets:
            run.take(target, stdin)
        # A run on single files, such as a hook, has no time to look at all others.
        # With one type for all files, nothing can be said of the types of others.
        if self.options.type is None and any(not target.named for target in targets):
            run.look_across()
        if self.options.coverage:
            run.measure()
        self.keep()
        return run.outcome()

    def index(self, failures: list[Failure]) -> ProjectIndex:
        """All specifications of the project of the working directory. Those that cannot be read go to `failures`."""
        view = self.view(self.project(), {})
        failures += [Failure(place, why) for place, why in view.unreadable]
        self.learned.update(view.learned)
        self.keep()
        return view.index

    def view(self, project: Project, given: dict[str, SourceFile], tree: Tree | None = None) -> ProjectView:
        """All specifications of a project. `given`: texts that were read, by absolute path; `tree`: where the others are."""
        from speclint.workspace.across import ProjectView  # a run over named files looks at no others

        return ProjectView(self, project, given, tree)

    def score(self, targets: Sequence[Target], stdin: tuple[str, bytes] | None = None) -> Scores:
        """How complete the targets are. `stdin` as for `check`."""
        run = Scoring(self, self.view)
        for target in targets:
            run.take(target, stdin)
        self.keep()
        outcome = run.outcome()
        scores = tuple(sorted(run.scores, key=lambda score: score.path))
        return Scores(scores, outcome.report.skipped, outcome.failures, outcome.rule_diagnostics)
