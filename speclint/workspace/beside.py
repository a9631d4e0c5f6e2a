"""Which of the bundled rule files a project's own rule files need beside them.

Owns: when the own files can be loaded with a few of the bundled ones, and the others taken as they are.
Never: loads a rule file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from speclint.language import Loaded

_WORD = re.compile(r"[\w-]+")
_TYPE = re.compile(r"^type:[ \t]*([\w-]+)", re.MULTILINE)
_OTHERS = re.compile(r"^extends:(.*)|\bto:[ \t]*([\w-]+)", re.MULTILINE)
"""What a bundled file extends, and the types that it refers to."""


def needed(bundled: Mapping[str, str], own: Collection[str]) -> set[str]:
    """The paths of the bundled files that own texts can mean, and of all that those build on. `bundled`: texts by path.

    Whoever extends a type, refers to it or replaces it writes its name. Names that mean something else do no harm.
    """
    types = {path: found[1] for path, text in bundled.items() if (found := _TYPE.search(text))}
    wanted: set[str] = set()
    waiting = [path for path, type in types.items() if any(type in text for text in own)]
    while waiting:
        path = waiting.pop()
        if path not in wanted:
            wanted.add(path)
            meant = {word for found in _OTHERS.findall(bundled[path]) for part in found for word in _WORD.findall(part)}
            waiting += [other for other, type in types.items() if type in meant]
    return wanted


def stand_alone(loaded: Loaded, bundled: Collection[str]) -> bool:
    """Whether the own files that were loaded change nothing in what the bundled files say, and lack none of them.

    `bundled`: the texts of all bundled files.
    """
    taken = {found[1] for text in bundled if (found := _TYPE.search(text))}
    return not loaded.lacks and not taken & loaded.types
