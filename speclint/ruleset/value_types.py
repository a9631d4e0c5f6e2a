"""The types of values: one table for fields, cells, and what an agreement finds in a document.

Owns: for each type how a value is read, how it is compared, and what to call it.
Never: knows where a value was found.

Verdicts lean to the author: code ticks, quotes, a unit, a remark in parentheses, and words for no value are no faults.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TypeName = Literal[
    "integer",
    "number",
    "boolean",
    "percent",
    "date",
    "day",
    "duration",
    "size",
    "version",
    "url",
    "email",
    "http-method",
    "http-status",
    "part",
    "port",
    "range",
]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY")

_LONGEST = 200
"""Characters. A longer text is a sentence or more."""
_EDGES = "`'\"*_ \t\n"
# What an author writes where there is no value, or where it is decided elsewhere.
_NO_VALUE = re.compile(
    r"\W*|(?i:none|n/?a|nil|null|undefined|unset|not set|no default|no value|empty|blank|default|auto(?:matic(?:ally)?)?|unlimited|infinite|"
    r"infinity|inf|never|no limit|disabled|required|mandatory|optional|any|all|varies|various|dynamic|generated|random|computed|"
    r"derived|identity|serial|sequence|sequential|autoincrement|inherit(?:ed)?|same|max(?:imum)?|min(?:imum)?|tb[adc]|to be \w+|unknown|variable|depends|calculated|secret|"
    r"not applicable)\.?"
)
_NUMBER = r"[-+−]?(?:\d{1,3}(?:[,_ \u00a0\u202f']\d{3})+|\d+)(?:[.,]\d+)?"
# "30", "30 s", "1,000 requests/s", "10k", "≥ 3", "~5", "3+", "1-5".
_AMOUNT = re.compile(
    rf"[<>=≤≥~≈±\s]*(?P<number>{_NUMBER})(?:[eE][-+]?\d+)?\+?(?:\s*(?:-|–|to|\.\.)\s*(?P<other>{_NUMBER}))?"
    r"\s*(?P<unit>(?:[^\W\d_]|[%°µ²³/*.$€£-])*(?:\s+[^\W\d_]\S*){0,3})"
)
_BOOLEANS = frozenset(
    [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "0",
        "1",
        "y",
        "n",
        "t",
        "f",
        "enabled",
        "disabled",
        "enable",
        "disable",
        "✓",
        "✗",
        "✔",
        "✘",
    ]
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier jänner enero ene",
            "feb february februar février fevrier févr feber febrero",
            "mar march märz mars mär marzo mrz",
            "apr april avril avr abril abr",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august août aout agosto ago",
            "sep sept september septembre septiembre setiembre",
            "oct october okt oktober octobre octubre",
            "nov november novembre noviembre",
            "dec december dez dezember décembre decembre déc diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# "Fri, 2 May 2026": what comes before a day and behind it says no other one.
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,?\s+(?:(?:the|der|den|el|le)\s+)?)?"
_NOTE = r"(?P<note>[T\s,;(:–—].*)?"
_ISO_DATE = re.compile(
    rf"{_WEEKDAY}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}})(?!\d))?{_NOTE}"
)
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}})(?!\d){_NOTE}")
_EITHER_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<one>\d{{1,2}})(?P<sign>[/-])(?P<two>\d{{1,2}})(?P=sign)(?P<year>\d{{4}})(?!\d){_NOTE}"
)
_YEAR = r"(?:[\s,-]+(?:de\s+|del\s+|of\s+)?(?P<year>\d{4})(?!\d))"
_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?(?:\s+of\s+|\s+de\s+|\s+d['’]|[\s-]+)(?P<month>[^\W\d_]{{3,12}})\.?{_YEAR}{_NOTE}"
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>[^\W\d_]{{3,12}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}{_NOTE}"
)
_MONTH = re.compile(r"(?P<month>[^\W\d_]{3,12})\.?(?:\s+|\s+de\s+)(?P<year>\d{4})(?P<day>)")
_PERIOD = re.compile(
    r"(?i)(?:(?P<part>Q[1-4]|H[12]|W\d{1,2}|KW\s?\d{1,2})[\s/-]*)?(?P<year>\d{4})(?:[\s/-]*(?:Q[1-4]|H[12]|W\d{1,2}))?"
)
_SECONDS = {
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "millisecond": 1e-3, "s": 1, "sec": 1, "second": 1,
    "m": 60, "min": 60, "minute": 60, "h": 3600, "hr": 3600, "hour": 3600, "d": 86400, "day": 86400,
    "w": 604800, "week": 604800, "month": 2629800, "y": 31557600, "year": 31557600,
}  # fmt: skip
_BYTES = {
    "b": 1, "byte": 1, "k": 1000, "kb": 1000, "ki": 1024, "kib": 1024, "m": 10**6, "mb": 10**6, "mi": 2**20, "mib": 2**20,
    "g": 10**9, "gb": 10**9, "gi": 2**30, "gib": 2**30, "t": 10**12, "tb": 10**12, "ti": 2**40, "tib": 2**40,
}  # fmt: skip
_VERSION = re.compile(r"v?\d+(?:\.[\dxX*]+)*(?:[-+.][0-9A-Za-z.+-]+)?")
_URL = re.compile(
    r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}:(?://)?[^\s]+|/\S*|[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?|localhost(?::\d+)?(?:/\S*)?"
)
_EMAIL = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}")
_STATUS = re.compile(r"(?:HTTP(?:/[\d.]+)?\s+)?(?P<code>\d{3})(?:\b.*)?")


class ValueType(NamedTuple):
    """One type of values. `read` gives a number to compare, or None where a text is no such value."""

    noun: str
    """What is expected, as a message gives it."""
    read: Callable[[str], float | None]
    least: float = float("-inf")
    most: float = float("inf")
    range: str = ""
    """The bounds that every value has, as a message says them; "" for none."""
    names: tuple[str, ...] = ()
    """What a column of types may call it besides its own name."""


def bare(text: str) -> str:
    """A value without ticks, quotes and a closing remark: what its author means.

    >>> bare("`8080` (development)")
    '8080'
    """
    plain = " ".join(text.split()).strip(_EDGES)
    bare = plain
    if plain.endswith(")"):
        bare = plain[: plain.rfind("(")] if "(" in plain and ")" not in plain[plain.rfind("(") : -1] else plain
    return bare.strip(_EDGES) or plain


def is_no_value(text: str) -> bool:
    """Whether a text says that there is no value, or that it is decided elsewhere."""
    return len(text) <= _LONGEST and _NO_VALUE.fullmatch(bare(text)) is not None


def is_word(text: str) -> bool:
    """Whether a text is one word or number, so that it must be a value, and no explanation, name or expression."""
    plain = bare(text)
    return bool(plain) and len(plain.split()) == 1 and re.search(r"[$(){}<>\[\]_/*]|\w\.\w*[^\W\d]", plain) is None


# Other short words may be a value: "many", "neu".
_ORIGIN = re.compile(
    r"now|today|next|last|start|system|server|client|caller|host|parent|login|build|clock|input|import|given|user|count|seed|entry|"
    r"heute|jetzt|leer|keine?r?|ohne|zeit|uhr|tag|folge|aufruf|vide|aucune?|jour|heure|série|serie|calcul|saisie|calculé|généré|"
    r"système|hoy|ahora|vacío|nada|ninguno|ninguna|fecha|hora|actual|[^\W\d_]{7,}"
)
_NUMBER_WORD = re.compile(
    r"hundred|thousand|million|hundert|tausend|dreißig|quarante|cincuenta|disabled|enabled|disable"
)
_NEARLY_TRUTH = re.compile(r"[truefals]{3,6}")
_LITERAL = re.compile(r"\W*[`\"\u201c]")


def tells_origin(type: str, text: str, written: str) -> bool:
    """Whether a word says where a value comes from ("consecutive", "today"), and is none of another type.

    `written`: with its marks. What is written as code or in quotes is a literal, unless a date is expected: "`now`".
    """
    word = bare(text).casefold()
    if not word.isalpha() or _NUMBER_WORD.fullmatch(word):
        return False
    if type == "date":
        return True
    if _LITERAL.match(written) or not _ORIGIN.fullmatch(word):
        return False
    return type != "boolean" or not _NEARLY_TRUTH.fullmatch(word)


def _amount(text: str) -> tuple[float, str] | None:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    number = number_of(found["number"])
    return None if number is None else (number, found["unit"].strip())


def number_of(written: str) -> float | None:
    """The number that some digits stand for, with or without signs between thousands."""
    plain = re.sub(r"[_ \u00a0\u202f']|,(?=\d{3}(?:\D|$))", "", written.replace("−", "-")).replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    found = _amount(text)
    return None if found is None else found[0]


def _integer(text: str) -> float | None:
    found = _amount(text)
    # With a unit a fraction counts in another one: 1.5 GB of bytes.
    return None if found is None or (found[0] % 1 and not found[1]) else found[0]


def _boolean(text: str) -> float | None:
    return 1.0 if text.casefold() in _BOOLEANS else None


def _percent(text: str) -> float | None:
    found = _amount(text)
    return None if found is None else found[0]


def _date(text: str) -> float | None:
    return _read_date(text, whole=False)


def _whole_date(text: str) -> float | None:
    """As `_date`, but not a month, a quarter or a year."""
    return _read_date(text, whole=True)


def _read_date(text: str, *, whole: bool) -> float | None:
    for pattern in (_ISO_DATE, _DAY_FIRST):
        found = pattern.fullmatch(text)
        if found is not None:
            return _day(int(found["year"]), int(found["month"]), found["day"], whole=whole)
    found = _EITHER_FIRST.fullmatch(text)
    if found is not None:
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        # The day comes first between hyphens; between slashes it may be either.
        first, other = _day(year, two, one), _day(year, one, two)
        return first or other if found["sign"] == "-" else other or first
    for pattern in (_NAMED, _MONTH_FIRST, _MONTH):
        found = pattern.fullmatch(text)
        if found is not None and found["month"].casefold() in _MONTHS:
            return _day(int(found["year"]), _MONTHS[found["month"].casefold()], found["day"], whole=whole)
    found = None if whole else _PERIOD.fullmatch(text)
    return None if found is None else int(found["year"]) * 372.0


def _day(year: int, month: int, day: int | str | None, *, whole: bool = False) -> float | None:
    """The number of a day, to compare; None for a day that no calendar has. A month without a day begins with its first."""
    if whole and not day:
        return None
    day = int(day or 1)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return None
    if (month, day) == (2, 29) and (year % 4 or (not year % 100 and year % 400)):
        return None
    return year * 372.0 + (month - 1) * 31 + day - 1


def _of_units(units: Mapping[str, float]) -> Callable[[str], float | None]:
    def read(text: str) -> float | None:
        found = _amount(text)
        if found is None:
            return None
        unit = found[1].casefold()
        factor = units.get(
            unit, units.get(unit.removesuffix("s"), units.get(unit.split(" ", maxsplit=1)[0]) if unit else 1)
        )
        return None if factor is None else found[0] * factor

    return read


_ENDS = re.compile(
    r"(?P<low>\S(?:.*?\S)?)\s*(?:\s(?:to|until|till|bis|au|à|al?|hasta)\s|\s(?:-|–|—)\s|–|—|\.\.\.?|→)\s*(?P<high>\S.*)"
)

_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)")
_SHORTEST_NIGHT = 240
"""Minutes that lie at least between the end of a period through the night and its start, on the clock."""


def _range(text: str) -> float | None:
    """1 for a range with its ends in order, also for one whose ends are no numbers and no dates."""
    found = _ENDS.fullmatch(text)
    if found is None:
        return 1.0
    times = _TIME.fullmatch(found["low"]), _TIME.fullmatch(found["high"])
    if times[0] and times[1]:
        start, end = (int(each["hour"]) * 60 + int(each["minute"]) for each in times if each)
        # Many periods go through the night, but none is nearly a day.
        return None if 0 < start - end < _SHORTEST_NIGHT else 1.0
    for read in (_date, _amount_alone, _amount_with_unit(_SECONDS), _amount_with_unit(_BYTES)):
        low, high = read(found["low"]), read(found["high"])
        if low is not None and high is not None:
            return 1.0 if low <= high else None
    return 1.0


def _amount_with_unit(units: Mapping[str, float]) -> Callable[[str], float | None]:
    """A number of a unit that is surely one of these: `m` may be a minute, a month, a metre or a thousandth."""
    read = _of_units(units)

    def amount(text: str) -> float | None:
        found = _AMOUNT.fullmatch(text)
        unit = found["unit"].strip().casefold() if found is not None and not found["other"] else ""
        return read(text) if unit and unit != "m" else None

    return amount


def _amount_alone(text: str) -> float | None:
    """A number without a unit: of two with units, either may be the larger."""
    found = _AMOUNT.fullmatch(text)
    return number_of(found["number"]) if found is not None and not found["unit"] and not found["other"] else None


_PART = re.compile(
    rf"(?P<part>{_NUMBER})(?:\s[^\W\d_]+){{0,2}}\s?(?:/|of|out of|in|von|sur|de)\s?(?:(?:all|the)\s)?(?P<all>{_NUMBER})"
)


def _part(text: str) -> float | None:
    """The share of "3 of 5", so that no part is more than all of it."""
    found = _PART.fullmatch(text)
    part, whole = (number_of(found["part"]), number_of(found["all"])) if found else (None, None)
    return part / whole if part is not None and whole else None


def _like(pattern: re.Pattern[str]) -> Callable[[str], float | None]:
    return lambda text: 1.0 if pattern.fullmatch(text) else None


def _status(text: str) -> float | None:
    found = _STATUS.fullmatch(text)
    return None if found is None else float(found["code"])


def _method(text: str) -> float | None:
    parts = re.split(r"[\s,/|&]+|\bor\b|\band\b", text.upper())
    return 1.0 if all(part in METHODS for part in parts if part) else None


TYPES: dict[str, ValueType] = {
    "integer": ValueType(
        "a whole number",
        _integer,
        names=(
            "int",
            "int32",
            "int64",
            "long",
            "uint",
            "uint32",
            "uint64",
            "whole number",
            "ganzzahl",
            "entier",
            "entero",
        ),
    ),
    "number": ValueType(
        "a number", _number, names=("float", "double", "decimal", "numeric", "float32", "float64", "dezimalzahl")
    ),
    "boolean": ValueType("true or false", _boolean, names=("bool", "flag", "wahrheitswert", "booléen", "booleano")),
    "percent": ValueType("a percentage", _percent, 0, 100, "from 0 to 100"),
    "date": ValueType("a date", _date),
    "day": ValueType("a date", _whole_date),
    "duration": ValueType("a duration", _of_units(_SECONDS)),
    "size": ValueType("a size", _of_units(_BYTES)),
    "version": ValueType("a version", _like(_VERSION)),
    "url": ValueType("a URL", _like(_URL)),
    "email": ValueType("an email address", _like(_EMAIL), names=("e-mail", "email address")),
    "http-method": ValueType("an HTTP method", _method),
    "http-status": ValueType("an HTTP status", _status, 100, 599, "from 100 to 599"),
    "range": ValueType("a range from less to more", _range),
    "part": ValueType("a part of the whole", _part, 0, 1, "that is not more"),
    "port": ValueType("a port", _integer, 0, 65535, "from 0 to 65535"),
}
"""By the name under which rule files know it."""

_BY_NAME = {name: key for key, each in TYPES.items() for name in (key, *each.names)}


def type_named(written: str) -> str:
    """The type that a cell in a column of types names; "" where it names none, or one that says nothing of the value."""
    return _BY_NAME.get(bare(written).casefold(), "")


def value_fault(type: str, text: str, least: str = "", most: str = "") -> str:
    """What a value should be, for a message; "" where it is one. `least` and `most` are bounds of the same type."""
    if is_no_value(text):
        return ""
    kind = TYPES[type]
    value = kind.read(bare(text)) if len(text) <= _LONGEST else None
    if value is None:
        return kind.noun
    if not kind.least <= value <= kind.most:
        return f"{kind.noun} {kind.range}"
    low, high = kind.read(least) if least else None, kind.read(most) if most else None
    if (low is not None and value < low) or (high is not None and value > high):
        if low is not None and high is not None:
            return f"{kind.noun} from {least} to {most}"
        return f"{kind.noun} of at least {least}" if low is not None else f"{kind.noun} of at most {most}"
    return ""


def known_values(type: str) -> tuple[str, ...]:
    """All values of a type, where they are few enough to be listed."""
    return METHODS if type == "http-method" else ()


def order_of(type: str, text: str) -> float | None:
    """A value as a number to compare with others of its type; None for no value."""
    return None if is_no_value(text) or len(text) > _LONGEST else TYPES[type].read(bare(text))


_NUMBERED = re.compile(r"[vV]?(\d{1,6}(?:\.\d{1,6}){1,3})")


def version_order(text: str) -> tuple[int, ...] | None:
    """A version as numbers to compare; None for what is none, or for a date. 1.2 and 1.2.0 are the same."""
    found = _NUMBERED.fullmatch(bare(text)) if len(text) <= _LONGEST else None
    if found is None or order_of("date", text) is not None:
        return None
    numbers = [int(part) for part in found[1].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


_RANGE = re.compile(
    rf"(?i)(?<![\w.-])(?P<word>from\s+|between\s+)?(?P<low>{_NUMBER})\s*"
    rf"(?:–|—|\bto\b|\band\b|\.\.\.?|(?<=\d)-(?=\d)|\s-\s)\s*(?P<high>{_NUMBER})(?![\w.-]*\d)"
)
# "1-32", "1-32 days", "1-32; more is slower" - not "waits 1-2 s between retries".
_RANGE_ENDS = re.compile(r"\s*(?:[,;.:()\[\]]|$)")


def stated_range(text: str) -> tuple[float, float] | None:
    """The range that a text states as "1-32", "1 to 32" or "between 1 and 32"; None unless there is exactly one."""
    if len(text) > 10 * _LONGEST:
        return None
    found = [
        (low, high)
        for each in _RANGE.finditer(text)
        if (
            each["word"]
            or _RANGE_ENDS.match(text, each.end())
            or (not each.start() and len(text[each.end() :].split()) == 1)
        )
        and (low := number_of(each["low"])) is not None
        and (high := number_of(each["high"])) is not None
        and low < high
    ]
    return found[0] if len(found) == 1 else None


_PLAIN = re.compile(r"v?(?P<number>\d+(?:\.\d+)*)")


_AT_LEAST = re.compile(r"(?:[>≥]=?\s*|at least\s+|min(?:imum)?\.?\s+)(?P<low>\d+)|(?P<open>\d+)\s*\+.*")


def _meets(number: str, bounds: str) -> bool:
    """Whether a number is one of those that another value allows: "3+", "at least 3", "2-5"."""
    if not number.isdecimal():
        return False
    found = _AT_LEAST.match(bounds)
    if found is not None:
        return int(number) >= int(found["low"] or found["open"])
    between = stated_range(bounds)
    return between is not None and between[0] <= int(number) <= between[1]


def same_value(one: str, other: str) -> bool:
    """Whether two values are the same: `8080` and "8080", v1.2 and 1.2, 60 s and 1 min, 512Mi and 512 MiB."""
    first, second = bare(one).casefold(), bare(other).casefold()
    if first == second:
        return True
    numbers = _PLAIN.fullmatch(first), _PLAIN.fullmatch(second)
    if numbers[0] and numbers[1]:
        return numbers[0]["number"] == numbers[1]["number"]
    if _meets(first, second) or _meets(second, first):
        return True
    for type in ("duration", "size"):
        values = order_of(type, first), order_of(type, second)
        if values[0] is not None and values[0] == values[1]:
            return True
    return False
