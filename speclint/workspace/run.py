"""A run over files: read, find the type, lint, collect.

Owns: passing a document through the layers below, and what a failure there means for the run.
Never: prints, exits, or lets one document's trouble keep the others from being linted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.workspace.between import between_key, kept_between, remembered_between
from speclint.workspace.collecting import Outcome, Run, Scoring
from speclint.workspace.files.paths import Failure
from speclint.workspace.members import Members
from speclint.workspace.resources import Options, Resources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Skipped
    from speclint.base.source import SourceFile
    from speclint.completeness import SpecScore
    from speclint.project import ProjectIndex
    from speclint.workspace.across import ProjectView
    from speclint.workspace.between import Between
    from speclint.workspace.files.discovery import Target
    from speclint.workspace.files.trees import Tree
    from speclint.workspace.projects import Project

__all__ = ["Options", "Scores", "Workspace"]


_FEW = 8
"""Documents that a run keeps parsed from one question to the next."""


class Scores(NamedTuple):
    """What scoring gives: the scores by path, the files that have none, and what went wrong with the run."""

    scores: tuple[SpecScore, ...]
    skipped: tuple[Skipped, ...]
    failures: tuple[Failure, ...]
    rule_diagnostics: tuple[Diagnostic, ...]


class Workspace(Resources):
    """The files of one run, seen from a working directory."""

    remembers_between = True
    """Whether what rules between documents say is kept in the cache. An editor keeps the project itself."""

    def begin(self) -> Run:
        """What a run collects, for callers that need more than the outcome."""
        return Run(self, self.look_between)

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
        if self.options.type is None and len(targets) <= _FEW:
            # Each is judged alone, and then compared with the others.
            self.remembered = max(self.remembered, len(targets))
        for target in targets:
            run.take(target, stdin)
        # With one type for all files, nothing can be said of the types of others.
        if self.options.type is None:
            run.look_across()
        if self.options.coverage:
            run.measure()
        self.keep()
        return run.outcome()

    def index(self, failures: list[Failure]) -> ProjectIndex:
        """All specifications of the project of the working directory. Those that cannot be read go to `failures`."""
        view = self.view(self.project(), {})
        failures += [Failure(self.shown(path), why) for path, why in view.unreadable]
        self.learned.update(view.learned)
        self.keep()
        return view.index

    def look_between(
        self,
        project: Project,
        given: Mapping[str, SourceFile],
        paths: Sequence[str] | None,
        tree: Tree | None = None,
    ) -> Between:
        """What rules between documents say of some files, None: of all specifications of a project.

        `given`: texts that were read; paths are absolute. `tree`: where the other texts are.
        """
        if paths is None or tree is not None or not self.remembers_between or self.options.coverage:
            view = self.view(project, given, tree)
            between = view.between(paths)
            self._learn_from(view)
            return between
        members = Members(self, project, given)
        key = between_key(members, paths, self.settings)
        known = remembered_between(self.fact(key), members, paths) if key is not None else None
        if known is not None:
            return known
        from speclint.workspace.across import ProjectView  # a run in which nothing changed needs no index

        view = ProjectView(members)
        between = view.between(paths)
        kept = kept_between(between, paths, view.files.asked, view.files.marks)
        if key is not None and kept is not None:
            self.learned[key] = kept
        self._learn_from(view)
        return between

    def _learn_from(self, view: ProjectView) -> None:
        self.learned.update(view.learned)
        view.learned.clear()

    def view(self, project: Project, given: Mapping[str, SourceFile], tree: Tree | None = None) -> ProjectView:
        """All specifications of a project. `given`: texts that were read, by absolute path; `tree`: where the others are."""
        from speclint.workspace.across import ProjectView  # as above

        return ProjectView(Members(self, project, given, tree))

    def score(self, targets: Sequence[Target], stdin: tuple[str, bytes] | None = None) -> Scores:
        """How complete the targets are. `stdin` as for `check`."""
        run = Scoring(self, self.look_between)
        for target in targets:
            run.take(target, stdin)
        self.keep()
        outcome = run.outcome()
        scores = tuple(sorted(run.scores, key=lambda score: score.path))
        return Scores(scores, outcome.report.skipped, outcome.failures, outcome.rule_diagnostics)
