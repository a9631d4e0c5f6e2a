"""What `check` and `rules check` found, on standard output in one format and in files in others.

Owns: which format goes where, from where its paths are seen, and which files may not be written.
Never: decides what is found, or the exit code of findings.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.report import Report, Skipped, build
from speclint.base.values import NamedTuple
from speclint.config.model import BASELINE_FILE, FILE_NAMES
from speclint.reporters import FORMATS, Context, render
from speclint.reporters.text import text_line
from speclint.workspace.files.paths import below, boundary, shown, top_of_work_tree, words

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.cli.output import Output
    from speclint.workspace.collecting import Outcome

_SETTINGS = (*FILE_NAMES, "pyproject.toml", BASELINE_FILE)


class Wish(NamedTuple):
    """A file that is to be written: its format, and its absolute path."""

    format: str
    path: str


def wishes(given: Sequence[str] | None, cwd: str, named: Iterable[str], found: Iterable[str]) -> tuple[list[Wish], str]:
    """The files that `--output-file` requests; and what is wrong with one of them, or "".

    `named` are absolute paths of files that are checked; `found` those of files that may be checked: a report in Markdown
    that is among the documents is found there at the next run.
    """
    wanted: dict[str, Wish] = {}
    kept = {os.path.realpath(path) for path in named} if given else set()
    others = {os.path.realpath(path) for path in found} if given else set()
    for text in given or ():
        format, equals, path = text.partition("=")
        if not equals:
            return [], f"`--output-file {text}`: expected FORMAT=PATH, such as sarif=build/speclint.sarif"
        if format not in FORMATS:
            from speclint.base.suggest import did_you_mean  # only for mistakes

            hint = did_you_mean(format, FORMATS) or f"Use one of: {', '.join(FORMATS)}"
            return [], f"`--output-file {text}`: unknown format `{format}`. {hint}"
        if path in ("", "-") or "\0" in path:
            return [], f"`--output-file {text}`: expected a file. Use --output-format for standard output"
        place = os.path.normpath(os.path.join(cwd, path))
        fault = _fault(path, place)
        real = os.path.realpath(place)
        if not fault and real in wanted:
            fault = "two reports have the same file"
        if not fault and (real in kept or (real in others and not FORMATS[format].among_documents)):
            fault = "the report would overwrite a checked file"
        if fault:
            return [], f"`--output-file {text}`: {fault}"
        wanted[real] = Wish(format, place)
    return list(wanted.values()), ""


def _fault(path: str, place: str) -> str:
    """What keeps a report from going to a place, whatever is checked; "" for nothing."""
    if os.path.isdir(place) or path.endswith(("/", os.sep)):
        return "this is a folder"
    if os.path.basename(place) in _SETTINGS:
        return "the report would overwrite speclint settings"
    parent = os.path.dirname(place)
    while not os.path.lexists(parent):
        parent = os.path.dirname(parent)
    return "" if os.path.isdir(parent) else f"{os.path.basename(parent)} is not a folder"


def tell(outcome: Outcome, output: Output) -> bool:
    """Say what kept the run from judging, and what is wrong in rule files; whether the run has to end with that."""
    output.fail(outcome.failures)
    for diagnostic in outcome.rule_diagnostics:
        output.write_errors(text_line(diagnostic, output.error_style) + "\n")
    return bool(outcome.failures) or any(each.severity == "error" for each in outcome.rule_diagnostics)


def show(
    report: Report,
    rule_diagnostics: Sequence[Diagnostic],
    context: Context,
    arguments: Namespace,
    cwd: str,
    output: Output,
) -> None:
    """Print the report as `--output-format` says."""
    text = _rendered(arguments.output_format, report, rule_diagnostics, context, cwd, output)
    if FORMATS[arguments.output_format].for_people:
        output.write(text)
    else:
        output.write_utf8(text)
    # Findings come before their sum also where both streams end in one log.
    output.flush()


def write_files(
    wanted: Sequence[Wish],
    report: Report,
    rule_diagnostics: Sequence[Diagnostic],
    context: Context,
    cwd: str,
    root: str | None,
    output: Output,
) -> int:
    """Write the files that were requested, each whole or not at all; the exit code: 0 if all exist.

    `root`: that of the project, None where it is unknown.
    """
    if not wanted:
        return 0
    from speclint.workspace.files.writing import put_file  # a hook writes none

    kept = {os.path.realpath(os.path.join(cwd, path)) for path in context.checked}
    for format, path in wanted:
        if os.path.realpath(path) in kept:
            return output.stop(f"{shown(path, cwd)}: the report would overwrite a checked file")
        text = _rendered(format, report, rule_diagnostics, context, cwd, None)
        try:
            put_file(path, text.encode("utf-8", "backslashreplace"), root=boundary(root or cwd))
        except OSError as error:
            return output.stop(f"{shown(path, cwd)}: {words(error)}")
        if output.verbose:
            output.note(f"{shown(path, cwd)}: written as {format}")
    return 0


def _rendered(
    format: str,
    report: Report,
    rule_diagnostics: Sequence[Diagnostic],
    context: Context,
    cwd: str,
    output: Output | None,
) -> str:
    """The report in a format. `output`: where it goes, None for a file, in which nothing is coloured."""
    # People see what is wrong in rule files on standard error. A program reads one stream, and a file is alone.
    row = FORMATS[format]
    if rule_diagnostics and (not row.for_people or output is None):
        report = build((*report.diagnostics, *rule_diagnostics), report.skipped, report.summary.files)
    if row.for_people and output is not None:
        context = context._replace(style=output.style)
    if row.with_pages:
        from speclint.workspace.pages import rule_page  # few formats show them

        pages = {rule: rule_page(rule) or "" for rule in {each.rule for each in report.diagnostics}}
        context = context._replace(pages=pages)
    top = top_of_work_tree(cwd) if row.from_top else None
    if top is not None and top != cwd:
        report, context = _from_top(report, context, cwd, top)
    return render(format, report, context)


def _from_top(report: Report, context: Context, cwd: str, top: str) -> tuple[Report, Context]:
    """All paths relative to the root of the repository; those of files outside stay."""

    def moved(path: str) -> str:
        if path.startswith("<"):
            return path
        return below(os.path.normpath(os.path.join(cwd, path)), top) or path

    def moved_finding(found: Diagnostic) -> Diagnostic:
        related = tuple(each if each.path is None else each._replace(path=moved(each.path)) for each in found.related)
        return found._replace(path=moved(found.path), related=related)

    skipped = [Skipped(moved(path), reason) for path, reason in report.skipped]
    return (
        build(map(moved_finding, report.diagnostics), skipped, report.summary.files),
        context._replace(
            sources={moved(path): source for path, source in context.sources.items()},
            checked=tuple(map(moved, context.checked)),
            failures=tuple((moved(place) if place else "", message) for place, message in context.failures),
            limits={moved(path): limit for path, limit in context.limits.items()},
        ),
    )
