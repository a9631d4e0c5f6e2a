"""Fixes are applied together where they can be, and one that does harm costs the others little."""

from __future__ import annotations

from speclint.base.diagnostics import Diagnostic, Fix, TextEdit
from speclint.base.source import Range, SourceFile
from speclint.fixes.applying import mend


class Linter:
    """Finds words to fix, one for each line; `stubborn` are those whose fix has no effect until `needed` is fixed."""

    def __init__(self, stubborn: frozenset[str] = frozenset(), needed: str = "") -> None:
        self.stubborn = stubborn
        self.needed = needed
        self.calls = 0

    def __call__(self, source: SourceFile) -> list[Diagnostic]:
        self.calls += 1
        still = not self.needed or self.needed in source.lines
        return [self.found(number, line, still=still) for number, line in enumerate(source.lines, 1) if line[:1] == "w"]

    def found(self, number: int, line: str, *, still: bool) -> Diagnostic:
        text = f"{line} " if line in self.stubborn and still else line.replace("w", "r")
        place = Range.at(number, 1, len(line))
        fix = Fix("Fix it", "safe", (TextEdit(place, text),))
        return Diagnostic("a.md", place, "some-rule", "error", f"'{line.strip()}' is wrong", fix=fix)


def text_of(count: int) -> SourceFile:
    return SourceFile("a.md", "".join(f"w{number}\n\n" for number in range(count)))


def test_one_that_does_harm_among_many_is_found_in_few_steps() -> None:
    linter = Linter(frozenset({"w57"}))
    mended = mend(text_of(100), linter)

    assert len(mended.mended) == 99
    assert [each.message for each in mended.left] == ["'w57' is wrong"]
    assert linter.calls < 25


def test_one_that_does_harm_has_another_turn_after_the_others() -> None:
    mended = mend(text_of(3), Linter(frozenset({"w0"}), needed="w2"))

    assert mended.source.text == "r0\n\nr1\n\nr2\n\n"
    assert not mended.left


def test_those_that_always_do_harm_end() -> None:
    source = text_of(8)
    mended = mend(source, Linter(frozenset({f"w{number}" for number in range(8)})))

    assert mended.source.text == source.text
    assert len(mended.left) == 8
