"""Making other inputs of inputs. All chance comes from the generator that is handed in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from .target import Mutate

ODD = (
    "\0", "\x01", "\x1b[2J", "\x7f", "\x85", "\xa0", "\u2028", "\u202e", "\ufeff", "\ufffe", "\ud800", "\udfff", "\U0001f600",
    "e\u0301", "\u0130", "\u00df", "\ufb01", "\u0660", "\u3000", "\t", "\x0b", "\x0c", "\r", "\n", "\r\n", "\n\n", " ", "", "٣", "ǅ",
)  # fmt: skip
"""Characters that programs stumble over."""

_BYTES = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xf4\x90\x80\x80",
    b"\n",
    b"\r\n",
    b"\r",
)
_REPEATS = (2, 3, 8, 40, 300)


def encoded(text: str) -> bytes:
    """A text as an input. Halves of surrogate pairs are kept: editors and Python hand them in."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """An input as a text; what is no UTF-8 becomes lone surrogates."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def mutate_bytes(data: bytes, rng: Random, pool: Sequence[bytes]) -> bytes:
    """Bytes changed without any notion of what they stand for."""
    start = rng.randint(0, len(data))
    end = min(len(data), start + rng.choice((0, 1, 1, 4, 30)))
    what = rng.randrange(5)
    if what == 0:
        return data[:start] + rng.choice(_BYTES) + data[end:]
    if what == 1:
        return data[:start] + bytes(rng.randrange(256) for _ in range(rng.randint(1, 4))) + data[end:]
    if what == 2:
        return data[:start] + data[start:end] * rng.choice(_REPEATS) + data[end:]
    if what == 3:
        return data[:start]
    other = rng.choice(pool) if pool else data
    cut = rng.randint(0, len(other))
    return data[:start] + other[cut : cut + rng.randint(1, 200)] + data[end:]


def mutate_text(tokens: Sequence[str]) -> Mutate:
    """A mutator of texts: by characters, by lines, and with `tokens` that mean something in them."""

    def mutate(data: bytes, rng: Random, pool: Sequence[bytes]) -> bytes:
        if rng.randrange(20) == 0:
            return mutate_bytes(data, rng, pool)
        text = decoded(data)
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            text = change_text(text, rng, pool, tokens)
        return encoded(text)

    return mutate


def change_text(text: str, rng: Random, pool: Sequence[bytes], tokens: Sequence[str]) -> str:
    """One change of a text."""
    what = rng.randrange(10)
    if what < 5:
        start = rng.randint(0, len(text))
        end = min(len(text), start + rng.choice((0, 0, 1, 3, 20)))
        middle = text[start:end]
        new = (
            rng.choice(tokens),
            rng.choice(tokens),
            rng.choice(ODD),
            (middle or rng.choice(tokens)) * rng.choice(_REPEATS),
            middle.swapcase(),
        )[what]
        return text[:start] + new + text[end:]
    if what == 5:
        return text.replace("\n", rng.choice(("\r\n", "\r", "\n\n", " ", "")), rng.choice((-1, 1, 3)))
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    if what == 6:
        del lines[at : at + rng.choice((1, 1, 2, 5))]
    elif what == 7:
        lines.insert(rng.randint(0, len(lines)), lines[at])
    elif what == 8:
        lines[at : at + 1] = [lines[at]] * rng.choice(_REPEATS[:4])
    else:
        others = decoded(rng.choice(pool)).split("\n") if pool else lines
        cut = rng.randrange(len(others))
        lines[at:at] = others[cut : cut + rng.choice((1, 1, 2, 6, 15))]
    return "\n".join(lines)


VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**63, 10**30, 1.5, -0.0, 1e308, float("nan"), float("inf"), "", "a", "1", "\ud800",
    "a\nb", "x" * 300, [], {}, [[]], [None], {"": None}, "speclint",
)  # fmt: skip


def mutate_json(tokens: Sequence[str]) -> Mutate:
    """A mutator of JSON that changes values and keeps the form; now and then it breaks that, too."""
    as_text = mutate_text(
        [*tokens, "{", "}", "[", "]", ",", ":", '"', "null", "1e999", "NaN", "[" * 1000, '{"a":' * 1000, "9" * 5000]
    )

    def mutate(data: bytes, rng: Random, pool: Sequence[bytes]) -> bytes:
        try:
            tree = json.loads(data)
        except (ValueError, RecursionError):
            return as_text(data, rng, pool)
        if rng.randrange(12) == 0:
            return as_text(data, rng, pool)

        def other() -> Any:
            try:
                return pick(json.loads(rng.choice(pool)), rng)
            except (ValueError, RecursionError, IndexError):
                return rng.choice(VALUES)

        for _ in range(rng.choice((1, 1, 2, 4))):
            tree = change_data(tree, rng, tokens, other)
        return json.dumps(tree).encode()

    return mutate


def pick(tree: Any, rng: Random) -> Any:
    """A part of some data."""
    while isinstance(tree, (list, dict)) and tree and rng.randrange(4):
        tree = rng.choice(list(tree.values()) if isinstance(tree, dict) else tree)
    return tree


def change_data(tree: Any, rng: Random, tokens: Sequence[str], other: Callable[[], Any]) -> Any:
    """Data with one part changed. `other` gives data of elsewhere."""
    if isinstance(tree, (list, dict)) and tree and rng.randrange(8):
        copy: Any = tree.copy()
        key = rng.choice(list(copy) if isinstance(copy, dict) else range(len(copy)))
        what = rng.randrange(16)
        if what == 0:
            del copy[key]
        elif what == 1 and isinstance(copy, list):
            copy.insert(key, copy[key])
        elif what == 1:
            copy[rng.choice(tokens)] = copy[key]
        elif what == 2 and isinstance(copy, list):
            copy.append(other())
        elif what == 2:
            copy[rng.choice(tokens)] = other()
        else:
            copy[key] = change_data(copy[key], rng, tokens, other)
        return copy
    if isinstance(tree, str) and rng.randrange(3):
        return change_text(tree, rng, (), tokens)
    if isinstance(tree, int) and rng.randrange(3):
        return tree + rng.choice((1, -1, 2, 100, -100, 10**9))
    return rng.choice((rng.choice(VALUES), rng.choice(tokens), other(), [tree], {"a": tree}, [tree, tree]))
