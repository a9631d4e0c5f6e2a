"""The bundled rule sets as they come with the program, already loaded.

Owns: the files beside the bundled rule files that hold them, and when these count.
Never: loads a rule file: whoever finds that they do not count does.

They are data that JSON holds, made of the rule files by `compiled_files`. An index names what they were made of, so that
rule files which somebody changed are loaded again. In a checkout the code that loads them can change, too, and counts.

index.json    what they were made of, and what type detection needs of each
shared.json   large parts that several of them have alike
TYPE.json     a rule set: its own members, and which of the others is which shared part
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from speclint.base import codec
from speclint.base.digest import digest
from speclint.engine.detection import TypeEntry
from speclint.workspace.bundled import PACKAGE, bundled_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.ruleset import RuleSet

FOLDER = "compiled"
_INDEX, _SHARED = "index.json", "shared.json"
_INDEXED = 3
"""In the index: what stands for the rule files, what stands for the code, and the types."""
_ROOMS = ("base", "expressions", "formats", "language", "ruleset")
"""Of the package: whatever takes part in loading a rule file."""
_LARGE = 1000
"""Characters from which a part that several rule sets have is written once."""


class Compiled:
    """The bundled rule sets. `types` is what each says about its documents. `paths`: of the rule files, by name, as shown."""

    def __init__(self, folder: str, types: tuple[TypeEntry, ...], paths: Mapping[str, str]) -> None:
        self._folder = folder
        self._paths = paths
        self._shared: list[Any] | None = None
        self.types = tuple(each._replace(sources=self._shown(each.sources)) for each in types)

    def ruleset(self, type: str) -> RuleSet | None:
        """The rule set of one of `types`; None where its file is damaged."""
        from speclint.ruleset import RuleSet  # a run in which nothing changed needs none

        if self._shared is None:
            self._shared = _read(self._folder, _SHARED) or []
        data = _read(self._folder, f"{type}.json")
        try:
            members, places = data
            for member, place in places:
                members[member] = self._shared[place]
            found = codec.decode(RuleSet, members)
        except (TypeError, ValueError, LookupError):
            return None
        return found._replace(sources=self._shown(found.sources))

    def _shown(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._paths.get(name, name) for name in names)


def compiled(files: Sequence[tuple[str, str, bool]], *, known: bool = False) -> Compiled | None:
    """The rule sets of rule files, if these are the bundled ones as they were when they were compiled; else None.

    `files`: path as shown, text, whether bundled. `known`: this code has already taken them for what these files say.
    """
    rules = bundled_folder()
    if rules is None or not all(bundled for _, _, bundled in files):
        return None
    folder = os.path.join(rules, FOLDER)
    index = _read(folder, _INDEX)
    if not isinstance(index, list) or len(index) != _INDEXED:
        return None
    state, code, entries = index
    installed = os.path.dirname(rules) == PACKAGE
    if not known and (state != _state(files) or not (installed or code == _code())):
        return None
    types = codec.remembered(tuple[TypeEntry, ...], entries)
    return Compiled(folder, types, {_name(path): path for path, _, _ in files}) if types else None


def compiled_files(
    files: Sequence[tuple[str, str, bool]], rulesets: Sequence[RuleSet], types: Sequence[TypeEntry]
) -> dict[str, str]:
    """The files of the folder by name. `files` as for `compiled`; `rulesets` are what they give, `types` what these say."""
    encoded = [codec.encode(each._replace(sources=_names(each.sources))) for each in rulesets]
    written = [[_json(member) for member in members] for members in encoded]
    count: dict[str, int] = {}
    for text in (text for members in written for text in members if len(text) >= _LARGE):
        count[text] = count.get(text, 0) + 1
    shared = [text for text, times in count.items() if times > 1]
    made = {_SHARED: f"[{','.join(shared)}]"}
    for ruleset, members in zip(rulesets, written, strict=True):
        places = [(number, shared.index(text)) for number, text in enumerate(members) if text in shared]
        own = ("null" if text in shared else text for text in members)
        made[f"{ruleset.type}.json"] = f"[[{','.join(own)}],{_json(places)}]"
    index = codec.encode(tuple(each._replace(sources=_names(each.sources)) for each in types), tuple[TypeEntry, ...])
    made[_INDEX] = _json([_state(files), _code(), index])
    return {name: text + "\n" for name, text in made.items()}


def _state(files: Sequence[tuple[str, str, bool]]) -> str:
    """What stands for rule files, wherever the program is installed."""
    return digest(*(part for path, text, _ in files for part in (_name(path), text)))


def _names(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_name, paths))


def _name(path: str) -> str:
    """Of a rule file: paths differ between installations."""
    return path.rpartition("/")[2]


def _code() -> str:
    """What stands for the code that loads rule files."""
    texts: list[str] = []
    for room in _ROOMS:
        for where, folders, names in os.walk(os.path.join(PACKAGE, room)):
            folders[:] = sorted(each for each in folders if each != "__pycache__")
            for name in sorted(names):
                if name.endswith(".py"):
                    with open(os.path.join(where, name), encoding="utf-8") as file:
                        texts += (name, file.read())
    return digest(*texts)


def _json(value: Any) -> str:
    import json  # only when the program is released

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read(folder: str, name: str) -> Any:
    """The data of a file; None for one that is missing or damaged."""
    import json

    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return json.loads(file.read())
    except (OSError, ValueError):
        return None
