"""The names of code languages."""

from __future__ import annotations

from speclint.binding.code_blocks import same_language
from speclint.binding.language_names import NAMES
from tests.house.language_names import table


def test_no_name_stands_for_two_languages() -> None:
    names = [name for others in NAMES.values() for name in others]

    assert len(set(names)) == len(names)
    assert not NAMES.keys() & set(names)


def test_each_name_is_written_as_in_a_fence() -> None:
    names = [name for own, others in NAMES.items() for name in (own, *others)]

    assert all(name == name.casefold() and name.split() == [name] for name in names)


def test_a_language_has_its_full_name_and_its_aliases() -> None:
    sample = {
        "C++": {"aliases": ["cpp"]},
        "JSON": {"aliases": ["geojson", "jsonl"]},
        "JSON with Comments": {"aliases": ["jsonc"]},
        "Shell": {"aliases": ["sh", "Bourne Shell"]},
        "Text": {},
    }

    assert table(sample) == {
        "c++": ("cpp",),
        "json": ("geojson",),
        "jsonc": ("json-with-comments",),
        "shell": ("bourne-shell", "sh"),
    }


def test_names_of_one_language_are_the_same() -> None:
    assert {same_language(name) for name in ("py", "Python3", "python", "{.py}", "py,ignore")} == {"python"}
    assert same_language("json") != same_language("jsonc") != same_language("json5")
    assert same_language("unheard-of") == "unheard-of"
