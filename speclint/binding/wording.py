"""How messages are put together: names quoted from a document, counts, and a rule set's own words in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import RelatedLocation

if TYPE_CHECKING:
    from speclint.base.source import Range

_LONGEST = 60


def short(text: str, longest: int = _LONGEST) -> str:
    """The text on one line, cut where it is too long to be read at a glance."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 3] + "..."


def listed(values: tuple[str, ...], most: int = 8) -> str:
    """Values in quotes, joined by commas. Of many only the first: authors put the usual ones there."""
    shown = ", ".join(f"'{value}'" for value in values[:most])
    return f"{shown} and {len(values) - most} more" if len(values) > most else shown


def choices(values: tuple[str, ...], most: int = 6) -> str:
    """Values without quotes, as a sentence lists alternatives: "Yes, No or Optional". Of many only the first."""
    if len(values) > most:
        return f"{', '.join(values[: most - 1])} or one of {len(values) - most + 1} others"
    return f"{', '.join(values[:-1])} or {values[-1]}" if len(values) > 1 else "".join(values)


def enumerated(names: tuple[str, ...], most: int = 6) -> str:
    """Names without quotes, joined by commas. Of many only the first."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def counted(number: int, unit: str) -> str:
    """A number with its unit: "1 row", "3 rows"."""
    return f"{number} {unit}" + ("" if number == 1 else "s")


def too_few(units: str, where: str, found: int, least: int) -> str:
    """The message where there are fewer than a rule set expects."""
    return f"Too few {units}{where}: found {found}, at least {least} expected"


def too_many(units: str, where: str, found: int, most: int) -> str:
    """The message where there are more than a rule set allows."""
    return f"Too many {units}{where}: found {found}, at most {most} allowed"


def after(prefix: str, message: str) -> str:
    """A message behind a rule set's own words, if there are any.

    >>> after("Configuration incomplete", "Missing section 'Runtime'")
    "Configuration incomplete: missing section 'Runtime'"
    """
    if not prefix:
        return message
    rest = message if message[1:2].isupper() else message[:1].lower() + message[1:]
    return f"{prefix.rstrip('.')}: {rest}"


def expected_in(heading: Range | None, place: Range) -> tuple[RelatedLocation, ...]:
    """The heading of the section that lacks something, for a finding that is not at it."""
    if heading is None or heading == place:
        return ()
    return (RelatedLocation(heading, "expected in this section"),)


def without_reason(what: str) -> str:
    """What is wrong with a section or a field that is said not to apply, and no more."""
    return f"{what} is said not to apply, without a reason"
