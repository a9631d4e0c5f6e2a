"""What is kept between runs: names and forms.

Owns: keys, file names and contents of the cache, its bounds.
Never: reads or writes a file (the workspace does), or trusts its input: data of another shape is ignored.

Everything is JSON: a cache from another writer can mislead, but it cannot execute. Keys are made of contents,
never of dates. Three kinds of things are kept:

verdicts   what was found in a document, by all that it depends on
facts      small answers about texts (does this YAML parse, what does this front matter say), in a fixed number of
           buckets of bounded size, so that the cache needs no housekeeping; verdicts are kept likewise
readings   the YAML of the bundled rule files: reading it again takes most of the time after a change of other rule files
libraries  the rule sets of a set of rule files: an index with what type detection needs, and a file for each type,
           so that a run decodes only the type that it lints
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base import codec
from speclint.base.digest import digest
from speclint.engine.detection import TypeEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FORMAT = "3"
"""Raised when the form of the cache changes."""

_BUCKET_DIGITS = 2
_BUCKET_ENTRIES = 200
_BUCKET_CHARACTERS = 500_000
_MAX_CHARACTERS = 50_000
"""Of one fact. What is longer is cheaper to find out again than to carry along with its whole bucket."""


def identity(version: str, parts: Iterable[str]) -> str:
    """The name of the folder that this program may use. `parts` distinguish states of the code of one version."""
    return digest(_FORMAT, version, *parts)


def sealed(data: bytes) -> bytes:
    """JSON of ASCII as it is kept: with a digest, by which what was cut short or damaged is distinguished from what was written."""
    return b'["%s",%s]' % (digest(data.decode("ascii")).encode(), data)


def unsealed(data: bytes) -> bytes | None:
    """What was sealed; None for anything else."""
    if not data.startswith(b'["') or not data.endswith(b"]"):
        return None
    mark, body = data[2:34], data[36:-1]
    return body if data == b'["%s",%s]' % (mark, body) and digest(body.decode("latin-1")).encode() == mark else None


def fact_file(key: str) -> str:
    """The file that holds the fact of `key`, which ends in a digest."""
    folder = "verdicts" if key.startswith("verdict:") else "facts"
    return f"{folder}/{key.rsplit(':', 1)[-1][:_BUCKET_DIGITS]}.json"


def decode_facts(data: bytes | None) -> dict[str, Any]:
    """The facts of one file; none for what is not such a file."""
    found = _decode(data)
    return found if isinstance(found, dict) else {}


def encode_facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> bytes:
    """The file with new facts added, the oldest left out where there are too many."""
    import json  # a run without a cache does not need it

    fresh = {key: json.dumps(value, ensure_ascii=True, separators=(",", ":")) for key, value in new.items()}
    texts = {key: json.dumps(value, ensure_ascii=True, separators=(",", ":")) for key, value in old.items()}
    for key, text in fresh.items():
        texts.pop(key, None)
        if len(text) <= _MAX_CHARACTERS:
            texts[key] = text
    kept: list[str] = []
    room = _BUCKET_CHARACTERS
    for key, text in reversed(list(texts.items())[-_BUCKET_ENTRIES:]):
        room -= len(text)
        if room < 0:
            break
        kept.append(f"{json.dumps(key)}:{text}")
    return ("{" + ",".join(reversed(kept)) + "}").encode()


def library_folder(files: Sequence[tuple[str, str, bool]]) -> str:
    """The folder for the rule sets of these files: path, text, whether bundled."""
    parts = [part for path, text, bundled in files for part in (path, text, "bundled" if bundled else "")]
    return f"libraries/{digest(*parts)}"


def readings_file(files: Sequence[tuple[str, str, bool]]) -> str:
    """The file for the YAML of these files."""
    return f"readings/{digest(*(part for path, text, _ in files for part in (path, text)))}.json"


def decode_readings(data: bytes | None) -> dict[str, Any]:
    """The YAML of rule files by path; none for what is not such a file."""
    found = _decode(data)
    return found if isinstance(found, dict) else {}


def encode_index(entries: Sequence[TypeEntry]) -> bytes:
    """The index of a library. The position of an entry names the file of its rule set."""
    return encode(codec.encode(tuple(entries), tuple[TypeEntry, ...]))


def decode_index(data: bytes | None) -> tuple[TypeEntry, ...] | None:
    """The entries of an index; None for what is not one. A library has at least the bundled types."""
    found = _decode(data)
    if not isinstance(found, list) or not found:
        return None
    return codec.remembered(tuple[TypeEntry, ...], found)


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
