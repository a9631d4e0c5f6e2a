"""The examples next to rule sets.

Owns: where they are (`examples/TYPE/*.md` next to the rule file), and running them.
Never: judges a mismatch; see `speclint.ruleset.examples`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.source import SourceError, SourceFile
from speclint.base.values import NamedTuple
from speclint.ruleset.examples import Mismatch, compare, read_example
from speclint.workspace.files.bounds import bounds_of
from speclint.workspace.files.discovery import SUFFIXES
from speclint.workspace.files.paths import Failure, read_source, shown, words
from speclint.workspace.library import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.engine.coverage import Coverage
    from speclint.ruleset import RuleSet
    from speclint.workspace.judging import Judge


class ExampleResult(NamedTuple):
    """One example: its path as shown, and all in which it disagrees with its annotation."""

    path: str
    mismatches: tuple[Mismatch, ...]


def example_paths(rule_file: str, type: str) -> list[str]:
    """The example documents of a type next to its rule file, by name. `rule_file` is absolute, and so are they."""
    folder = os.path.join(os.path.dirname(rule_file), EXAMPLES, type)
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    bounds = bounds_of(os.path.dirname(rule_file))
    # The target of a link out of the project is not an example: `explain` would print it.
    return [
        path
        for name in names
        if name.lower().endswith(SUFFIXES) and not bounds.lead_out(path := os.path.join(folder, name))
    ]


def example_folders(rule_file: str) -> list[str]:
    """The folders of examples next to a rule file, whatever their names. All paths are absolute."""
    folder = os.path.join(os.path.dirname(rule_file), EXAMPLES)
    try:
        return sorted(entry.path for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []


def run_example(
    path: str, cwd: str, ruleset: RuleSet, judge: Judge, failures: list[Failure], coverage: Coverage
) -> ExampleResult | None:
    """Lint one example and compare; None where it cannot be read, which is added to `failures`.

    What the example has of the rule set is added to `coverage`.
    """
    display = shown(path, cwd)
    try:
        source = read_source(path, display)
    except OSError as error:
        failures.append(Failure(display, words(error)))
        return None
    except SourceError as error:
        failures.append(Failure(display, str(error)))
        return None
    example = read_example(source.text)
    if example.faults:
        failures += [Failure(f"{display}:{fault.line}:1", fault.message) for fault in example.faults]
        return None
    found = judge.lint_as(SourceFile(display, example.text, has_bom=source.has_bom), ruleset, coverage)
    return ExampleResult(display, tuple(compare(example.expected, found)))


def model_document(paths: Sequence[str], cwd: str) -> str:
    """The text of the first example that must give no finding; "" if there is none."""
    for path in paths:
        try:
            source = read_source(path, shown(path, cwd))
        except (OSError, SourceError):
            continue
        example = read_example(source.text)
        if not example.expected and not example.faults:
            return example.text
    return ""
