"""What one run collects: every target read and judged, and what is left when all are.

Owns: reading and judging targets, the rules between documents, and leaving out known and unchanged findings.
Never: prints, exits, or lets one document's trouble keep the others from being judged.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.report import Skipped, build
from speclint.base.source import SourceError, SourceFile
from speclint.base.tally import Judged, Tally
from speclint.base.values import NamedTuple
from speclint.config.model import BASELINE_FILE
from speclint.formats.json_schema import SchemaError
from speclint.workspace.files.bounds import is_link_out
from speclint.workspace.files.discovery import STDIN
from speclint.workspace.files.paths import Failure, lacks_memory, shown, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.completeness import SpecScore
    from speclint.project import DocumentFacts
    from speclint.workspace.between import Between
    from speclint.workspace.files.changes import Changes
    from speclint.workspace.files.discovery import Target
    from speclint.workspace.files.staged import StagedTree
    from speclint.workspace.files.trees import Tree
    from speclint.workspace.projects import Project
    from speclint.workspace.resources import Resources

    Look = Callable[[Project, Mapping[str, SourceFile], Sequence[str] | None, Tree | None], Between]


_MISSING_SECTION = "missing-section"
LINK_OUT = "is a symbolic link that leads out of the project. Pass the file as an argument to check it"


class Outcome(NamedTuple):
    """What a run gives: the report; what went wrong with the run; and the sources, to show the places found.

    `fails` says whether, of the diagnostics, one is bad enough by its own configuration's `fail_on`; `limits` has that
    setting by the path of each diagnostic. `checked` are the paths of the files that were linted, as they are shown.
    """

    report: Report
    failures: tuple[Failure, ...]
    rule_diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]
    fails: bool
    tally: Tally
    checked: tuple[str, ...]
    limits: Mapping[str, str]


class _Judged(NamedTuple):
    """What was found in one project: each finding with its file, and the texts that were judged; by absolute path."""

    project: Project
    found: list[tuple[Diagnostic, str]]
    sources: dict[str, SourceFile]


class _Asked(NamedTuple):
    """The files of one project, by absolute path, of which the rules between documents are wanted."""

    project: Project
    paths: dict[str, None]


class Run:
    """What one call of `check` collects."""

    def __init__(self, workspace: Resources, look: Look) -> None:
        self.workspace = workspace
        self._look = look
        self.options = workspace.options
        self.skipped: list[Skipped] = []
        self.failures: list[Failure] = []
        self.rule_diagnostics: dict[Diagnostic, None] = {}
        self.sources: dict[str, SourceFile] = {}
        self.files = 0
        self.checked: set[str] = set()
        self._projects: dict[int, bool] = {}
        self._judged: dict[int, _Judged] = {}
        self._changes: Changes | None = None
        self._asked: dict[int, _Asked] = {}
        self._across: set[int] = set()
        """The projects in which the rules between documents ran, by identity."""
        self._in_folder = False
        """Whether one of the files was found in a folder that the user named."""
        self.tally = Tally()
        self._linted_across: list[tuple[DocumentFacts, str, Project]] = []
        """What the rules between documents saw: facts, absolute path and project. Only with `Options.coverage`."""

    def watch_changes(self, ref: str) -> bool:
        """Look only at what changed since a commit; False, with the reason among the failures, where git does not know."""
        from speclint.workspace.files.changes import Changes, GitError  # few runs need git

        try:
            self._changes = Changes(self.workspace.cwd, ref)
        except GitError as error:
            self.failures.append(Failure("", str(error)))
        return self._changes is not None

    def look_across(self) -> None:
        """Run the rules between documents on all that the user named."""
        for number, (project, paths) in list(self._asked.items()):
            # Without a project, nothing says where the documents end that belong to a file: it is alone.
            if project.root is not None or self._in_folder:
                self._across.add(number)
                judged = self._judged.get(number)
                self._lint_across(project, judged.sources if judged is not None else {}, list(paths))

    def look_at_project(self) -> None:
        """Run the rules between documents on all specifications of the project of the working directory."""
        project = self.workspace.project()
        tree: StagedTree | None = None
        if self.options.staged:
            from speclint.workspace.files.staged import StagedTree  # a hook's business

            tree = StagedTree(project.root or self.workspace.cwd, self.workspace.cwd)
            if tree.refused:
                self.failures.append(Failure("", tree.refused))
                return
            if not tree.concerns():
                return
        if self._usable(project):
            self._across.add(id(project))
            self.files += self._lint_across(project, {}, None, tree)

    def _lint_across(
        self,
        project: Project,
        given: Mapping[str, SourceFile],
        paths: Sequence[str] | None,
        tree: StagedTree | None = None,
    ) -> int:
        """Run the rules between documents on some specifications, None: all; how many there were."""
        if project.library.broken:
            return 0
        between = self._look(project, given, paths, tree)
        failed = {failure.place for failure in self.failures}
        shown = self.workspace.shown
        # What is wrong with a file that the user did not name is left to the run that names it.
        wanted = None if paths is None else set(paths)
        crashes = [(shown(path), error) for path, error in between.crashes if wanted is None or path in wanted]
        self.failures += [_crash(display, error) for display, error in crashes if display not in failed]
        if paths is None:
            unreadable = [Failure(shown(path), why) for path, why in between.unreadable]
            self.failures += [failure for failure in unreadable if failure.place not in failed]
            self.skipped += [Skipped(shown(path), LINK_OUT) for path in between.links_out]
        for path, source, diagnostics, silenced, facts in between.said:
            self.checked.add(source.path)
            self._add([each for each in diagnostics if self._concerns_change(each, path)], path, source, project)
            self.tally.silenced.update(dict(silenced))
            if facts is not None and self.options.coverage:
                self._linted_across.append((facts, path, project))
        return len(between.said)

    def _concerns_change(self, found: Diagnostic, path: str) -> bool:
        """Whether a finding is in a document that changed, or about one."""
        if self._changes is None:
            return True
        others = (os.path.join(self.workspace.cwd, related.path) for related in found.related if related.path)
        return any(self._changes.touches(os.path.normpath(each)) for each in (path, *others))

    def measure(self) -> None:
        """Find out which rules had something to judge, from the documents: a remembered verdict does not say it."""
        from speclint.engine.coverage import Coverage, judged_across, rules_on  # only for statistics

        coverages: dict[tuple[int, str], Coverage] = {}
        for judged in self._judged.values():
            for path, source in judged.sources.items():
                binding = self.workspace.judge.binding(source, path, judged.project)
                if binding is not None:
                    key = (id(judged.project), binding.ruleset.type)
                    if key not in coverages:
                        coverages[key] = Coverage(binding.ruleset)
                    coverages[key].add(binding)
        rules = {rule for each in coverages.values() for rule in each.judged}
        on = {rule for each in coverages.values() for rule in each.ran}
        for facts, path, project in self._linted_across:
            rules |= judged_across(facts)
            ruleset = self.workspace.judge.ruleset(project, facts.type, path)
            on |= rules_on(ruleset) if ruleset is not None else set()
        absent = sorted((type, tuple(each.absent())) for (_, type), each in coverages.items())
        self.tally.coverage = Judged(frozenset(rules), frozenset(on), tuple(each for each in absent if each[1]))

    def judged(self) -> Iterator[tuple[str, SourceFile, Project, list[Diagnostic]]]:
        """Each document that was judged: absolute path ("" for text without a file), text, and what is reported."""
        for judged in self._judged.values():
            shown = set(self._reported(judged))
            reported: dict[str, list[Diagnostic]] = {}
            for each, path in judged.found:
                if each in shown:
                    reported.setdefault(path, []).append(each)
            for path, source in judged.sources.items():
                yield path, source, judged.project, reported.get(path, [])

    def _reported(self, judged: _Judged) -> list[Diagnostic]:
        found = judged.found
        if self._changes is not None and self.options.changed_sections:
            found = [each for each in found if self._is_touched(*each, judged)]
        return self._without_known(found, judged)

    def outcome(self) -> Outcome:
        """Everything, in order."""
        diagnostics: list[Diagnostic] = []
        fails = False
        limits: dict[str, str] = {}
        for judged in self._judged.values():
            kept = self._reported(judged)
            fails = fails or build(kept).reaches(judged.project.config.fail_on)
            limits.update((each.path, judged.project.config.fail_on) for each in kept)
            diagnostics += kept
        self.sources = {each.path: self.sources[each.path] for each in diagnostics if each.path in self.sources}
        return Outcome(
            build(diagnostics, self.skipped, self.files),
            tuple(dict.fromkeys(self.failures)),
            build(self.rule_diagnostics).diagnostics,
            self.sources,
            fails,
            self.tally,
            tuple(sorted(self.checked)),
            limits,
        )

    def _without_known(self, found: list[tuple[Diagnostic, str]], judged: _Judged) -> list[Diagnostic]:
        """The findings that the project's baseline does not know, with its own."""
        project = judged.project
        usual = os.path.join(project.root or self.workspace.cwd, BASELINE_FILE)
        if self.options.ignore_baseline or not (project.config.baseline or os.path.lexists(usual)):
            return [each for each, _ in found]
        from speclint.workspace.baselines import Looked, compare

        settings = self.options.settings
        all_rules = not (
            settings.select or settings.ignore or self.options.changed_sections or self.options.only_across
        )
        looked = Looked(judged.sources, all_rules, id(project) in self._across, self._in_folder)
        kept, known, failures = compare(project, self.workspace.cwd, found, looked, settings)
        self.failures += failures
        self.tally.known += known
        return kept

    def _is_touched(self, diagnostic: Diagnostic, path: str, judged: _Judged) -> bool:
        source = judged.sources.get(path)
        if self._changes is None or source is None:
            return True
        document, _ = self.workspace.judge.parse(source)
        places = [diagnostic.range]
        if diagnostic.rule == _MISSING_SECTION:
            # It may be reported at what is left of it, after a change in the section that lacks it.
            places += [each.range for each in diagnostic.related if each.path is None]
        return any(self._changes.touches_place(path, place, document) for place in places)

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
        self._in_folder = self._in_folder or not target.named
        if path and self._changes is not None and not self._changes.touches(path):
            self.tally.unchanged += 1
            # What a change does to an unchanged document counts as well: an id that exists twice, a circle.
            if project.excluded(path) is None:
                self._ask(project, path)
            return
        reason = project.excluded(path) if path else None
        if reason is not None:
            self.skipped.append(Skipped(display, reason))
            return
        if not target.named and is_link_out(path, project.root or target.folder, self.workspace.allowed):
            self.skipped.append(Skipped(display, LINK_OUT))
            return
        try:
            source = SourceFile.from_bytes(display, stdin[1]) if is_stdin and stdin else self.workspace.read(path)
        except OSError as error:
            self.failures.append(Failure(display, words(error)))
            return
        except SourceError as error:
            # The other files in a folder may be anything.
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
        """Whether documents of a project can be linted; reports once why not."""
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
            self.checked.add(source.path)
            self.tally.types[verdict.type] += 1
            self._of(project).sources[path] = source
            if path:
                self._ask(project, path)
        else:
            self.skipped.append(Skipped(source.path, verdict.skipped))
        self._add(verdict.diagnostics, path, source, project)
        self.tally.silenced.update(dict(verdict.silenced))

    def _ask(self, project: Project, path: str) -> None:
        self._asked.setdefault(id(project), _Asked(project, {})).paths[path] = None

    def _of(self, project: Project) -> _Judged:
        return self._judged.setdefault(id(project), _Judged(project, [], {}))

    def _add(self, found: Sequence[Diagnostic], path: str, source: SourceFile, project: Project) -> None:
        if found:
            self._of(project).found.extend((each, path) for each in found)
            self.sources[source.path] = source


class Scoring(Run):
    """What one call of `score` collects."""

    def __init__(self, workspace: Resources, look: Look) -> None:
        super().__init__(workspace, look)
        self.scores: list[SpecScore] = []

    def _judge(self, source: SourceFile, path: str, project: Project) -> None:
        score = self.workspace.judge.score(source, path, project)
        if isinstance(score, str):
            self.skipped.append(Skipped(source.path, score))
        else:
            self.scores.append(score)


def unknown_type(type: str, project: Project) -> Failure:
    """The error about a type that the user names and no rule set has."""
    from speclint.base.suggest import did_you_mean  # only for mistakes

    return Failure("", f"unknown type `{type}`. {did_you_mean(type, project.library.names())}")


def _crash(display: str, error: Exception) -> Failure:
    """What kept a document from being judged: a limit of the system, or a mistake in this program, with the trace for its author."""
    if lacks_memory(error):
        return Failure(display, "not enough memory to check this file")
    if isinstance(error, RecursionError):
        return Failure(display, "is nested too deeply")
    if isinstance(error, OSError):
        return Failure(display, words(error))
    import traceback  # hopefully never

    trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return Failure(display, f"internal error on this file ({said}). Run with --verbose for details", trace)
