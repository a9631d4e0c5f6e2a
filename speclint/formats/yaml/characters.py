"""Characters that YAML refuses, or that the YAML library takes for line ends.

Owns: a text of the same length that the library reads rightly, and the way back for values taken from it.
Never: changes the length of anything, so each index stays an index into the text that the user wrote.
"""

from __future__ import annotations

import re
from itertools import chain

_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"

# Line ends in YAML 1.1. They are plain characters in YAML 1.2 and in Markdown, but the library still ends a line at
# them and then loses count of the columns.
_OLD_LINE_ENDS = "\x85\u2028\u2029"

# What may stand in for the above: any code point that the text itself does not use, those for private use first. There
# are more of them than characters in the longest text that is read.
_PRIVATE = range(0xE000, 0xF900)
_OTHER_PLANES = range(0x10FFFF, 0xFFFF, -1)

_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_MAX_FAULTS = 10
"""How many refused characters are named. A file with more is not text, and one error for each would hide the rest."""


class Characters:
    """A text made safe for the library.

    `faults` holds, for the characters that YAML refuses, the index and what to say about it. `clean` is the text with
    U+FFFD in their place; `safe` is the one for the library, in which the old line ends are replaced as well.
    """

    __slots__ = ("_back", "clean", "faults", "safe")

    def __init__(self, text: str) -> None:
        self.faults: list[tuple[int, str]] = []
        self._back: dict[int, str] = {}
        refused = list(_REFUSED.finditer(text))
        if refused:
            self.faults = [(found.start(), _refusal(found.group())) for found in refused[:_MAX_FAULTS]]
            text = _REFUSED.sub(_REPLACEMENT, text)
        self.clean = text
        used = [char for char in _OLD_LINE_ENDS if char in text]
        if used:
            taken = set(text)
            spare = (code for code in chain(_PRIVATE, _OTHER_PLANES) if chr(code) not in taken)
            self._back = {next(spare): char for char in used}
            text = text.translate({ord(char): chr(code) for code, char in self._back.items()})
        self.safe = text

    def restore(self, value: str) -> str:
        """A value that the library read from `safe`, in the characters of the original text."""
        return value.translate(self._back) if self._back else value


def join_surrogates(value: str) -> tuple[str, bool]:
    r"""A value with escapes such as `\ud83d\ude00`, which JSON writes for one character, as that character.

    The second item is true if halves without a partner were left; they are replaced, because no file can contain them.
    """
    if value.isascii() or not _SURROGATE.search(value):
        return value, False
    value = _SURROGATE_PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), value)
    return _SURROGATE.subn(_REPLACEMENT, value)[0], _SURROGATE.search(value) is not None


def _refusal(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return f"Half of a surrogate pair (U+{ord(char):04X}) is not allowed in YAML"
    return f"The control character U+{ord(char):04X} is not allowed in YAML"
