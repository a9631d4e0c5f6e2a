"""What is worth keeping between runs: names and forms of it.

Owns: keys, file names and contents of the cache, its bounds.
Never: reads or writes a file (the workspace does), or trusts what it is handed: data of another shape is no data.

Everything is JSON: a cache that somebody else wrote can mislead, but it cannot execute. Keys are made of contents,
never of dates. Two kinds of things are kept:

facts      small answers about texts (does this YAML parse, what does this front matter say), in a fixed number of
           buckets of bounded size, so that the cache needs no housekeeping
libraries  the rule sets of a set of rule files: an index with what type detection needs, and a file for each type,
           so that a run decodes only the type that it lints
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.detection import TypeEntry
from speclint.digest import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FORMAT = "1"
"""Raised when the form of the cache changes."""

_BUCKET_DIGITS = 2
_BUCKET_ENTRIES = 200
_MAX_CHARACTERS = 50_000
"""Of one fact. What is longer is cheaper to find out again than to carry along with its whole bucket."""


def identity(version: str, parts: Iterable[str]) -> str:
    """The name of the folder that this program may use. `parts` tell states of the code of one version apart."""
    return digest(_FORMAT, version, *parts)


def fact_file(key: str) -> str:
    """The file that holds the fact of `key`, which ends in a digest."""
    return f"facts/{key.rsplit(':', 1)[-1][:_BUCKET_DIGITS]}.json"


def decode_facts(data: bytes | None) -> dict[str, Any]:
    """The facts of one file; none for what is not such a file."""
    found = _decode(data)
    return found if isinstance(found, dict) else {}


def encode_facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> bytes:
    """The file with new facts added, the oldest left out where there are too many."""
    import json  # a run without a cache does not need it

    texts = {key: json.dumps(value) for key, value in new.items()}
    fit = {key: value for key, value in new.items() if len(texts[key]) <= _MAX_CHARACTERS}
    merged = {**{key: value for key, value in old.items() if key not in fit}, **fit}
    kept = list(merged.items())[-_BUCKET_ENTRIES:]
    return json.dumps(dict(kept), ensure_ascii=True, separators=(",", ":")).encode()


def library_folder(files: Sequence[tuple[str, str, bool]]) -> str:
    """The folder for the rule sets of these files: path, text, whether bundled."""
    parts = [part for path, text, bundled in files for part in (path, text, "bundled" if bundled else "")]
    return f"libraries/{digest(*parts)}"


def encode_index(entries: Sequence[TypeEntry]) -> bytes:
    """The index of a library. The position of an entry names the file of its rule set."""
    return encode(list(entries))


def decode_index(data: bytes | None) -> tuple[TypeEntry, ...] | None:
    """The entries of an index, or None."""
    found = _decode(data)
    try:
        return tuple(
            TypeEntry(
                str(type),
                str(title),
                tuple(map(str, files)),
                tuple((str(key), tuple(map(str, values))) for key, values in front_matter),
                tuple(map(str, prefixes)),
                tuple(map(str, sources)),
            )
            for type, title, files, front_matter, prefixes, sources in found
        )
    except (TypeError, ValueError):
        return None


def encode(value: Any) -> bytes:
    """Any data as JSON."""
    import json  # as above

    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def decode(data: bytes | None) -> Any:
    """The data of a file, or None."""
    return _decode(data)


def _decode(data: bytes | None) -> Any:
    if not data:
        return None
    import json  # as above

    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
