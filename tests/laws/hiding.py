"""Ways to hide a heading: what its author sees as one, and GitHub does not, or not as the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Hidden(NamedTuple):
    """The lines that take the place of a heading's line. `shown` is the index of the one that still looks like it."""

    lines: tuple[str, ...]
    shown: int = 0


def _misspelt(level: int, title: str) -> Hidden | None:
    """Two neighbouring letters change places, in the middle of the first long word."""
    for at in range(1, len(title) - 2):
        pair = title[at : at + 2]
        if title[at - 1 : at + 3].isalpha() and pair[0] != pair[1]:
            return Hidden((f"{'#' * level} {title[:at]}{pair[::-1]}{title[at + 2 :]}",))
    return None


WAYS: dict[str, Callable[[int, str], Hidden | None]] = {
    "fence": lambda level, title: Hidden(("~~~~text", f"{'#' * level} {title}", "~~~~", ""), 1),
    "indented": lambda level, title: Hidden(("", f"    {'#' * level} {title}", ""), 1),
    "comment": lambda level, title: Hidden(("<!--", f"{'#' * level} {title}", "-->", ""), 1),
    "quote": lambda level, title: Hidden((f"> {'#' * level} {title}",)),
    "list": lambda level, title: Hidden((f"- {'#' * level} {title}",)),
    "bold": lambda _, title: Hidden((f"**{title}**",)),
    "deeper": lambda level, title: Hidden((f"{'#' * (level + 1)} {title}",)) if level < 6 else None,
    "shallower": lambda level, title: Hidden((f"{'#' * (level - 1)} {title}",)) if level > 2 else None,
    "misspelt": _misspelt,
    "no space": lambda level, title: Hidden((f"{'#' * level}{title}",)),
    "no-break space": lambda level, title: Hidden((f"{'#' * level}\u00a0{title}",)),
    "html": lambda level, title: Hidden((f"<h{level}>{title}</h{level}>", "")),
    "html block": lambda level, title: Hidden(("<div>", f"{'#' * level} {title}", "</div>", ""), 1),
}

BOLD_WAYS: dict[str, Callable[[str], Hidden | None]] = {
    "fence": lambda title: Hidden(("~~~~text", f"**{title}**", "~~~~", ""), 1),
    "indented": lambda title: Hidden(("", f"    **{title}**", ""), 1),
    "comment": lambda title: Hidden(("<!--", f"**{title}**", "-->", ""), 1),
    "quote": lambda title: Hidden((f"> **{title}**",)),
    "list": lambda title: Hidden((f"- **{title}**",)),
    "plain": lambda title: Hidden((title,)),
    "italic": lambda title: Hidden((f"*{title}*",)),
    "bold and italic": lambda title: Hidden((f"***{title}***",)),
    "not closed": lambda title: Hidden((f"**{title}",)),
    "html": lambda title: Hidden((f"<b>{title}</b>",)),
    "no space": lambda title: Hidden((f"###{title}",)),
    "deeper": lambda title: Hidden((f"#### {title}",)),
    "shallower": lambda title: Hidden((f"## {title}",)),
    "text behind it": lambda title: Hidden((f"**{title}**: see",)),
    "misspelt": lambda title: Hidden((f"**{title[:2]}{title[3]}{title[2]}{title[4:]}**",)),
}
"""The same for a bold line that opens a section."""
