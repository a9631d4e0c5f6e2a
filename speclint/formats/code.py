"""Whether a code block parses, by its language.

Owns: the languages that can be parsed, and the memory of earlier verdicts.
Never: reads or writes a file; a shell passes in what it remembered, and takes what was learned.

Verdicts lean to the sample: what documentation leaves out (`...`) or fills in later (templating) is no fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint.base.codec import encode, remembered
from speclint.base.digest import digest
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclint.formats.yaml import YamlNode

JSON_LANGUAGES = ("json", "jsonc", "json5")
YAML_LANGUAGES = ("yaml", "yml")
TOML_LANGUAGES = ("toml",)

_KEPT = 32
"""Blocks whose data is kept in memory."""
_ELISION_LINE = r"(?m)^[ \t]*(?:- )?[ \t]*(?:\.\.\.|…)[ \t]*\r?$"


class SyntaxFault(NamedTuple):
    """Where code stops being valid: 1-based line and column inside the code, and what is wrong."""

    line: int
    column: int
    message: str


class CodeSyntax:
    """Parses code. Verdicts on languages whose parser is costly to import are remembered by content.

    `known` maps keys (language and content hash) to earlier verdicts: None, or line, column and message. It may be
    any mapping, so that a shell can look verdicts up one by one.
    """

    __slots__ = ("_nodes", "known", "learned")

    def __init__(self, known: Mapping[str, Any] | None = None) -> None:
        self.known: Mapping[str, Any] = {} if known is None else known
        self._nodes: dict[str, tuple[YamlNode, ...]] = {}
        """The last data that was read: several checks look at one block."""
        self.learned: dict[str, list[object] | None] = {}
        """Verdicts found since, in the same form."""

    def fault(self, language: str, text: str) -> SyntaxFault | None:
        """The first fault of `text`, or None where it parses or the language is not one that can be parsed."""
        language = language.lower()
        if language in JSON_LANGUAGES:
            return _json_fault(language, text)
        if language in YAML_LANGUAGES:
            if "{{" in text or "{%" in text:
                return None
            return self._remembered("yaml", text)
        if language in TOML_LANGUAGES:
            return self._remembered("toml", text)
        return None

    def schema_faults(self, language: str, text: str, schema: str) -> list[str]:
        """Where code that parses breaks a JSON Schema (given as JSON text), each as "place: what is wrong".

        Code that leaves things out (`...`) or is not data is not judged. Raises SchemaError for what is no JSON
        Schema, and without the package that knows them.
        """
        data = _data(language.lower(), text)
        if data is None:
            return []
        from speclint.formats.json_schema import schema_faults  # many rule sets name no schema

        return schema_faults(data, _loads(schema))

    def nodes(self, language: str, text: str) -> tuple[YamlNode, ...]:
        """The data that code stands for, with its places in the code: a node for each document in it.

        None for code that is not YAML or JSON, has a fault, or is a template.
        """
        language = language.lower()
        if language not in (*YAML_LANGUAGES, *JSON_LANGUAGES) or "{{" in text or "{%" in text:
            return ()
        key = f"data:{digest(text)}"
        if key not in self._nodes:
            if len(self._nodes) >= _KEPT:
                self._nodes.clear()
            self._nodes[key] = self._read(key, text)
        return self._nodes[key]

    def _read(self, key: str, text: str) -> tuple[YamlNode, ...]:
        known = self.learned.get(key) or self.known.get(key)
        if known is None:
            # JSON is YAML, but for what only people write into it.
            known = [node.to_data() for node in _documents(text)]
            self.learned[key] = known
        from speclint.formats.yaml import from_data  # most documents need none

        try:
            return tuple(map(from_data, known))
        except (TypeError, ValueError):
            return ()

    def _remembered(self, language: str, text: str) -> SyntaxFault | None:
        key = f"{language}:{digest(text)}"
        for memory in (self.learned, self.known):
            if key in memory:
                verdict = memory[key]
                known = remembered(SyntaxFault, verdict)
                if known is not None or verdict is None:
                    return known
        fault = _yaml_fault(text) if language == "yaml" else _toml_fault(text)
        self.learned[key] = None if fault is None else encode(fault)
        return fault


def _documents(text: str) -> Iterator[YamlNode]:
    """The documents of a YAML text, which `---` divides. One with a fault says nothing of the others."""
    from speclint.formats.yaml import read_yaml  # loads the YAML library

    first = 1
    for part in re.split(r"(?m)^---(?=\s|$).*$", text):
        read = read_yaml("", part, first)
        if read.root is not None and not read.errors:
            yield read.root
        first += part.count("\n")


def _loads(text: str) -> Any:
    import json  # many documents contain no JSON

    return json.loads(text)


def _data(language: str, text: str) -> Any:
    """The data that code stands for; None where it stands for none."""
    if language in JSON_LANGUAGES:
        try:
            return _loads(text)
        except (ValueError, RecursionError):
            return None
    if language in YAML_LANGUAGES:
        from speclint.formats.yaml import read_yaml  # loads the YAML library

        read = read_yaml("", text)
        return read.root.to_python() if read.root is not None and not read.errors else None
    if language in TOML_LANGUAGES:
        from speclint.formats.toml import read_toml  # loads the TOML library

        tables, error = read_toml(text)
        return tables if error is None else None
    return None


def _json_fault(language: str, text: str) -> SyntaxFault | None:
    from speclint.formats.json import check_json  # many documents contain no JSON

    error = check_json(text, "json5" if language == "json5" else "jsonc" if language == "jsonc" else "json")
    return None if error is None else SyntaxFault(*error.position, error.message)


def _yaml_fault(text: str) -> SyntaxFault | None:
    from speclint.formats.yaml import check_syntax  # loads the YAML library

    error = check_syntax(text)
    if error is not None:
        without = _without_elisions(text)
        if without != text and check_syntax(without) is None:
            return None
    return None if error is None else SyntaxFault(*error.range.start, error.message)


def _toml_fault(text: str) -> SyntaxFault | None:
    from speclint.formats.toml import read_toml  # loads the TOML library

    error = read_toml(text)[1]
    if error is not None:
        without = _without_elisions(text)
        if without != text and read_toml(without)[1] is None:
            return None
    return None if error is None else SyntaxFault(*error.position, error.message)


def _without_elisions(text: str) -> str:
    """The text with lines of only `...` emptied, so that all other places stay."""
    return re.sub(_ELISION_LINE, "", text)
