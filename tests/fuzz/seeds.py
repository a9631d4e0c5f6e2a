"""Inputs to begin with: what the other tests and the program's own examples use. Nothing is copied: it is read from there."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from speclint.language import Loaded, RuleFile, load
from speclint.ruleset.examples import read_example
from speclint.ruleset.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.ruleset import RuleSet

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = HERE / "corpus"
"""Small inputs that once broke something, in a folder for each target."""


def _texts(pattern: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(ROOT.glob(pattern))]


@cache
def bundled() -> tuple[RuleFile, ...]:
    """The rule files that belong to the program."""
    return tuple(
        RuleFile(path.name, path.read_text("utf-8"), bundled=True) for path in sorted((ROOT / "rules").glob("*.yaml"))
    )


def own_rules() -> dict[str, str]:
    """The rule files beside this module, by name. The one that uses all of the language also has the table's kinds."""
    found = {path.name: path.read_text("utf-8") for path in sorted((HERE / "rules").glob("*.yaml"))}
    found["everything.yaml"] += "  - heading: Each kind\n    presence: optional\n    expects:\n"
    found["everything.yaml"] += "".join(f"      - {kind.key}: {kind.example}\n" for kind in KINDS)
    return found


@cache
def loaded() -> Loaded:
    """The bundled rule sets, and the one that uses all of the language."""
    own = [RuleFile(name, text) for name, text in own_rules().items()]
    found = load([*bundled(), *own], trusted=[file.path for file in bundled()])
    assert not found.diagnostics, found.diagnostics
    return found


def ruleset(type: str) -> RuleSet:
    """A prepared rule set."""
    return loaded().rulesets[type]


def types() -> list[str]:
    """The types of the bundled rule sets."""
    return sorted(path.stem for path in (ROOT / "rules").glob("*.yaml") if path.stem not in ("base", "vocabulary"))


def kept(target: str) -> list[bytes]:
    """The inputs that once broke something."""
    return [path.read_bytes() for path in sorted((CORPUS / target).glob("*"))]


def documents(type: str = "*") -> list[bytes]:
    """Documents of a type, in the parts between headings of the second level, and whole."""
    texts = [*_texts(f"rules/examples/{type}/*.md"), *_texts(f"tests/types/{type}/*.md")]
    found: list[str] = []
    for text in map(_bare, texts):
        head, *parts = re.split(r"(?m)^(?=## )", text)
        found += [head + "".join(parts[index : index + 2]) for index in range(0, len(parts), 2)] or [head]
    return _encoded(found)


def _bare(text: str) -> str:
    return read_example(text).text


def parsed_documents() -> list[bytes]:
    """Documents that show what Markdown can do: those of the tests of the parser and of the checks."""
    return _encoded(
        [*_parts("tests/markdown/outlines/*"), *_parts("tests/markdown/data/*"), *_parts("tests/checks/cases/*.md")]
    )


def _parts(pattern: str, mark: str = r"(?m)^=== .*\n|^`{3,}.*\n") -> list[str]:
    """The parts of scenario files."""
    found: list[str] = []
    for path in sorted(ROOT.glob(pattern)):
        if path.is_file():
            found += [part for part in re.split(mark, path.read_text("utf-8", "replace")) if part.strip()]
    return found


def rule_files() -> list[bytes]:
    """Rule files: the bundled ones in parts, those of the tests, and those of scenarios of loading."""
    whole = [*_texts("tests/formats/rules/*.yaml"), *_texts("tests/fuzz/rules/*.yaml")]
    for text in _texts("rules/*.yaml"):
        head, _, sections = text.partition("\nsections:")
        parts = re.split(r"(?m)^(?=  - (?:heading|id):)", sections)
        whole.append(head + "\n")
        whole += [f"speclint: 1\ntype: note\ntitle: Note\nsections:\n{part}" for part in parts[1:]]
    scenarios = [part for part in _parts("tests/language/scenarios/*.txt") if "speclint:" in part]
    templates = [
        f"speclint: 1\ntype: note\ntitle: Note\n{part}"
        for part in _parts("tests/template/scenarios/*.txt", r"(?m)^=== ")[:60]
        if part.startswith("rules")
    ]
    return _encoded([*whole, *scenarios, *(text.replace("\nrules\n", "\n") for text in templates)])


def front_matters() -> list[bytes]:
    """The text between the marks of front matter, in documents of all folders of tests."""
    found = []
    for text in (*_texts("tests/**/*.md"), *_texts("tests/**/*.txt")):
        found += [match[0] for match in re.finditer(r"(?ms)^(---|\+\+\+)\n.*?^\1\n", text)][:3]
    return _encoded(found[:200])


def code(language: str) -> list[bytes]:
    """Blocks of code in the examples."""
    found = []
    for text in (
        *_texts("rules/examples/*/*.md"),
        *_texts("tests/types/*/*.md"),
        *_texts("speclint/checks/pages/*.md"),
    ):
        found += [match["code"] for match in re.finditer(rf"(?ms)^```{language}\n(?P<code>.*?)^```", text)]
    return _encoded(found)


def settings() -> list[bytes]:
    """Configurations: of the scenarios of the command line, and of the manual."""
    scenarios = [
        text
        for text in _parts("tests/cli/scenarios/**/*.txt")
        if re.search(r"(?m)^(rule_paths|types|select|ignore|rules|per_path|naming|completeness|exclude|fail_on):", text)
    ]
    manual = [
        match["code"]
        for text in _texts("docs/configuration.md")
        for match in re.finditer(r"(?ms)^```yaml\n(?P<code>.*?)^```", text)
    ]
    return _encoded([*manual, *scenarios[:80]])


def toml_settings() -> list[bytes]:
    """Configurations in TOML."""
    manual = [
        match["code"]
        for text in _texts("docs/configuration.md")
        for match in re.finditer(r"(?ms)^```toml\n(?P<code>.*?)^```", text)
    ]
    return _encoded(
        [
            *manual,
            (ROOT / "pyproject.toml").read_text("utf-8")[-600:],
            '[tool.speclint]\nselect = ["placeholder"]\nper_path = {"a/**" = {rules = {placeholder = "off"}}}\n',
        ]
    )


def expressions() -> list[bytes]:
    """Regular expressions: of the rule files, and of the tests of what is accepted."""
    texts = [
        *_texts("rules/*.yaml"),
        *_texts("tests/formats/rules/*.yaml"),
        *_texts("tests/language/scenarios/regexes.txt"),
        *_texts("tests/language/test_regex_safety.py"),
    ]
    found = [
        match["double"] or match["single"]
        for text in texts
        for match in re.finditer(
            r"\"(?P<double>[^\"\n]*[\\(+*\[][^\"\n]*)\"|'(?P<single>[^'\n]*[\\(+*\[][^'\n]*)'", text
        )
    ]
    return _encoded([text.replace("\\\\", "\\") for text in found])


def _encoded(texts: Iterable[str]) -> list[bytes]:
    return list(dict.fromkeys(text.encode("utf-8", "surrogatepass") for text in texts))


def as_json(*values: object) -> list[bytes]:
    """Data as inputs."""
    return [json.dumps(value).encode() for value in values]
