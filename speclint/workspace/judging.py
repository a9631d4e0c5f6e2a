"""What becomes of one document: its type, its rule set, its diagnostics.

Owns: passing a text through parser, detection and linter, with what is known around it.
Never: reads files, and is never loaded by a run in which the memory knows every document.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from speclint.base.codec import encode, remembered
from speclint.base.diagnostics import Finding, stamped
from speclint.base.digest import digest
from speclint.binding.document_front_matter import FrontMatterFacts, FrontMatterReader
from speclint.engine.detection import FRONT_MATTER_KEY, Detection, Subject, detect, is_in_place, untyped
from speclint.engine.linter import bind, examine, in_conflict
from speclint.formats.code import CodeSyntax
from speclint.markdown import Comment, Document, parse
from speclint.project import IdPattern, Surroundings
from speclint.workspace.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.source import SourceFile
    from speclint.binding import Binding
    from speclint.completeness import SpecScore
    from speclint.config import Settings
    from speclint.engine.coverage import Coverage
    from speclint.engine.suppression import Suppressions
    from speclint.project import DocumentFacts
    from speclint.ruleset import RuleSet
    from speclint.workspace.projects import Project
    from speclint.workspace.store import Memory


class Judge:
    """Judges documents of any project with the same settings. `type`: what --type says."""

    def __init__(self, facts: Memory, settings: Settings, type: str | None, *, require_type: bool) -> None:
        self._settings = settings
        self._type = type
        self._require_type = require_type
        self._facts = facts
        self._learned_ids: dict[str, object] = {}
        self._code = CodeSyntax(facts)
        self._front_matter = FrontMatterReader(facts)
        self._rulesets: dict[tuple[object, ...], RuleSet | None] = {}
        self._id_patterns: dict[int, tuple[IdPattern, ...]] = {}
        self.remembered = 0
        """How many documents stay parsed and bound, for another question about the same ones."""
        self._parsed: dict[int, tuple[SourceFile, tuple[Document, FrontMatterFacts]]] = {}
        self._bound: dict[int, tuple[SourceFile, RuleSet, Binding]] = {}

    def learned(self) -> dict[str, object]:
        """Facts for the cache."""
        return {**self._code.learned, **self._front_matter.learned, **self._learned_ids}

    def forget(self, limit: int) -> None:
        """Drop the facts for the cache where there are more than a number of them."""
        for learned in (self._code.learned, self._front_matter.learned):
            if len(learned) > limit:
                learned.clear()

    def drop(self, source: SourceFile) -> None:
        """A text that will not be requested again need not stay parsed."""
        self._parsed.pop(id(source), None)
        self._bound.pop(id(source), None)

    def parse(self, source: SourceFile) -> tuple[Document, FrontMatterFacts]:
        """The document and its front matter."""
        known = self._parsed.get(id(source))
        if known is not None:
            return known[1]
        document = parse(source)
        facts = self._front_matter.of(document)
        if self.remembered:
            _keep(self._parsed, source, (source, (document, facts)), self.remembered)
        return document, facts

    def binding(self, source: SourceFile, path: str, project: Project) -> Binding | None:
        """A text bound to the rule set of its type; None where it has none. `path` is absolute; "" for no file."""
        parsed, _, ruleset = self._detected(source, path, project)
        return None if ruleset is None else self._bind(source, ruleset, project, parsed)

    def _bind(
        self,
        source: SourceFile,
        ruleset: RuleSet,
        project: Project,
        parsed: tuple[Document, FrontMatterFacts] | None,
        *,
        with_ids: bool = True,
    ) -> Binding:
        """Bind a text. `with_ids`: so that references can be found, for which all rule sets have to be there."""
        known = self._bound.get(id(source))
        if known is not None and known[1] is ruleset:
            return known[2]
        document, facts = parsed or self.parse(source)
        ids = self.ids(project) if with_ids or self.remembered else ()
        binding = bind(document, ruleset, Surroundings(self._code, facts.entries, ids, facts.unread))
        if self.remembered:
            _keep(self._bound, source, (source, ruleset, binding), self.remembered)
        return binding

    def detect(
        self, path: str, project: Project, document: Document | None = None, facts: FrontMatterFacts | None = None
    ) -> Detection:
        """The type of a file; without a document, by its path alone."""
        subject = _subject(path, project, document.comments if document else (), facts)
        return detect(subject, project.library.types, project.config.types_for(subject.path), self._type)

    def judge(self, source: SourceFile, path: str, project: Project) -> Verdict:
        """The verdict on one file. `path` is absolute; "" for text without a file."""
        text = source.text
        parsed, detection, ruleset = self._detected(source, path, project)
        if ruleset is not None:
            document, facts = parsed or self.parse(source)
            found = self._stamped(_faults(facts), source, project, ruleset.type)
            binding = self._bind(source, ruleset, project, (document, facts), with_ids=False)
            examined = examine(binding)
            silenced = Counter(each.rule for each in examined.silenced)
            return Verdict(
                None,
                (*in_conflict(binding, found), *examined.diagnostics),
                ruleset.type,
                tuple(sorted(silenced.items())),
            )
        findings = list(detection.findings)
        if project.library.broken:
            # The type may be one whose rule file is broken, which is reported already.
            findings = [finding for finding in findings if finding[0] != "unknown-type"]
        elif not findings and (self._require_type or project.config.require_type):
            findings.append(("unknown-type", untyped()))
        if parsed and parsed[1].faults and FRONT_MATTER_KEY in text:
            findings += _faults(parsed[1])
        return Verdict(_because(detection, parsed, project), tuple(self._stamped(findings, source, project)))

    def lint_as(self, source: SourceFile, ruleset: RuleSet, coverage: Coverage | None = None) -> tuple[Diagnostic, ...]:
        """All findings on a text as one of a rule set's type, whatever it says itself, without any settings.

        What it has of the rule set is added to `coverage`.
        """
        document, facts = self.parse(source)
        found = [stamped(finding, source.path, rule, "error", ruleset.type) for rule, finding in _faults(facts)]
        binding = bind(document, ruleset, Surroundings(self._code, facts.entries, unread=facts.unread))
        if coverage is not None:
            coverage.add(binding, broken=True)
        return (*in_conflict(binding, found), *examine(binding).diagnostics)

    def facts(
        self, source: SourceFile, path: str, relative: str, project: Project
    ) -> tuple[DocumentFacts, Suppressions] | None:
        """What a specification says of itself and of others, and what its comments silence; None for a file that is not a specification.

        `path` is absolute, `relative` counts from the folder that the index is about.
        """
        parsed, _, ruleset = self._detected(source, path, project)
        if ruleset is None:
            return None
        from speclint.checks.rules import PROJECT_RULES
        from speclint.engine.facts import find_facts
        from speclint.engine.suppression import read_suppressions

        binding = self._bind(source, ruleset, project, parsed)
        comments = () if binding.is_torn else binding.document.comments
        return find_facts(binding, relative), read_suppressions(comments).only(PROJECT_RULES)

    def ids(self, project: Project) -> tuple[IdPattern, ...]:
        """What the ids of each type of a project look like."""
        if id(project) not in self._id_patterns:
            library = project.library.identity
            key = f"ids:{digest(library)}" if library else None
            # All rule sets would have to be read for them.
            found = remembered(tuple[IdPattern, ...], self._facts.get(key)) if key is not None else None
            if found is None:
                found = tuple(_id_patterns(project))
                if key is not None:
                    self._learned_ids[key] = encode(found, tuple[IdPattern, ...])
            self._id_patterns[id(project)] = found
        return self._id_patterns[id(project)]

    def score(self, source: SourceFile, path: str, project: Project) -> SpecScore | str:
        """How complete a file is, or the reason why it has no score. `path` is absolute; "" for text without a file."""
        parsed, detection, ruleset = self._detected(source, path, project)
        if ruleset is None:
            return _because(detection, parsed, project)
        from speclint.completeness import score, threshold  # a hook run never scores

        scored = score(self._bind(source, ruleset, project, parsed, with_ids=False))
        config = project.config
        settings = [said for type, said in config.completeness_types if type == ruleset.type] + [config.completeness]
        limits = [(said.states, said.fail_under) for said in settings]
        return scored._replace(threshold=threshold(ruleset, scored.status, limits))

    def _detected(
        self, source: SourceFile, path: str, project: Project
    ) -> tuple[tuple[Document, FrontMatterFacts] | None, Detection, RuleSet | None]:
        """The parsed document where that was needed to find its type, the type, and its rule set."""
        known = self._parsed.get(id(source))
        parsed = known[1] if known is not None else None
        # Most Markdown files are of no type. Reading their structure is only worth it when they may name one.
        if (
            parsed is None
            and self._type is None
            and ("speclint" in source.text or source.text.startswith(("---", "+++")))
        ):
            parsed = self.parse(source)
        detection = self.detect(path, project, *(parsed or ()))
        if detection.type is None:
            return parsed, detection, None
        in_place = not path or is_in_place(_subject(path, project), project.library.types, detection.type)
        return parsed, detection, self.ruleset(project, detection.type, path, in_place=in_place)

    def ruleset(self, project: Project, type: str, path: str = "", *, in_place: bool = True) -> RuleSet | None:
        """The rule set of a type, with all settings for a file folded in. `path` is absolute; "" for no file.

        `in_place`: whether the file is where files of its type do; the names of others are free.
        """
        config = project.config
        if path and config.per_path:
            config = config.at(project.relative(path)[0])
        key = (id(project), type, config.select, config.ignore, config.rules, in_place)
        if key not in self._rulesets:
            ruleset = project.library.ruleset(type)
            if ruleset is not None:
                ruleset = self._settings.fold(ruleset, config)
                if not in_place:
                    ruleset = ruleset._replace(naming=ruleset.naming._replace(file_pattern=""))
            self._rulesets[key] = ruleset
        return self._rulesets[key]

    def _stamped(
        self, findings: Sequence[tuple[str, Finding]], source: SourceFile, project: Project, type: str | None = None
    ) -> list[Diagnostic]:
        """Findings from before the linter as diagnostics, without those that are turned off."""
        found = []
        for rule, finding in findings:
            severity = self._settings.engine_severity(rule, project.config)
            if severity is not None:
                found.append(stamped(finding, source.path, rule, severity, type))
        return found


def _id_patterns(project: Project) -> Iterator[IdPattern]:
    for type in sorted(project.library.names()):
        naming = ruleset.naming if (ruleset := project.library.ruleset(type)) is not None else None
        if naming is not None and naming.id_pattern:
            yield IdPattern(type, naming)


_Kept = TypeVar("_Kept")


def _keep(memory: dict[int, _Kept], source: SourceFile, value: _Kept, limit: int) -> None:
    """Remember something of a text. `value` holds the text itself, so that its identity stays its own."""
    while len(memory) >= limit:
        del memory[next(iter(memory))]
    memory[id(source)] = value


def _subject(
    path: str, project: Project, comments: Sequence[Comment] = (), facts: FrontMatterFacts | None = None
) -> Subject:
    relative, rooted = project.relative(path) if path else ("", True)
    return Subject(relative, comments, facts, rooted=rooted)


def _faults(facts: FrontMatterFacts) -> list[tuple[str, Finding]]:
    return [("invalid-front-matter", Finding(fault.range, fault.message, fault.help)) for fault in facts.faults]


def _because(detection: Detection, parsed: tuple[Document, FrontMatterFacts] | None, project: Project) -> str:
    """Why a file was not linted."""
    reason = detection.reason
    if project.library.broken and all(rule == "unknown-type" for rule, _ in detection.findings):
        # What was loaded does not claim the file; what was not loaded may.
        place = project.library.first_fault()
        reason = "no type: a rule set could not be loaded" + (f" (see {place})" if place else "")
    if parsed and parsed[1].faults and not detection.findings:
        line = parsed[1].faults[0].range.start.line
        return f"{reason}; invalid front matter (line {line})"
    return reason
