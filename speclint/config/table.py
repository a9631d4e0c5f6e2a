"""The table of settings: one row for each key of a configuration.

Reading, the JSON Schema, `speclint config` and the table in docs/configuration.md are made of it. A run with a warm cache
does not load it. A new setting is a row here and a member of `Config`, and what it does.
"""

from __future__ import annotations

from typing import Any

from speclint.base.values import NamedTuple
from speclint.config.model import BASELINE_FILE, Config
from speclint.config.shapes import (
    COMPLETENESS,
    FAIL_ON,
    FLAG,
    FOLDER,
    NAMING,
    PATTERN,
    PER_PATH,
    RULE,
    RULES_MAP,
    TEXT,
    Shape,
    choice,
    list_of,
    map_of,
)


class Setting(NamedTuple):
    """One key of a configuration."""

    shape: Shape
    about: str
    """What it is, in one sentence, for completion in editors."""
    docs: str
    """What it means, in Markdown, for docs/configuration.md."""
    members: tuple[str, ...] = ()
    """The members of `Config` that hold it, where that is not the one of its name."""
    entries: tuple[str, ...] | None = None
    """The path from its value to the list or mapping whose entries can turn out to be wrong later, such as a type that no rule
    set has. None where that cannot be."""
    unset: str = ""
    """What `speclint config` shows where it has no value."""

    def value(self, config: Config, key: str) -> Any:
        """The value in a configuration."""
        values = tuple(getattr(config, member) for member in self.members or (key,))
        return values if self.members else values[0]

    def shown(self, config: Config, key: str) -> object:
        """The same as plain data, for people."""
        value = self.value(config, key)
        return self.unset if self.unset and not value else self.shape.show(value)


SETTINGS: dict[str, Setting] = {
    "rule_paths": Setting(
        list_of(TEXT),
        "Your own rule sets: files and folders, relative to this file.",
        "your own rule sets, relative to the configuration's folder and [inside the project](#inside-and-outside). One may "
        "extend a bundled type, or replace it. See [the language](rule-sets.md#extending)",
        entries=(),
    ),
    "types": Setting(
        map_of(TEXT),
        "The type of files by path pattern.",
        "the type of files by path. Patterns are those of `.gitignore`: `*` stays inside one name, `**` crosses folders; they "
        "are relative to the configuration's folder",
        entries=(),
    ),
    "exclude": Setting(
        list_of(PATTERN),
        "Patterns of files that are never linted.",
        "files and folders that are never checked, not even if they are named; they count as skipped",
    ),
    "select": Setting(
        list_of(RULE),
        "The only rules that run.",
        "the only rules that run. `--select` on the command line replaces it",
    ),
    "ignore": Setting(
        list_of(RULE), "Rules that do not run.", "rules that do not run. `--ignore` on the command line adds to it"
    ),
    "rules": Setting(
        RULES_MAP,
        "Severity by rule; overrides the rule set.",
        "severity by rule id; overrides the rule set",
    ),
    "per_path": Setting(
        PER_PATH,
        "Settings for the files of a pattern; a later entry overrides an earlier one.",
        "`select`, `ignore`, `rules` and `type` for the files of a pattern",
        entries=(),
    ),
    "fail_on": Setting(
        choice(*FAIL_ON),
        "The lowest severity for exit code 1.",
        "the lowest severity for exit code 1",
    ),
    "require_type": Setting(
        FLAG,
        "Whether a Markdown file without a type is a finding.",
        "whether a Markdown file without a type is a finding (`unknown-type`)",
    ),
    "require_reasons": Setting(
        FLAG,
        "Whether a comment that silences a finding must give a reason.",
        "whether a comment that [silences a finding](#silencing-a-finding) must give a reason",
    ),
    "baseline": Setting(
        FOLDER,
        "The file of known findings.",
        f"the file of known findings, made by `speclint baseline`; `{BASELINE_FILE}` by default, if it exists",
        unset="none",
    ),
    "external_ids": Setting(
        list_of(TEXT),
        "Patterns of ids of specifications that live elsewhere.",
        "patterns of ids of specifications that live elsewhere: no reference to them is dangling",
    ),
    "naming": Setting(
        NAMING,
        "Folder, file name and id of the documents of a bundled type.",
        "folder, file name, id and other prefixes of the documents of a bundled type. Type detection, the checks of names "
        "and references, and `speclint new` use it. For a type with a rule file of your own, set `naming` there",
        entries=(),
    ),
    "completeness": Setting(
        COMPLETENESS,
        "The required completeness in percent.",
        "the score that [`speclint completeness`](completeness.md) requires",
        members=("completeness", "completeness_types"),
        entries=("types",),
    ),
}
"""In the order in which they are read and listed."""
