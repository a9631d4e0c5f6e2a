"""Values as plain data for the cache, and strictly back.

Owns: the one form of everything that is kept between runs. The annotations of the classes are its only description.
Never: knows what a value means, or reads or writes a file. Every run imports this module.

| annotation | data |
|---|---|
| `str`, `int`, `float`, `bool`, `None`, `Literal` of texts | the value itself |
| a class of `speclint.base.values`, `tuple[A, B]` | the list of the members in their order |
| `tuple[A, ...]`, `frozenset[A]` | a list; that of a set is sorted |
| `dict[str, A]` | an object |
| a class with `to_data` and the class method `from_data` | a list that the class makes and reads itself |
| `Annotated[A, ...]` | the data of `A` |
| `A | B` | the data of either; of several classes of `speclint.base.values`, behind the name of the class |

Data of another shape is refused: true is not a number, and a text is not a list of texts. The annotations of a class are resolved
when its first value is read or written, so a class costs nothing until then. Names in them must therefore exist at run time,
and not for type checkers alone.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Convert = Callable[[Any], Any]

Value = TypeVar("Value")


class FormError(Exception):
    """An annotation that does not define how to store a value: a bug of this program, not wrong data."""


class _Form(NamedTuple):
    """How the values of one annotation are kept. None as `read` or `write`: as they are.

    The caller of `read` has checked that the type of the data is one of `types`.
    """

    types: frozenset[type]
    read: Convert | None = None
    write: Convert | None = None


def encode(value: Any, kind: Any = None) -> Any:
    """A value as data that JSON can hold. `kind`: its annotation, where that is not its class.

    Raises TypeError for a value that does not have the form that its annotation says.
    """
    form = _form(type(value) if kind is None else kind)
    return _as_it_is(form.types, value) if form.write is None else form.write(value)


def decode(kind: type[Value], data: Any) -> Value:
    """The value that `encode` made data of. Raises ValueError for anything that it cannot have made."""
    form = _form(kind)
    try:
        value: Value = _read(form, data)
    except (TypeError, ValueError, LookupError, RecursionError) as error:
        raise ValueError(f"not the data of {getattr(kind, '__name__', kind)}") from error
    return value


def remembered(kind: type[Value], data: Any) -> Value | None:
    """The value that `encode` made data of; None for anything that it cannot have made."""
    try:
        return decode(kind, data)
    except ValueError:
        return None


def _read(form: _Form, data: Any) -> Any:
    if type(data) not in form.types:
        raise ValueError(type(data))
    return data if form.read is None else form.read(data)


_new = tuple.__new__
_forms: dict[Any, _Form] = {None: _Form(frozenset((NoneType,)))}
_forms.update((kind, _Form(frozenset((kind,)))) for kind in (str, int, float, bool, NoneType))
_resolved: dict[tuple[str, str], _Form] = {}


def _form(kind: Any) -> _Form:
    form = _forms.get(kind)
    if form is None:
        form = _forms[kind] = _made(kind)
    return form


def _made(kind: Any) -> _Form:
    origin = getattr(kind, "__origin__", None)
    parts: tuple[Any, ...] = getattr(kind, "__args__", ())
    if origin is Literal:
        return _literal(frozenset(parts))
    if origin is Union or isinstance(kind, UnionType):
        return _union(parts)
    if origin is tuple:
        return _sequence(_form(parts[0])) if parts[1:] == (...,) else _row(tuple, lambda: tuple(map(_form, parts)))
    if origin is frozenset:
        return _set(_form(parts[0]))
    if origin is dict and parts[0] is str:
        return _mapping(_form(parts[1]))
    if _is_record(kind):
        return _row(kind, lambda: tuple(_annotated(kind, member) for member in kind._fields))
    if hasattr(kind, "from_data") and hasattr(kind, "to_data"):
        return _Form(frozenset((list,)), kind.from_data, kind.to_data)
    raise FormError(f"no form in the cache is known for {kind!r}")


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


_EVERYWHERE = frozenset(("str", "int", "bool", "str | None", "tuple[str, ...]", "tuple[tuple[str, str], ...]"))
"""Annotations that mean the same in each module: most members have one of them."""


def _annotated(cls: Any, member: str) -> _Form:
    """The form of a member. The same words in one module mean the same, and are resolved once."""
    written = cls.__annotations__[member]
    if not isinstance(written, str):
        return _form(written)
    if written.startswith(_NOTED):
        written = _without_notes(written)
    place = "" if written in _EVERYWHERE else cls.__module__
    form = _resolved.get((place, written))
    if form is None:
        try:
            names = vars(__import__(place, fromlist=(cls.__name__,))) if place else {}
            form = _resolved[place, written] = _form(eval(written, names))  # noqa: S307 - this program's own annotations
        except (NameError, AttributeError, TypeError, FormError) as error:
            raise FormError(f"{cls.__name__}.{member}: {error}") from error
    return form


_NOTED = "Annotated["


def _without_notes(written: str) -> str:
    """`A` of `Annotated[A, ...]`, without evaluating what is noted beside it: a run needs none of that."""
    depth = 0
    for index in range(len(_NOTED), len(written)):
        character = written[index]
        if character == "," and not depth:
            return written[len(_NOTED) : index]
        depth += (character in "([") - (character in ")]")
    return written


def _as_it_is(types: frozenset[type], value: Any) -> Any:
    """A value that needs no form of its own. What a library made of a text or a number becomes one again."""
    if type(value) in types:
        return value
    for plain in (str, int, float):
        if (
            plain in types
            and isinstance(value, plain)
            and not isinstance(value, bool)
            and not hasattr(value, "to_data")
        ):
            return plain(value)
    raise TypeError(f"{type(value).__name__} is none of {sorted(each.__name__ for each in types)}")


def _literal(options: frozenset[Any]) -> _Form:
    if not all(type(option) is str for option in options):
        raise FormError("a Literal of anything but texts")

    def checked(data: Any) -> Any:
        if data not in options:
            raise ValueError(data)
        return data

    return _Form(frozenset((str,)), checked, checked)


class _Plan(NamedTuple):
    """How the members of a value are kept: the form of each, and those that are not kept as they are."""

    forms: tuple[_Form, ...]
    readers: tuple[tuple[int, Convert], ...]
    writers: tuple[tuple[int, Convert], ...]


def _row(make: Any, forms_of: Callable[[], tuple[_Form, ...]]) -> _Form:
    """The members of a value in their order. Their forms are looked up on first use: classes may hold themselves."""
    plan: _Plan | None = None
    shapes: set[tuple[type, ...]] = set()
    """The types of whole lists that are known to be right: one look instead of one for each member."""

    def planned() -> _Plan:
        nonlocal plan
        forms = forms_of()
        plan = _Plan(
            forms,
            tuple((index, form.read) for index, form in enumerate(forms) if form.read is not None),
            tuple((index, form.write) for index, form in enumerate(forms) if form.write is not None),
        )
        return plan

    def read(data: list[Any]) -> Any:
        forms, readers, _ = plan or planned()
        shape = tuple(map(type, data))
        if shape not in shapes:
            if len(shape) != len(forms) or any(one not in form.types for one, form in zip(shape, forms, strict=True)):
                raise ValueError(make.__name__)
            shapes.add(shape)
        if readers:
            data = data[:]
            for index, convert in readers:
                data[index] = convert(data[index])
        return _new(make, data)

    def write(value: Any) -> list[Any]:
        forms, _, writers = plan or planned()
        if type(value) is not make or len(value) != len(forms):
            raise TypeError(f"{value!r} is no {make.__name__}")
        row = list(value)
        for index, convert in writers:
            row[index] = convert(row[index])
        if tuple(map(type, row)) not in shapes:
            row = [_as_it_is(form.types, each) for form, each in zip(forms, row, strict=True)]
        return row

    return _Form(frozenset((list,)), read, write)


def _each(form: _Form) -> Callable[[Iterable[Any]], Iterable[Any]]:
    """What reads the items of a list."""
    types, convert = form.types, form.read

    def read(data: Any) -> Iterable[Any]:
        if not types.issuperset(map(type, data)):
            raise ValueError("an item of another type")
        return data if convert is None else map(convert, data)

    return read


def _written(form: _Form) -> Callable[[Iterable[Any]], list[Any]]:
    """What writes the items of a list."""
    types, convert = form.types, form.write
    if convert is None:
        return lambda values: [_as_it_is(types, each) for each in values]
    return lambda values: list(map(convert, values))


def _sequence(form: _Form) -> _Form:
    read, write = _each(form), _written(form)

    def checked(value: Any) -> list[Any]:
        if not isinstance(value, tuple):
            raise TypeError(f"{value!r} is no tuple")
        return write(value) if value else []

    return _Form(frozenset((list,)), lambda data: tuple(read(data)) if data else (), checked)


def _set(form: _Form) -> _Form:
    each, write = _each(form), _written(form)

    def read(data: list[Any]) -> frozenset[Any]:
        found = frozenset(each(data))
        if len(found) != len(data):
            raise ValueError("an item twice")
        return found

    return _Form(frozenset((list,)), read, lambda value: sorted(write(value)))


def _mapping(form: _Form) -> _Form:
    each, write = _each(form), _written(form)

    def read(data: dict[Any, Any]) -> dict[str, Any]:
        if any(type(key) is not str for key in data):
            raise ValueError("a key that is no text")
        return dict(zip(data, each(data.values()), strict=True))

    return _Form(frozenset((dict,)), read, lambda value: dict(zip(value, write(value.values()), strict=True)))


def _union(parts: tuple[Any, ...]) -> _Form:
    """One of several types: chosen by the type of the data, or by the name of the class in front."""
    records = [part for part in parts if _is_record(part)]
    literals = [part for part in parts if getattr(part, "__origin__", None) is Literal]
    forms: dict[Any, _Form] = {part: _form(part) for part in parts if part not in (*records, *literals)}
    if literals and str not in forms:
        forms[str] = _literal(frozenset(option for part in literals for option in part.__args__))
    if len(records) == 1:
        forms[records[0]] = _form(records[0])
    by_data = {each: form for form in forms.values() for each in form.types}
    by_value = {getattr(part, "__origin__", part) or NoneType: form for part, form in forms.items()}
    if len(by_data) != sum(len(form.types) for form in forms.values()) or (len(records) > 1 and list in by_data):
        raise FormError(f"nothing tells the data of {' and '.join(map(str, parts))} apart")
    if len(records) > 1:
        tagged = _tagged(records)
        by_data[list] = tagged
        by_value.update(dict.fromkeys(records, tagged))

    def read(data: Any) -> Any:
        convert = by_data[type(data)].read
        return data if convert is None else convert(data)

    def write(value: Any) -> Any:
        form = next((by_value[each] for each in type(value).__mro__ if each in by_value), None)
        if form is None:
            raise TypeError(f"{value!r} is none of {' and '.join(map(str, parts))}")
        return _as_it_is(form.types, value) if form.write is None else form.write(value)

    plain = all(form.read is None for form in by_data.values())
    return _Form(frozenset(by_data), None if plain else read, None if plain else write)


def _tagged(records: list[Any]) -> _Form:
    """One of several classes: a list that begins with the name of the class."""
    by_name = {record.__name__: _form(record) for record in records}

    def read(data: list[Any]) -> Any:
        convert = by_name[data[0]].read
        return convert(data[1:]) if convert is not None else None

    def write(value: Any) -> list[Any]:
        name = type(value).__name__
        convert = by_name[name].write
        return [name, *convert(value)] if convert is not None else []

    return _Form(frozenset((list,)), read, write)
