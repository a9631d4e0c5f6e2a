"""Targets that take what a project sets: rule files, expressions, configurations, baselines, names and paths."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING

from speclint.authoring.template import BadNameError, Values, parse_name, render_document, title_of
from speclint.base import globs
from speclint.base.codec import decode, encode
from speclint.base.names import forms
from speclint.base.source import SourceFile
from speclint.completeness import score
from speclint.config import Settings
from speclint.config.model import from_data, to_data
from speclint.config.reading import read_pyproject, read_yaml_config
from speclint.engine.baseline import count, read_baseline, render_baseline, split
from speclint.engine.linter import bind, examine
from speclint.expressions import folded, found_in, whole_matches
from speclint.language import RuleFile, load, origin
from speclint.language.regex.literals import required_literals
from speclint.language.regex.safety import check_regex
from speclint.markdown import parse
from speclint.project import Surroundings
from speclint.project.anchors import slug
from speclint.project.project_index import resolve
from speclint.reporters.guide import render_guide
from speclint.ruleset import RuleSet
from speclint.ruleset.name_patterns import name_pattern, pattern_fault

from . import seeds
from .mutate import decoded, encoded, mutate_text
from .promises import keeps_findings, keeps_line
from .target import Target, promise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.base.diagnostics import Diagnostic

_RULES = (
    "required", "recommended", "optional", "error", "off", "1..", "0..3", "..", "strict", "any", "{regex: ", "{glob: ", "sections:\n", "heading: ", "id: ", "remove: true", "extends: [ground]",
    "extends: [note]", "extends: [./ground.yaml]", "before: purpose", "after: ", "when: {field: Status, is: Draft}", "{not: ", "{all: [", "repeat: 2..5", "expects:\n", "- text: {", "- table: {columns: [",
    "- list: {", "- code: {", "any_of: [", "fields: [", "style: bold", "weight: ", "-1", "999999999999", "1e9", "null", "[]", "{}", "''", "{number:3}", "{slug}", "{date}", "{id}", "template: |\n",
    "&a ", "*a", "<<: *a", "\n  ", "\n    ", "\n", "- ", ": ", ",", "[", "]", "{", "}", "'", '"', "schema: {type: object}", "abstract: true", "speclint: 2", "type: ", "(?i)", "\\d+", ".*", "(a|b)+",
)  # fmt: skip
_REGEX = (
    "(", ")", "(?:", "(?P<a>", "(?P=a)", "(?=", "(?!", "(?<=", "(?<!", "(?i)", "(?x)", "(?i:", "(?(1)a|b)", "(?#c)", "[", "]", "[^", "-", "\\d", "\\w", "\\s", "\\S", "\\b", "\\B", "\\A", "\\Z", "\\1", "\\x41",
    "\\u0041", "\\N{DIGIT ONE}", "\\", "*", "+", "?", "{2,5}", "{0}", "{9999}", "{,3}", "*?", "++", "*+", "(?>", "|", "^", "$", ".", ".*", ".+", "a", "b", " ", "\u00e4", "\u0130", "(a+)+", "(a|a)*", "(" * 60,
)  # fmt: skip
_CONFIG = (
    "rule_paths: ", "types: ", "exclude: ", "select: ", "ignore: ", "rules: ", "per_path: ", "fail_on: ", "require_type: ", "require_reasons: ", "baseline: ", "external_ids: ", "naming: ", "completeness: ", "fail_under: ",
    "states: ", "folder: ", "file: ", "id: ", "other_prefixes: ", "placeholder", "missing-section", "off", "error", "never", "true", "~", "1", "101", "[", "]", "{", "}", "docs/**", "!a", "..", "/", "\\", "a:b", "{number:3}", "\n", "\n  ", "- ",
    ": ", "[tool.speclint]\n", "[tool.speclint.rules]\n", " = ", '"', "'", "null", "[[]]", "? [a]\n: b\n", "1: 2", "&a ", "*a",
)  # fmt: skip
_BASELINE = (
    "\t",
    "\n",
    "1\t",
    "0\t",
    "-1\t",
    "99999999999999999999\t",
    "9" * 5000 + "\t",
    "a.md",
    "missing-section",
    "# ",
    "# speclint baseline 1:",
    "# speclint baseline 2:",
    "<<<<<<< a\n",
    "=======\n",
    "\u0661\t",
    "\\t",
)
_NAMES = (
    "/",
    "//",
    "./",
    "../",
    "..",
    "**",
    "*",
    "?",
    "[",
    "]",
    "[!a]",
    "[a-z]",
    "\\",
    ".md",
    "cmp-001-",
    "CMP-001",
    "-",
    "%2e%2e",
    "%zz",
    "#",
    "?",
    "file:///",
    "{number:3}",
    "{slug}",
    "{date}",
    "{number}",
    "{",
    "}",
    "{x}",
    "1",
    "9" * 30,
    "\n",
    " ",
)

_SAMPLE = SourceFile(
    "a.md",
    "# A\n\n**Status**: Draft\n\n## Purpose\n\nIt shall do it, see [x](y).\n\n- [ ] a: b\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```json\n{}\n```\n\n### Step 1\n\n**Part**\n\nText.\n",
)


@cache
def _ground() -> RuleFile:
    path = seeds.HERE / "rules" / "ground.yaml"
    return RuleFile(path.name, path.read_text("utf-8"))


def check_rule_file(data: bytes) -> None:
    """A rule file gives a rule set, or diagnostics in the file. What it gives judges, scores, and makes documents."""
    text = decoded(data)
    file = RuleFile("note.yaml", text)
    loaded = load([_ground(), file])
    source = SourceFile("note.yaml", text)
    keeps_findings((each for each in loaded.diagnostics if each.path == file.path), source)
    promise(
        loaded.rulesets.keys() <= {"ground"}
        or not any(each.severity == "error" for each in loaded.diagnostics if each.path == file.path),
        "a rule file with errors gives no rule set",
    )
    for type, ruleset in loaded.rulesets.items():
        origin(loaded, type, ("title",))
        promise(
            decode(RuleSet, json.loads(json.dumps(encode(ruleset)))) == ruleset, "a rule set comes back from the cache"
        )
        use(ruleset)


def use(ruleset: RuleSet) -> None:
    """Judge a document, make a new one, and judge that."""
    made = SourceFile("b.md", render_document(ruleset, Values("NOTE-001", "Data Export", "data-export", "2026-01-31")))
    for source in (_SAMPLE, made):
        binding = bind(parse(source), ruleset, Surroundings())
        keeps_findings(examine(binding).diagnostics, source)
        promise(0 <= score(binding).percent <= 100, "a score is a percentage")
    render_guide(ruleset)


def check_expression(data: bytes) -> None:
    """An expression is refused in one line, or runs and says what its matches hold."""
    pattern = decoded(data)
    fault = check_regex(pattern)
    if fault is not None:
        keeps_line(fault.message, "a refusal")
        promise(fault.place is None or 0 <= fault.place <= len(pattern), "a refusal points into the expression")
        return
    literals = required_literals(pattern)
    for text in ("", "a", "aaa bbb", "CMP-001: A 1.2", "GET /orders shall", pattern):
        whole_matches(pattern, text)
        promise(
            not found_in(pattern, text) or not literals or any(each in folded(text) for each in literals),
            "a match holds one of the texts that every match holds",
        )


def check_config(data: bytes, *, toml: bool) -> None:
    """A configuration gives values and errors with places, and comes back from the cache."""
    text = decoded(data)
    source = SourceFile("c", text)
    config, errors = (read_pyproject if toml else read_yaml_config)("c", text)
    for error in errors:
        keeps_line(error.message, "the message of an error")
        promise("\n" not in error.help, "a help is one line")
        if error.position is not None:
            line, column = error.position
            promise(
                1 <= line <= len(source.lines) and 1 <= column <= len(source.lines[line - 1]) + 1,
                "an error lies in the file",
            )
    if config is None or errors:
        return
    promise(
        from_data(json.loads(json.dumps(to_data(config))), "c") == config, "a configuration comes back from the cache"
    )
    at = config.at("docs/specs/a.md")
    config.types_for("docs/specs/a.md")
    Settings().fold(seeds.ruleset("everything"), at)
    Settings(("placeholder",), ("bad-cell",)).engine_severity("unknown-type", at)


@cache
def _findings() -> Sequence[tuple[Diagnostic, str]]:
    """Findings on a document, by the rule set that uses all of the language."""
    source = SourceFile("notes/a.md", "# A\n\n## Calls\n\n- x\n\nTODO\n\nTODO\n")
    found = examine(bind(parse(source), seeds.ruleset("everything"), Surroundings())).diagnostics
    return tuple((each, source.path) for each in found)


def check_baseline(data: bytes) -> None:
    """A baseline gives entries and faults, divides findings, and comes back as it was written."""
    text = decoded(data)
    baseline = read_baseline(text)
    last = text.count("\n") + 1
    for line, said in baseline.faults:
        promise(1 <= line <= last, "a fault lies in the file")
        keeps_line(said, "a fault")
    found = _findings()
    divided = split(baseline, found, lambda path, rule: bool(path and rule))
    promise(len(divided.new) + len(divided.known) == len(found), "each finding is new or known")
    for entry, left in divided.stale:
        promise(0 <= left < entry.known, "of what is stale, fewer are left than are known")
    written = render_baseline({entry.fingerprint: entry.known for entry in baseline.entries})
    again = read_baseline(written)
    promise(not again.faults, "what is written can be read")
    promise(
        {entry.fingerprint for entry in again.entries} == {entry.fingerprint for entry in baseline.entries},
        "what is written is what was read",
    )


def check_names(data: bytes) -> None:
    """Names, paths and patterns of them are compared and taken apart, whatever they are."""
    one, _, other = decoded(data).partition("\n")
    globs.matches(one, other)
    promise(globs.holds(one, other) or not globs.matches(one, other), "who names a file holds it")
    resolve(one, other)
    slug(one)
    forms(one)
    title_of(one)
    fault = pattern_fault(one)
    if fault is None:
        re.compile(name_pattern(one, [other]).pattern)
    for type in ("component", "everything"):
        with suppress(BadNameError):
            parse_name(seeds.ruleset(type).naming, other)


def _baselines() -> list[bytes]:
    written = render_baseline(count(_findings()))
    return [
        encoded(written),
        encoded(written.replace("\n", "\r\n")),
        b"# speclint baseline 1: x\n2\ta.md\tplaceholder\t\tTODO\n",
        b"",
    ]


def _names() -> list[bytes]:
    pairs = (
        "docs/**/*.md\ndocs/a/b.md", "*.md\nevr-001-a.md", "evr-{number:3}-{slug}\nevr-001-data-export", "docs/\ndocs/a.md", "a/../b.md\n../c.md#x", "[!a-c]?\\*\nd/x*",
        "{date}-{slug}\n2026-01-31-note", "2.1 **Purpose** & scope:\ncmp-001-a", "/a\n/a/b.md?plain=1#L1",
    )  # fmt: skip
    return [pair.encode() for pair in pairs]


def targets() -> list[Target]:
    """All of them."""
    return [
        Target(
            "rule-file",
            "a rule file, and what its rule set does",
            check_rule_file,
            seeds.rule_files,
            mutate_text(_RULES),
            2500,
        ),
        Target(
            "expression",
            "a regular expression of a rule file",
            check_expression,
            seeds.expressions,
            mutate_text(_REGEX),
            300,
        ),
        Target(
            "config",
            "a configuration in YAML",
            partial(check_config, toml=False),
            seeds.settings,
            mutate_text(_CONFIG),
            1500,
        ),
        Target(
            "pyproject",
            "a configuration in TOML",
            partial(check_config, toml=True),
            seeds.toml_settings,
            mutate_text(_CONFIG),
            1500,
        ),
        Target("baseline", "a file of known findings", check_baseline, _baselines, mutate_text(_BASELINE)),
        Target("names", "names, paths, and patterns of them", check_names, _names, mutate_text(_NAMES), 400),
    ]
