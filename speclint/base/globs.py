"""Glob patterns of paths, read as .gitignore reads them.

Owns: what a pattern matches.
Never: looks at a file system; paths are text with forward slashes, relative to the folder that the pattern is about.

`*` and `?` stand for characters inside one name, `[a-z]` and `[!a-z]` for one of a set, `**` for any folders, none
included. A pattern without a slash matches a name in any folder; one that ends in a slash, all that a folder holds.

Patterns are compared directly. Translating them to regular expressions would cost each run their compilation.
"""

from __future__ import annotations

from functools import lru_cache

_ANY = "**"


def matches(pattern: str, path: str) -> bool:
    """Whether `pattern` names the file at `path`."""
    return _match_names(_names(pattern), path.split("/"))


def holds(pattern: str, path: str) -> bool:
    """Whether `pattern` names the file at `path` or a folder above it: how exclusions work."""
    names = _names(pattern)
    parts = path.split("/")
    return any(_match_names(names, parts[:count]) for count in range(len(parts), 0, -1))


@lru_cache(maxsize=1024)
def _names(pattern: str) -> tuple[str, ...]:
    """The names between the slashes of a pattern that is anchored at the top."""
    pattern = pattern.removeprefix("./")
    inside = pattern.endswith("/")
    names = [name for name in pattern.split("/") if name]
    if len(names) == 1 and not pattern.startswith("/"):
        names.insert(0, _ANY)
    if inside:
        names.append(_ANY)
    return tuple(names)


def _match_names(names: tuple[str, ...], parts: list[str]) -> bool:
    """Names against parts of a path. `**` is tried with as few folders as possible first, without recursion."""
    at = part = 0
    retry_at, retry_part = -1, 0
    while part < len(parts):
        if at < len(names) and names[at] == _ANY:
            if at == len(names) - 1:
                return True
            retry_at, retry_part = at, part
            at += 1
        elif at < len(names) and _match_name(names[at], parts[part]):
            at += 1
            part += 1
        elif retry_at >= 0:
            retry_part += 1
            at, part = retry_at + 1, retry_part
        else:
            return False
    # A closing `**` expects something inside the folder, which does not exist.
    return at == len(names)


def _match_name(pattern: str, name: str) -> bool:
    """One name; the same way of going back to the last `*` keeps the time bounded."""
    if pattern in (name, "*"):
        return True
    at = here = 0
    retry_at, retry_here = -1, 0
    while here < len(name):
        step = 0
        if at < len(pattern):
            if pattern[at] == "*":
                retry_at, retry_here = at, here
                at += 1
                continue
            step = _match_character(pattern, at, name[here])
        if step:
            at += step
            here += 1
        elif retry_at >= 0:
            retry_here += 1
            at, here = retry_at + 1, retry_here
        else:
            return False
    return not pattern[at:].strip("*")


def _match_character(pattern: str, at: int, character: str) -> int:
    """The length of the pattern at `at` if it matches `character`, else 0."""
    mark = pattern[at]
    if mark == "?":
        return 1
    if mark == "\\" and at + 1 < len(pattern):
        return 2 * (pattern[at + 1] == character)
    # A closing bracket right after the opening one, or after its negation, is a member of the set.
    start = at + 2 if pattern[at + 1 : at + 2] in ("!", "^") else at + 1
    end = pattern.find("]", start + 1) if mark == "[" else -1
    if end < 0:
        return int(mark == character)
    found, index = False, start
    while index < end:
        if pattern[index + 1 : index + 2] == "-" and index + 2 < end:
            found = found or pattern[index] <= character <= pattern[index + 2]
            index += 3
        else:
            found = found or pattern[index] == character
            index += 1
    return (end + 1 - at) * (found == (start == at + 1))
