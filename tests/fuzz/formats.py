"""Targets that take data formats: front matter, YAML, TOML, JSON, and JSON Schemas."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial

from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.formats.code import CodeSyntax
from speclint.formats.json_schema import SchemaError
from speclint.formats.toml import read_toml
from speclint.formats.yaml import check_syntax, from_data, read_yaml
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.ruleset import CodeSpec

from . import seeds
from .mutate import decoded, mutate_json, mutate_text
from .promises import is_in, keeps_findings, keeps_line, keeps_range
from .target import Target, promise

_YAML = (
    "a: ", "- ", "? ", ": ", "\n  ", "\n", "&a ", "*a", "<<: *a", "!x ", "!!str ", "!!python/object:os.system ", "!!binary ", "|\n", ">-\n", "|+2\n", "'", '"',
    "[", "]", "{", "}", ",", "#", " # c", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", "yes", "0o7", "1_0", "0x1f", "1e999", ".nan", "2026-01-31", "~",
    "\\u12", '"\\ud83d"', "@", "`", "=", "[" * 300, "- " * 300, "{a: " * 100, "a: &b [*b]", "&a [*a, *a, *a, *a, *a, *a, *a, *a, *a]",
)  # fmt: skip
_TOML = (
    "a = ", "[a]", "[[a]]", "[a.b]", "a.b.c = 1", '"""', "'''", "\\u00", "\\U0010FFFF", "1979-05-27T07:32:00Z", "07:32:00", "inf", "nan", "0xdead", "1_000", "{a = 1}",
    "[1, 2,]", "[" * 300, "{a = " * 100, "\n", "#", "=", ",", '"', "'", "true", "9" * 5000, "1e9999", "-0",
)  # fmt: skip
_JSON = (
    "{", "}", "[", "]", ":", ",", '"', "'", "null", "true", "NaN", "Infinity", "-", "1e999", "...", "\u2026", "// c\n", "/* c */", "/*", "# ...", "\\u12", '"\\ud800"',
    "0x1F", "+1", ".5", "a", "$b", "[" * 1200, '{"a":' * 600, "9" * 5000, "\n",
)  # fmt: skip
_SCHEMA = (
    "type", "properties", "$ref", "#", "#/$defs/a", "$defs", "$id", "$schema", "http://json-schema.org/draft-04/schema#", "https://json-schema.org/draft/2020-12/schema",
    "https://example.com/a.json", "file:///etc/passwd", "pattern", "(a+)+$", "[", "allOf", "anyOf", "not", "if", "then", "enum", "required", "items", "prefixItems", "additionalProperties",
    "patternProperties", "minimum", "multipleOf", "format", "$dynamicRef", "$dynamicAnchor", "unevaluatedProperties", "dependentSchemas", "uniqueItems", "a" * 40 + "!",
)  # fmt: skip


def check_front_matter(data: bytes) -> None:
    """Front matter gives entries and faults that lie in it, the same ones when they are remembered."""
    source = SourceFile("a.md", decoded(data))
    front = parse(source).front_matter
    if front is None:
        return
    reader = FrontMatterReader()
    facts = reader.read(front)
    for entry in facts.entries:
        keeps_range(entry.key_range, source, "a key")
        keeps_range(entry.value_range, source, "a value")
    for fault in facts.faults:
        keeps_range(fault.range, source, "a fault")
        keeps_line(fault.message, "the message of a fault")
    known = json.loads(json.dumps(reader.learned))
    again = FrontMatterReader(known)
    promise(again.read(front) == facts, "what is remembered is what was read")
    promise(not again.learned, "what is remembered is not read again")


def check_yaml(data: bytes) -> None:
    """YAML gives nodes and errors with places, and comes back from its data."""
    text = decoded(data)
    source = SourceFile("f", text)
    result = read_yaml("f", text)
    for error in result.errors:
        keeps_range(error.range, source, "an error")
        keeps_line(error.message, "a message")
    syntax = check_syntax(text)
    if syntax is not None:
        keeps_range(syntax.range, source, "a fault of syntax")
    if result.root is not None:
        keeps_range(result.root.range, source, "the root")
        stored = json.loads(json.dumps(result.root.to_data(), allow_nan=False))
        promise(from_data(stored) == result.root, "nodes come back from their data")
        result.root.to_python()


