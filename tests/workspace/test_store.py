"""The cache: where it is, and that it stays small."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from speclint.engine.detection import TypeEntry
from speclint.workspace import cache_forms as forms
from speclint.workspace.store import Memory, Store, cache_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.name == "nt", reason="other variables count there")
@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"SPECLINT_CACHE_DIR": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/a"),
        ({"XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/b/speclint"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/c"}, "/c/.cache/speclint"),
        ({"HOME": "/c"}, "/c/.cache/speclint"),
        ({}, None),
    ],
)
def test_folder(environ: dict[str, str], folder: str | None) -> None:
    assert cache_folder(environ) == folder


def test_facts_are_kept_and_found_by_another_process(tmp_path: Path) -> None:
    Memory(Store(str(tmp_path))).learn({"yaml:ab12": None, "yaml:ab34": [1, 2, "x"], "yaml:ff": {"a": 1}})
    facts = Memory(Store(str(tmp_path)))
    assert "yaml:ab12" in facts
    assert facts["yaml:ab12"] is None
    assert facts["yaml:ab34"] == [1, 2, "x"]
    assert "yaml:zz" not in facts


def test_a_bucket_forgets_the_oldest() -> None:
    data = b""
    for number in range(300):
        data = forms.encode_facts(forms.decode_facts(data), {f"yaml:ab{number}": number})
    kept = forms.decode_facts(data)
    assert list(kept.values()) == list(range(100, 300))


def test_a_huge_fact_is_not_kept() -> None:
    assert forms.decode_facts(forms.encode_facts({}, {"yaml:ab": "x" * 100_000, "yaml:ac": 1})) == {"yaml:ac": 1}


def test_old_libraries_are_removed(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    for number in range(40):
        store.write(f"libraries/{number}/index.json", b"[]")
    assert len(list(tmp_path.glob("*/libraries/*"))) <= 17
    assert store.read("libraries/39/index.json") == b"[]"


def test_index_survives_the_way_through_the_cache() -> None:
    entries = (TypeEntry("a", "A", ("*.md",), (("type", ("x", "y")),), ("a-",), ("rules/a.yaml",)), TypeEntry("b", "B"))
    assert forms.decode_index(forms.encode_index(entries)) == entries


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"{",
        b"[[1]]",
        b'{"a": 1}',
        b"[1, 2]",
        b"\xff",
        b"{}",
        b"[]",
        b'""',
        b"0",
        b"[[]]",
        b'[["a", "A", "files", [], [], []]]',
        b'[["a", "A", {}, [], [], []]]',
        b'[["a", "A", [1], [], [], []]]',
        b'[["a", "A", [], ["ab"], [], []]]',
        b'[["a", "A", [], [["k", "ab"]], [], []]]',
        b'[["a", null, [], [], [], []]]',
        b'["abcdef"]',
    ],
)
def test_index_of_another_shape_is_none(data: bytes | None) -> None:
    assert forms.decode_index(data) is None


def test_nothing_but_json_is_in_the_cache(tmp_path: Path) -> None:
    Memory(Store(str(tmp_path))).learn({"yaml:ab12": [1, 1, "ü\n"]})
    for path in tmp_path.rglob("*"):
        if path.is_file():
            json.loads(path.read_bytes())
