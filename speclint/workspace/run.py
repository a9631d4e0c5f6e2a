"""A run over files: read, find the type, lint, collect.

Owns: the way of a document through the layers below, and what one that cannot go it means for the run.
Never: prints, exits, or lets one document's trouble keep the others from being linted.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from speclint.code import SchemaError
from speclint.config import Settings
from speclint.globs import holds
from speclint.report import Report, Skipped, build
from speclint.source import SourceError, SourceFile
from speclint.values import NamedTuple
from speclint.workspace.discovery import STDIN, Target
from speclint.workspace.files import Failure, read_source, shown, words
from speclint.workspace.projects import Project, Projects
from speclint.workspace.store import Facts, Store, cache_folder
from speclint.workspace.verdicts import Verdict, from_data, to_data, verdict_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from speclint.completeness import SpecScore
    from speclint.diagnostics import Diagnostic
    from speclint.workspace.judging import Judge

_EXCLUDED = "is excluded by `{}` in {}"


class Options(NamedTuple):
    """What the user asks of a run. None and empty: what the configuration says."""

    settings: Settings = Settings()
    type: str | None = None
    require_type: bool = False
    config_file: str | None = None
    only_across: bool = False
    """Whether only the rules between documents run, on the whole project of the working directory."""
    use_cache: bool = True


class Outcome(NamedTuple):
    """What a run gives: the report; what went wrong with the run; and the sources, to show the places found.

    `fails` says whether, of the diagnostics, one is bad enough by its own configuration's `fail_on`.
    """

    report: Report
    failures: tuple[Failure, ...]
    rule_diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]
    fails: bool


class Scores(NamedTuple):
    """What scoring gives: the scores by path, the files that have none, and what went wrong with the run."""

    scores: tuple[SpecScore, ...]
    skipped: tuple[Skipped, ...]
    failures: tuple[Failure, ...]
    rule_diagnostics: tuple[Diagnostic, ...]


class Workspace:
    """The files of one run, seen from a working directory."""

    def __init__(self, cwd: str, environ: Mapping[str, str], options: Options = Options()) -> None:  # noqa: B008 - immutable
        self.cwd = cwd
        self.options = options
        self.store = Store(cache_folder(environ) if options.use_cache else None)
        self._facts = Facts(self.store)
        self.projects = Projects(cwd, self.store, self._facts, options.config_file)
        self._judge: Judge | None = None
        self._verdicts: dict[str, object] = {}
        self.learned: dict[str, object] = {}
        """More facts for the cache."""
        self._settings = repr((options.settings, options.type, options.require_type))

    def check(self, targets: Sequence[Target], stdin: tuple[str, bytes] | None = None) -> Outcome:
        """Lint the targets. `stdin` is the name that its text goes by ("" for none) and its bytes."""
        run = _Run(self)
        if self.options.only_across:
            run.look_at_project()
            self.keep()
            return run.outcome()
        for target in targets:
            run.take(target, stdin)
        # Who names single files, as a hook does, has no time to look at all others.
        if any(not target.named for target in targets):
            run.look_across()
        self.keep()
        return run.outcome()

    def shown(self, path: str) -> str:
        """How an absolute path is shown."""
        return shown(path, self.cwd)

    def fact(self, key: str) -> Any:
        """What the cache knows under a key; None for nothing."""
        return self._facts.get(key)

    def score(self, targets: Sequence[Target], stdin: tuple[str, bytes] | None = None) -> Scores:
        """How complete the targets are. `stdin` as for `check`."""
        run = _Scoring(self)
        for target in targets:
            run.take(target, stdin)
        self.keep()
        outcome = run.outcome()
        scores = tuple(sorted(run.scores, key=lambda score: score.path))
        return Scores(scores, outcome.report.skipped, outcome.failures, outcome.rule_diagnostics)

    def keep(self) -> None:
        """Put what was learned into the cache."""
        learned = {**self.projects.learned(), **self._verdicts, **self.learned}
        if self._judge is not None:
            learned.update(self._judge.learned())
        if learned:
            self._facts.learn(learned)

    def excluded(self, path: str, project: Project) -> str | None:
        """The reason why the configuration leaves a file out, or None."""
        relative = project.relative(path)[0]
        for pattern in project.config.exclude:
            if holds(pattern, relative):
                return _EXCLUDED.format(pattern, project.config.path)
        return None

    @property
    def judge(self) -> Judge:
        """What judges documents. Loading it loads the parser and the checks."""
        if self._judge is None:
            from speclint.workspace.judging import Judge  # a run whose verdicts are all remembered needs none

            options = self.options
            self._judge = Judge(self._facts, options.settings, options.type, require_type=options.require_type)
        return self._judge

    def verdict(self, source: SourceFile, path: str, project: Project) -> Verdict:
        """The verdict on a text: a remembered one if nothing that it depends on has changed."""
        key = verdict_key(source, path, project, self._settings)
        known = from_data(self._facts.get(key)) if key is not None else None
        if known is not None:
            return known
        verdict = self.judge.judge(source, path, project)
        if key is not None:
            self._verdicts[key] = to_data(verdict)
        return verdict


class _Run:
    """What one call of `check` collects."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.options = workspace.options
        self.diagnostics: list[Diagnostic] = []
        self.skipped: list[Skipped] = []
        self.failures: list[Failure] = []
        self.rule_diagnostics: dict[Diagnostic, None] = {}
        self.sources: dict[str, SourceFile] = {}
        self.files = 0
        self.fails = False
        self._projects: dict[int, bool] = {}
        self._judged: dict[int, tuple[Project, dict[str, SourceFile]]] = {}
        """The texts of the specifications that were judged, by absolute path, for each project."""

    def look_across(self) -> None:
        """Run the rules between documents on all that was judged."""
        for project, judged in self._judged.values():
            self._lint_across(project, judged, judged)

    def look_at_project(self) -> None:
        """Run the rules between documents on all specifications of the project of the working directory."""
        project = self.workspace.projects.of(os.path.join(self.workspace.cwd, STDIN))
        if self._usable(project):
            self.files += self._lint_across(project, {}, None)

    def _lint_across(self, project: Project, given: dict[str, SourceFile], paths: Iterable[str] | None) -> int:
        """Run the rules between documents on some specifications, None: all; how many there were."""
        from speclint.workspace.across import ProjectView  # a run over named files looks at no others

        if project.library.broken:
            return 0
        view = ProjectView(self.workspace, project, given)
        found = [each for path in paths or view.paths() if (each := view.lint(path)) is not None]
        for diagnostics, _, source in found:
            self._add(diagnostics, source, project)
        self.workspace.learned.update(view.learned)
        return len(found)

    def outcome(self) -> Outcome:
        """Everything, in order."""
        return Outcome(
            build(self.diagnostics, self.skipped, self.files),
            tuple(dict.fromkeys(self.failures)),
            build(self.rule_diagnostics).diagnostics,
            self.sources,
            self.fails,
        )

    def take(self, target: Target, stdin: tuple[str, bytes] | None) -> None:
        """Lint one target. Whatever happens to it is collected, not raised."""
        cwd = self.workspace.cwd
        is_stdin = target.path == STDIN and stdin is not None
        name = stdin[0] if is_stdin and stdin else ""
        path = target.path if not is_stdin else os.path.normpath(os.path.join(cwd, name)) if name else ""
        display = target.display if not is_stdin else shown(path, cwd) if name else "<stdin>"
        project = self.workspace.projects.of(path or os.path.join(cwd, STDIN))
        if not self._usable(project):
            return
        reason = self.workspace.excluded(path, project) if path else None
        if reason is not None:
            self.skipped.append(Skipped(display, reason))
            return
        try:
            source = SourceFile.from_bytes(display, stdin[1]) if is_stdin and stdin else read_source(path, display)
        except OSError as error:
            self.failures.append(Failure(display, words(error)))
            return
        except SourceError as error:
            # What a folder holds besides its specifications may be anything.
            if target.named or self.workspace.judge.detect(path, project).type is not None:
                self.failures.append(Failure(display, str(error)))
            else:
                self.skipped.append(Skipped(display, str(error)))
            return
        try:
            self._judge(source, path, project)
        except SchemaError as error:
            self.failures.append(Failure(display, str(error)))
        except Exception as error:  # noqa: BLE001 - one document must not take the others' verdicts with it
            self.failures.append(_crash(display, error))

    def _usable(self, project: Project) -> bool:
        """Whether documents of a project can be linted; tells once what keeps them from it."""
        if id(project) not in self._projects:
            self.failures += [*project.failures, *project.library.failures]
            self.rule_diagnostics.update(dict.fromkeys(project.library.diagnostics))
            usable = not project.failures
            type = self.options.type
            if usable and type is not None and type not in project.library.names():
                usable = False
                if not project.library.broken:
                    self.failures.append(unknown_type(type, project))
            self._projects[id(project)] = usable
        return self._projects[id(project)]

    def _judge(self, source: SourceFile, path: str, project: Project) -> None:
        verdict = self.workspace.verdict(source, path, project)
        if verdict.skipped is None:
            self.files += 1
            if path:
                self._judged.setdefault(id(project), (project, {}))[1][path] = source
        else:
            self.skipped.append(Skipped(source.path, verdict.skipped))
        self._add(verdict.diagnostics, source, project)

    def _add(self, found: Sequence[Diagnostic], source: SourceFile, project: Project) -> None:
        if found:
            self.diagnostics += found
            self.sources[source.path] = source
            if not self.fails:
                self.fails = build(found).reaches(project.config.fail_on)


class _Scoring(_Run):
    """What one call of `score` collects."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.scores: list[SpecScore] = []

    def _judge(self, source: SourceFile, path: str, project: Project) -> None:
        score = self.workspace.judge.score(source, path, project)
        if isinstance(score, str):
            self.skipped.append(Skipped(source.path, score))
        else:
            self.scores.append(score)


def unknown_type(type: str, project: Project) -> Failure:
    """What to say about a type that the user names and no rule set has."""
    from speclint.suggest import did_you_mean  # only for mistakes

    return Failure("", f"there is no type `{type}`. {did_you_mean(type, project.library.names())}")


def _crash(display: str, error: Exception) -> Failure:
    """A mistake in this program, as one line for the user, with the trace for its author."""
    import traceback  # hopefully never

    trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return Failure(display, f"speclint failed on this file ({said}). The run with --verbose tells more", trace)
