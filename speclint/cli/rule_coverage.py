"""What the examples of a rule set leave untested, in words.

Owns: the wording, and which parts are a rule file's own.
Never: runs an example, or decides what a part is; see `speclint.engine.coverage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.engine.coverage import Coverage, Part
    from speclint.workspace.library import Origin

_FEW = 2
_PLURALS = (("section", "sections"), ("field", "fields"))


class Untested(NamedTuple):
    """What no example of a rule file shows: `summary` in a line or two, `lines` in full, each with its place in the file."""

    summary: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


def untested(file: str, type: str, coverage: Coverage, origin: Origin) -> Untested:
    """What the examples of a rule file leave out. What the file inherits from others is theirs to test."""
    placed = [(part, origin(type, part.path)) for part in coverage.parts()]
    own = [(part, place) for part, place in placed if place is not None and place[0] == file]
    return Untested(tuple(_summary([part for part, _ in own])), tuple(_lines(own)))


def _summary(parts: Sequence[Part]) -> Iterator[str]:
    absent = []
    for kind, plural in _PLURALS:
        all_of_kind = [part for part in parts if part.kind == kind and not part.rule]
        left = [f"'{part.name}'" for part in all_of_kind if not part.reached]
        if left:
            absent.append(f"{len(left)} of {len(all_of_kind)} {plural} ({_few(left)})")
    if absent:
        yield f"in no example: {', '.join(absent)}"
    silent = [part for part in parts if part.kind == "agreement" and not part.reached]
    if silent:
        count = sum(1 for part in parts if part.kind == "agreement")
        yield f"without a value in any example: {len(silent)} of {count} sides of agreements"
    asked = [part for part in parts if part.rule]
    left = [f"{part.rule} of '{part.name}'" for part in asked if not part.reached]
    if left:
        yield f"broken by no example: {len(left)} of {len(asked)} requirements ({_few(left)})"


def _few(names: Sequence[str]) -> str:
    more = len(names) - _FEW
    return ", ".join(names[:_FEW]) + (f" and {more} more" if more > 0 else "")


def _lines(own: Iterable[tuple[Part, tuple[str, int, int]]]) -> list[tuple[str, str]]:
    """Each place, and what no example shows of it, in the order of the file."""
    found: dict[tuple[int, int, str], str] = {}
    triggered_by_none: dict[tuple[int, int, str], list[str]] = {}
    for part, (_, line, column) in own:
        if part.reached:
            continue
        if part.rule:
            triggered_by_none.setdefault((line, column, part.name), []).append(part.rule)
        elif part.kind == "agreement":
            found[line, column, part.name] = f"`{part.name}` finds no value in any example"
        else:
            found[line, column, part.name] = f"no example has {part.kind} '{part.name}'"
    for key, rules in triggered_by_none.items():
        said = f"no example triggers {' or '.join(rules)} of '{key[2]}'"
        found[key] = f"{found[key]}; {said}" if key in found else said
    return [(f"{line}:{column}", words) for (line, column, _), words in sorted(found.items())]
