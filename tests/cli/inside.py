"""The command line run in the process of the tests: arguments, environment, folder and standard input as bytes go in,
what it wrote and its exit code come out.

Starting Python and importing the program takes longer than most commands. What a process itself does (closed streams,
signals, where modules come from, other encodings) is tested with processes; see `run_apart` in `scenario`.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from contextlib import contextmanager
from functools import lru_cache
from subprocess import CompletedProcess
from typing import TYPE_CHECKING
from unittest.mock import patch

from speclint.base.codec import encode
from speclint.cli.main import run
from speclint.language import loader, normalise
from speclint.language.extending import Resolver, is_path
from speclint.language.meaning import check_meaning
from speclint.language.nodes import texts
from speclint.language.schema import read_model
from speclint.workspace import cache_forms, library
from speclint.workspace.files import git

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from speclint.formats.yaml import YamlMapping, YamlNode
    from speclint.language import Readings, RuleFile
    from speclint.language.collect import Collector
    from speclint.language.extending import Merged, Origin
    from speclint.language.normalise import Naming
    from speclint.language.schema.models import RuleFileModel
    from speclint.ruleset import RuleSet


_decoded_readings = lru_cache(maxsize=2)(cache_forms.decode_readings)
_read = loader._read
_merge = Resolver._merge
_origins: dict[RuleFile, tuple[Origin, object]] = {}
# What follows from bundled files alone is known by the objects that it was made of. These are kept here, too, so that no
# other object ever has the identity of one of them.
_merges: dict[tuple[int, ...], Merged] = {}
_trees: dict[int, YamlNode] = {}
_sound: set[tuple[int, frozenset[str]]] = set()
_models: dict[int, RuleFileModel] = {}
_of_trees: dict[int, RuleFileModel] = {}
_rulesets: dict[tuple[object, ...], RuleSet] = {}
_encoded: dict[int, object] = {}


def _remembered(file: RuleFile, collector: Collector, readings: Readings, *, trusted: bool) -> Origin | None:
    """A bundled rule file without a mistake, read and checked once. Whatever may differ between two runs is not kept."""
    if not (file.bundled and trusted):
        return _read(file, collector, readings, trusted=trusted)
    if file not in _origins:
        origin = _read(file, collector, readings, trusted=trusted)
        if origin is None or collector.has_errors(file.path):
            return origin
        _origins[file] = origin, readings.known.get(file.path) or readings.learned[file.path]
    origin, data = _origins[file]
    if file.path not in readings.known:
        readings.learned[file.path] = data
    return origin


def _merged_once(self: Resolver, origin: Origin) -> Merged | None:
    """A bundled file with what it extends: bundled files, too, as long as it names them by type."""
    bundled = [origin, *self._bundled.values()]
    key = tuple(map(id, bundled))
    if key in _merges:
        return _merges[key]
    before = len(self._collector._found)
    merged = _merge(self, origin)
    by_type = not any(is_path(name.text) for each in bundled for name in texts(each.root.get("extends")))
    kept = all(each.file in _origins and _origins[each.file][0] is each for each in bundled)
    if merged is not None and by_type and kept and len(self._collector._found) == before:
        _merges[key] = merged
        _trees[id(merged.tree)] = merged.tree
    return merged


def _checked_once(
    root: YamlMapping, removed: dict[str, YamlMapping], rule_ids: Collection[str], collector: Collector
) -> None:
    """A tree of bundled files in which nothing was wrong is not looked at again."""
    key = id(root), frozenset(rule_ids)
    if key not in _sound:
        before = len(collector._found)
        check_meaning(root, removed, rule_ids, collector)
        if id(root) in _trees and len(collector._found) == before:
            _sound.add(key)


def _modelled_once(root: YamlNode) -> RuleFileModel:
    if id(root) not in _trees:
        return read_model(root)
    if id(root) not in _of_trees:
        _of_trees[id(root)] = model = read_model(root)
        _models[id(model)] = model
    return _of_trees[id(root)]


def _normalised_once(model: RuleFileModel, names: Mapping[str, Naming], sources: tuple[str, ...]) -> RuleSet:
    """Of `names`, those count that the rule set refers to."""
    if id(model) not in _models:
        return normalise.normalise(model, names, sources)
    wanted = sorted({reference.to for reference in model.references or ()} & set(names))
    key = (id(model), sources, *((name, names[name]) for name in wanted))
    if key not in _rulesets:
        _rulesets[key] = ruleset = normalise.normalise(model, names, sources)
        _encoded[id(ruleset)] = encode(ruleset)
    return _rulesets[key]


def _encoded_once(ruleset: RuleSet) -> object:
    return _encoded[id(ruleset)] if id(ruleset) in _encoded else encode(ruleset)


class _Stream(io.TextIOWrapper):
    """A standard stream of a process in UTF-8 mode, without a file."""

    def __init__(self, errors: str, data: bytes = b"") -> None:
        self.bytes = io.BytesIO(data)
        super().__init__(self.bytes, encoding="utf-8", errors=errors)

    def all(self) -> bytes:
        self.flush()
        return self.bytes.getvalue()


@contextmanager
def bundled_once() -> Iterator[None]:
    """What follows from the bundled rule files alone is worked out once for all that runs inside of this."""
    with (
        patch.object(loader, "_read", _remembered),
        patch.object(Resolver, "_merge", _merged_once),
        patch.object(loader, "check_meaning", _checked_once),
        patch.object(loader, "read_model", _modelled_once),
        patch.object(loader, "normalise", _normalised_once),
        patch.object(library, "encode", _encoded_once),
        patch.object(cache_forms, "decode_readings", _decoded_readings),
    ):
        yield


def run_inside(
    folder: Path, variables: Mapping[str, str], arguments: tuple[str, ...], stdin: bytes
) -> CompletedProcess[bytes]:
    """One command, as a process with these variables would run it."""
    streams = _Stream("surrogateescape", stdin), _Stream("surrogateescape"), _Stream("backslashreplace")
    with _surroundings(folder, variables, streams):
        try:
            code = run(list(arguments))
        except Exception:  # noqa: BLE001 - what Python does at the top of a process
            sys.stderr.write(traceback.format_exc())
            code = 1
    return CompletedProcess(["speclint", *arguments], code, streams[1].all(), streams[2].all())


@contextmanager
def _surroundings(
    folder: Path, variables: Mapping[str, str], streams: tuple[_Stream, _Stream, _Stream]
) -> Iterator[None]:
    """What a process has for itself, put back afterwards."""
    before = os.getcwd(), dict(os.environ), (sys.stdin, sys.stdout, sys.stderr)  # noqa: PTH109 - it may be gone
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        sys.stdin, sys.stdout, sys.stderr = streams
        with (
            bundled_once(),
            patch.dict(git._given_up, clear=True),
            patch.object(git, "_unanswered", []),
        ):
            yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before[2]
        os.environ.clear()
        os.environ.update(before[1])
        os.chdir(before[0])
