"""Targets that take what the cache holds, as somebody else may have left it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.base import codec
from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.config import model as config_model
from speclint.config.reading import read_yaml_config
from speclint.engine.detection import Subject, TypeEntry, detect
from speclint.engine.facts import find_facts
from speclint.engine.linter import bind, examine
from speclint.engine.suppression import read_suppressions
from speclint.formats.code import CodeSyntax
from speclint.formats.yaml import from_data as nodes_from_data
from speclint.formats.yaml import read_yaml
from speclint.markdown import parse
from speclint.project import Surroundings
from speclint.ruleset import RuleSet
from speclint.workspace import across
from speclint.workspace import cache_forms as forms
from speclint.workspace.verdicts import Verdict, remembered_verdict

from . import seeds
from .documents import bound
from .mutate import mutate_bytes, mutate_json
from .promises import keeps_output
from .target import Target, promise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_DOCUMENT = SourceFile(
    "notes/evr-001-a.md",
    "---\nstatus: Draft\ntags: [a]\n---\n# EVR-001: A\n\n## Calls\n\n- [x](b.md) <!-- speclint-disable-line bad-list-item -->\n\nTODO [EVR-002]\n",
)
_FRONT = "front-yaml:"
_TOKENS = (
    "error",
    "warning",
    "safe",
    "unsafe",
    "none",
    "required",
    "strict",
    "text",
    "file name",
    "field",
    "a.md",
    "placeholder",
    "[",
    "(a+)+",
    "__class__",
    "-1",
    "everything",
)


def through(data: Any) -> Any:
    """Data as it comes out of a file."""
    return json.loads(json.dumps(data))


def _verdict(data: Any) -> None:
    verdict = remembered_verdict(data)
    if verdict is not None:
        promise(through(codec.encode(verdict)) == data, "a verdict that is taken is one")
        keeps_output(verdict.diagnostics, _DOCUMENT, ("text", "json"))


def _config(data: Any) -> None:
    config = config_model.from_data(data, "c")
    if config is not None:
        promise(through(config_model.to_data(config)) == data, "a configuration that is taken is one")
        config.at("docs/a.md")


def _ruleset(data: Any) -> None:
    ruleset = codec.remembered(RuleSet, data)
    if ruleset is not None:
        promise(through(codec.encode(ruleset)) == data, "a rule set that is taken is one")


def _known(data: Any) -> None:
    try:
        known = across._from_data(data)
    except ValueError:
        return
    if known is not None:
        promise(through(across._to_data(known)) == data, "facts that are taken are facts")


def _front(data: Any) -> None:
    front = parse(_DOCUMENT).front_matter
    assert front is not None
    key = next(iter(_learned_front()))
    reader = FrontMatterReader({key: data})
    facts = reader.read(front)
    examine(bind(parse(_DOCUMENT), seeds.ruleset("everything"), Surroundings(front_matter=facts.entries)))


def _code(data: Any) -> None:
    syntax = CodeSyntax()
    syntax.fault("yaml", "a: b: c")
    key = next(iter(syntax.learned))
    CodeSyntax({key: data}).fault("yaml", "a: b: c")


def _nodes(data: Any) -> None:
    try:
        root = nodes_from_data(data)
    except ValueError:
        return
    root.to_python()


def _index(data: Any) -> None:
    entries = forms.decode_index(json.dumps(data).encode())
    if entries is not None:
        detect(Subject("notes/evr-001-a.md"), entries)


def _learned_front() -> dict[str, Any]:
    reader = FrontMatterReader()
    front = parse(_DOCUMENT).front_matter
    assert front is not None
    reader.read(front)
    return reader.learned


KINDS: dict[str, Callable[[Any], None]] = {
    "verdict": _verdict, "config": _config, "ruleset": _ruleset, "known": _known, "front": _front, "code": _code, "nodes": _nodes, "index": _index,
}  # fmt: skip


def check_cache(data: bytes) -> None:
    """Whatever a file of the cache holds, it is taken as what it is, or not at all."""
    for facts in (forms.decode_facts(data), forms.decode_readings(data)):
        promise(isinstance(facts, dict), "facts are by key")
    forms.decode_index(data)
    found = forms.decode(data)
    if isinstance(found, list) and len(found) == 2 and isinstance(found[0], str) and found[0] in KINDS:
        KINDS[found[0]](found[1])
    if isinstance(found, dict):
        kept = forms.encode_facts(found, {"a": found})
        promise(isinstance(forms.decode_facts(kept), dict), "facts can be written again")


def _stored() -> list[bytes]:
    """One of each, as the program writes it."""
    binding = bound(_DOCUMENT, "everything")
    examined = examine(binding)
    ruleset = seeds.ruleset("everything")
    text = 'types: {"docs/**": plan}\nper_path: {"a/**": {rules: {placeholder: off}}}\nnaming: {plan: {folder: a, file: "x-{number}"}}\ncompleteness: {fail_under: 80, types: {plan: 90}}\n'
    config = read_yaml_config("c", text)[0]
    root = read_yaml("f", "a: [1, {b: 'c'}]\nd: ~\n").root
    assert root is not None
    known = across.Known(find_facts(binding, "notes/evr-001-a.md"), read_suppressions(binding.document.comments))
    entry = TypeEntry(
        ruleset.type,
        ruleset.title,
        ruleset.applies_to.files,
        ruleset.applies_to.front_matter,
        ruleset.naming.prefixes,
        ruleset.sources,
    )
    stored: list[tuple[str, Any]] = [
        (
            "verdict",
            codec.encode(Verdict(None, examined.diagnostics, "everything", (("placeholder", 1),))),
        ),
        ("config", config_model.to_data(config)),
        ("ruleset", codec.encode(_small(ruleset))),
        ("ruleset", codec.encode(ruleset)),
        ("known", across._to_data(known)),
        *(("front", data) for data in _learned_front().values()),
        ("code", [1, 2, "x"]),
        ("nodes", root.to_data()),
        ("index", [entry]),
    ]
    return [
        *seeds.as_json(*stored),
        forms.encode_facts({}, {"verdict:ab": [1], "yaml:cd": None}),
        forms.encode_index([entry]),
        b"",
        b"{",
        b"[]",
    ]


def _small(ruleset: RuleSet) -> RuleSet:
    """A rule set with a part of each kind, so that a change hits each part often."""
    return ruleset._replace(sections=ruleset.sections[:2], fields=ruleset.fields[:1], groups=ruleset.groups[:1])


def _mutate(data: bytes, rng: Any, pool: Sequence[bytes]) -> bytes:
    return mutate_bytes(data, rng, pool) if rng.randrange(10) == 0 else mutate_json(_TOKENS)(data, rng, pool)


def targets() -> list[Target]:
    """All of them."""
    return [Target("cache", "every form of file that the cache holds", check_cache, _stored, _mutate, 60_000)]
