"""The entrance: YAML text in, nodes and errors out.

Owns: the limits of what is read, and the promise that no text makes it raise.
Never: imports the YAML library at the top; a run with a warm cache must not pay for it.
"""

from __future__ import annotations

from speclint.base.source import Position, Range, SourceFile
from speclint.formats.yaml.result import YamlError, YamlResult

MAX_CHARACTERS = 1_000_000
"""The longest text that is read. A megabyte of YAML is data; reading it would take seconds."""


def read_yaml(path: str, text: str, first_line: int = 1) -> YamlResult:
    """Read one YAML document.

    `path` is kept in each node as its source. `first_line` is the line of the file that `text` starts on, for front
    matter and code blocks; columns count from the start of the lines of `text`. Never raises.
    """
    if len(text) > MAX_CHARACTERS:
        return YamlResult(None, (_too_long(text, first_line),))
    from speclint.formats.yaml.builder import build  # here: it loads the YAML library

    return build(SourceFile(path, text), first_line, strict=True)


def check_syntax(text: str, first_line: int = 1) -> YamlError | None:
    """The first error of a YAML sample, or None.

    More is allowed than in a file that is read for its values: several documents, tags of any application, keys that
    are not text, aliases that refer to themselves. Duplicate keys are errors. Never raises.
    """
    if len(text) > MAX_CHARACTERS:
        return _too_long(text, first_line)
    from speclint.formats.yaml.builder import build  # here: it loads the YAML library

    errors = build(SourceFile("", text), first_line, strict=False).errors
    return errors[0] if errors else None


def _too_long(text: str, first_line: int) -> YamlError:
    place = Position(first_line, 1)
    message = f"The YAML is too long ({len(text):,} characters; the limit is {MAX_CHARACTERS:,})"
    return YamlError(Range(place, place), message)
