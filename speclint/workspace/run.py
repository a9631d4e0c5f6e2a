"""A run over files: read, find the type, lint, collect.

Owns: the way of a document through the layers below, and what one that cannot go it means for the run.
Never: prints, exits, or lets one document's trouble keep the others from being linted.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

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
    from collections.abc import Mapping, Sequence

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
        self._settings = repr((options.settings, options.type, options.require_type))

    def check(self, targets: Sequence[Target], stdin: tuple[str, bytes] | None = None) -> Outcome:
        """Lint the targets. `stdin` is the name that its text goes by ("" for none) and its bytes."""
        run = _Run(self)
        for target in targets:
            run.take(target, stdin)
        self.keep()
        return run.outcome()

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
        learned = {**self.projects.learned(), **self._verdicts}
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
        else:
            self.skipped.append(Skipped(source.path, verdict.skipped))
        found = verdict.diagnostics
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
