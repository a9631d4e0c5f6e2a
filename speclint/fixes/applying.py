"""Applying fixes to a text until nothing is left that one can fix.

Owns: which fixes go together, and the check after each step that nothing else has changed.
Never: makes a fix, reads or writes a file.

A step is kept if the blocks that it did not touch are the same as before, if no heading came or went but those that it
brought, if what it was to fix is fixed, and if it brought no fault of structure. Else the text stays as it was before
the step, and the fix that would do harm is left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.diagnostics import lineless
from speclint.base.source import SourceFile
from speclint.base.values import NamedTuple
from speclint.markdown.soundness import headings_in, is_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from speclint.base.diagnostics import Diagnostic, TextEdit
    from speclint.base.source import Position, Range

_MAX_STEPS = 200
"""Steps for one text, taken or refused. Each reads and judges the whole text, so this bounds what fixing it costs."""

_FAULTS = frozenset({"accidental-heading", "invalid-front-matter", "missing-title", "nested-fence", "uneven-row"})
_OF_FIELDS = frozenset({"bad-field-value", "conflicting-field", "placeholder"})
_PLACES = frozenset({"conflicting-sections", "duplicate-section", "misplaced-section", "unexpected-section"})
"""Rules of which a step must not bring a finding; the latter where it puts in a heading."""


class Mended(NamedTuple):
    """What fixing gives: the text, and the findings that are fixed, in the order of the steps.

    `left` are the findings on the text as it is now. `rename` is the name that the file should have; "" to leave it.
    """

    source: SourceFile
    mended: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]
    rename: str = ""


def mend(
    source: SourceFile,
    lint: Callable[[SourceFile], Sequence[Diagnostic]],
    *,
    unsafe: bool = False,
    spare: Iterable[Diagnostic] = (),
) -> Mended:
    """Apply all fixes of a text.

    `lint` gives the findings on a text; `unsafe` says whether unsafe fixes count; `spare` are findings that are to be
    left as they are.
    """
    found = lint(source)
    spared = Counter(map(_key, spare))
    done: list[Diagnostic] = []
    refused: set[tuple[object, ...]] = set()
    gone: set[tuple[object, ...]] = set()
    """What was fixed. If another step brings it back, two fixes undo each other, and would for ever."""
    went_on = False
    steps = 0
    while steps < _MAX_STEPS:
        offered = [
            each
            for each in _without(found, spared)
            if is_fixable(each, unsafe=unsafe) and _key(each) not in refused and _key(each) not in gone
        ]
        # Where a section goes shows only when the headings that exist are what they should be.
        chosen = compatible([each for each in offered if not _adds_headings(each)] or offered)
        if not chosen:
            if not (refused and went_on):
                break
            # What did harm before other steps may do none after them.
            refused, went_on = set(), False
            continue
        step = _take(source, found, chosen, lint)
        steps += 1
        while step is None and len(chosen) > 1:
            # One of them does harm; alone, it shows itself.
            chosen = chosen[: len(chosen) // 2]
            step = _take(source, found, chosen, lint)
            steps += 1
        if step is None:
            refused.add(_key(chosen[0]))
            continue
        source, found = step
        done += chosen
        gone.update({_key(each) for each in chosen} - {_key(each) for each in found})
        went_on = bool(refused)
    names = (each.fix.rename for each in _without(found, spared) if unsafe and each.fix is not None)
    name = next(filter(None, names), "")
    return Mended(source, tuple(done), tuple(found), name)


def is_fixable(found: Diagnostic, *, unsafe: bool) -> bool:
    """Whether a finding has a fix that edits the text, of the kind that is wanted."""
    fix = found.fix
    return fix is not None and bool(fix.edits) and (unsafe or fix.applicability == "safe")


def compatible(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those of some findings whose fixes can be applied in one step, the first in the text first.

    No two of them touch: two insertions at one place would depend on their order. The others have their turn in the
    next step.
    """
    chosen: list[Diagnostic] = []
    starts: list[Position] = []
    ends: list[Position] = []
    for each in sorted(found, key=lambda one: (one.fix.edits if one.fix else (), one.range, one.rule, one.message)):
        edits = each.fix.edits if each.fix is not None else ()
        if edits and not any(_touches(edit.range, starts, ends) for edit in edits):
            chosen.append(each)
            for start, end in (edit.range for edit in edits):
                insort(starts, start)
                insort(ends, end)
    return chosen


def apply_edits(source: SourceFile, edits: Iterable[TextEdit]) -> SourceFile:
    """The text with edits that do not overlap."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits):
        start, end = source.offset(edit.range.start), source.offset(edit.range.end)
        parts += [source.text[position:start], edit.text]
        position = end
    parts.append(source.text[position:])
    return SourceFile(source.path, "".join(parts), has_bom=source.has_bom)


def _take(
    source: SourceFile,
    found: Sequence[Diagnostic],
    chosen: Sequence[Diagnostic],
    lint: Callable[[SourceFile], Sequence[Diagnostic]],
) -> tuple[SourceFile, Sequence[Diagnostic]] | None:
    """The text with the fixes of some findings, and the findings on it; None if that would do harm."""
    edits = [edit for each in chosen if each.fix is not None for edit in each.fix.edits]
    after = apply_edits(source, edits)
    if not is_sound(source, after, edits):
        return None
    now = lint(after)
    # A finding that comes back in other words is not fixed.
    for identity in (_key, _subject):
        before_keys, now_keys = Counter(map(identity, found)), Counter(map(identity, now))
        if any(now_keys[key] > before_keys[key] - count for key, count in Counter(map(identity, chosen)).items()):
            return None
    # A heading that is written as it should be may show that its section is at the wrong place. One that is put in
    # must not be at one.
    rules = _FAULTS | _PLACES if any(map(_adds_headings, chosen)) else _FAULTS
    if all(each.rule != "missing-column" for each in chosen):
        # No table was touched: one of a section that is seen only now was uneven before.
        rules -= {"uneven-row"}
    if any(each.rule == "missing-field" and each.fix and each.fix.applicability == "safe" for each in chosen):
        # A field that is seen only now has a value: what is wrong with it is for its author to see first.
        rules |= _OF_FIELDS
    before_rules, now_rules = (Counter(each.rule for each in each_found) for each_found in (found, now))
    return None if any(now_rules[rule] > before_rules[rule] for rule in rules) else (after, now)


def _without(found: Iterable[Diagnostic], spared: Counter[tuple[object, ...]]) -> Iterator[Diagnostic]:
    """Findings without as many of each kind as are spared, the first of them."""
    left = Counter(spared)
    for each in found:
        if left[_key(each)] > 0:
            left[_key(each)] -= 1
        else:
            yield each


def _key(found: Diagnostic) -> tuple[object, ...]:
    return found.rule, found.section, lineless(found.message)


def _subject(found: Diagnostic) -> tuple[object, ...]:
    return found.rule, found.section


def _adds_headings(found: Diagnostic) -> bool:
    return found.fix is not None and any(headings_in(edit.text) for edit in found.fix.edits)


def _touches(place: Range, starts: Sequence[Position], ends: Sequence[Position]) -> bool:
    """Whether a place touches one of some ranges that do not overlap, given by their starts and ends in order."""
    # Those that begin up to its end, less those that end before its start.
    return bisect_right(starts, place.end) > bisect_left(ends, place.start)
