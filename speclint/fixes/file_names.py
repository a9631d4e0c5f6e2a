"""File names that are not of the form of their type.

Owns: writing the name that exists in that form.
Never: invents a number, or knows which names are taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.authoring.template import BadNameError, file_name
from speclint.base.diagnostics import Fix
from speclint.expressions import whole_matches
from speclint.ruleset.ids import values_of_id

if TYPE_CHECKING:
    from speclint.ruleset import NamingSpec

_WORD = re.compile(r"[a-z0-9]+")


def rename_file(naming: NamingSpec, name: str, ids: tuple[str, ...]) -> Fix | None:
    """The name of a file in the form of its type: case, separators, digits. `ids`: what the document calls itself.

    None where the name lacks something that only its author, or the project, knows.
    """
    stem, _, extension = name.rpartition(".")
    template = naming.file_template
    head = template.partition("{")[0].lower()
    first = template[len(head) :]
    if "{date" in template or not first.startswith(("{number", "{slug") if head else "{number"):
        return None
    words = _WORD.findall(re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "-", stem).lower())
    # Without words of its own, a name may begin with those of the id.
    prefixes = sorted({head, *(naming.prefixes if head else naming.id_prefixes)}, key=len, reverse=True)
    start = next((prefix for prefix in prefixes if "-".join(words).startswith(prefix)), None)
    if start is not None:
        words = _WORD.findall("-".join(words)[len(start) :])
    number: int | None = None
    if "{number" in template:
        number = _own_number(naming, ids)
        if start is not None and words and words[0].isdecimal():
            # A number behind the words of the type is that of the file; one alone may be anything.
            written = int(words[0])
            if head or start or number in (None, written):
                number = written
                words.pop(0)
        if number is None:
            return None
    try:
        made = file_name(naming, number, "-".join(words), "")
    except BadNameError:
        return None
    if not whole_matches(naming.file_pattern, made) or made == stem:
        return None
    return Fix(f"Rename the file to {made}.{extension}", "unsafe", rename=f"{made}.{extension}")


def _own_number(naming: NamingSpec, ids: tuple[str, ...]) -> int | None:
    """The number in the id that the document gives itself."""
    for id in ids:
        text = id.strip("[]` ")
        values = values_of_id(naming, text) or {}
        if "number" in values:
            return int(values["number"][0])
    return None