def check_toml(data: bytes) -> None:
    """TOML gives tables, or one error with a place."""
    text = decoded(data)
    tables, error = read_toml(text)
    promise(isinstance(tables, dict), "TOML gives tables")
    if error is not None:
        keeps_line(error.message, "a message")
        promise(is_in(error.position, SourceFile("f", text)), "an error of TOML lies in the text")


def check_code(data: bytes, language: str) -> None:
    """Code of a language parses, or has a fault with a place; both are remembered."""
    text = decoded(data)
    syntax = CodeSyntax()
    fault = syntax.fault(language, text)
    if fault is not None:
        keeps_line(fault.message, "a message")
        promise(is_in((fault.line, fault.column), SourceFile("f", text)), f"a fault of {language} lies in the code")  # type: ignore[arg-type]
    known = json.loads(json.dumps(syntax.learned))
    promise(CodeSyntax(known).fault(language, text) == fault, "what is remembered is what was found")


def check_schema(data: bytes) -> None:
    """A JSON Schema of a rule set judges code, or is refused, when the rule file is read or when it is used."""
    try:
        schema, *samples = json.loads(data)
        plain = json.loads(json.dumps([schema, samples], allow_nan=False))
    except (ValueError, TypeError, RecursionError):
        return
    if not isinstance(schema, dict):
        return
    section = {"heading": "A", "expects": [{"code": {"schema": plain[0]}}]}
    text = json.dumps({"speclint": 1, "type": "note", "title": "Note", "sections": [section]})
    loaded = load([RuleFile("note.yaml", text)])
    keeps_findings(loaded.diagnostics, SourceFile("note.yaml", text))
    if "note" not in loaded.rulesets:
        return
    spec = loaded.rulesets["note"].sections[0].expects[0].spec
    assert isinstance(spec, CodeSpec)
    written = spec.schema
    for sample in samples:
        with suppress(SchemaError):
            for fault in CodeSyntax().schema_faults("json", json.dumps(sample), written):
                promise(fault, "a fault says something")


def _schemas() -> list[bytes]:
    """Schemas, each with samples."""
    tree = {"$ref": "#/$defs/a", "$defs": {"a": {"type": "array", "items": {"$ref": "#/$defs/a"}}}}
    return seeds.as_json(
        [{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer", "minimum": 1}}}, {"id": 0}, 1],
        [tree, [[[]]], {}, []],
        [{"anyOf": [{"type": "string", "pattern": "^a+$"}, {"enum": [1, None]}], "not": {"const": 2}}, "aaa", 2],
        [{"patternProperties": {"^x-": {}}, "additionalProperties": False, "maxLength": 2}, {"x-a": 1, "b": 2}, "abc"],
        [
            {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "uniqueItems": True, "prefixItems": [{}]},
            {"a": 1},
            [1, 1],
        ],
        [
            {
                "multipleOf": 0.1,
                "format": "email",
                "dependentSchemas": {"a": {"minProperties": 2}},
                "contains": {"const": 1},
            },
            1.5,
            "a",
            {"a": 1},
            [2],
        ],
        [
            {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "items": [{"type": "string"}],
                "unevaluatedItems": False,
            },
            ["a", 1],
        ],
        [{"$id": "urn:x", "allOf": [{"$ref": "#here"}], "$defs": {"a": {"$anchor": "here", "type": "string"}}}, 1],
    )


def targets() -> list[Target]:
    """All of them."""
    yaml, toml, as_json = mutate_text(_YAML), mutate_text(_TOML), mutate_text(_JSON)
    return [
        Target(
            "front-matter",
            "front matter in YAML and TOML",
            check_front_matter,
            seeds.front_matters,
            mutate_text(("---\n", "+++\n", *_YAML, *_TOML)),
            1500,
        ),
        Target("yaml", "YAML with places", check_yaml, lambda: [*seeds.rule_files(), *seeds.code("yaml")], yaml, 1500),
        Target("toml", "TOML", check_toml, lambda: [*seeds.toml_settings(), *seeds.code("toml")], toml, 2000),
        Target(
            "code-json", "blocks of JSON", partial(check_code, language="json"), partial(seeds.code, "json"), as_json
        ),
        Target(
            "code-json5", "blocks of JSON5", partial(check_code, language="json5"), partial(seeds.code, "json"), as_json
        ),
        Target(
            "code-yaml", "blocks of YAML", partial(check_code, language="yaml"), partial(seeds.code, "yaml"), yaml, 1500
        ),
        Target("schema", "code by a JSON Schema", check_schema, _schemas, mutate_json(_SCHEMA), 2000),
    ]
