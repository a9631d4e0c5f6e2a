"""Adds an option to a kind of content, or to the whole document: every place that has to know it.

An option of a content kind is a member of the kind's class. Its reading, merging, cached form, JSON Schema, bounds and row in the
docs follow from that.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from speclint.language.keys import KEYS
from speclint.language.schema.models import RuleFileModel
from speclint.ruleset.kinds import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[str], str]
    """From the text of a file to its new text."""


class Form(NamedTuple):
    """How an option of one type is declared and read. `{name}` is its key."""

    schema: str
    member: str
    default: str
    read: str
    example: str
    words: str
    """What it adds to the words for what is expected; `{value}` is the option's value."""


FORMS = {
    "number": Form("Count", "int", "0", "model.{name} or 0", "2", ", with {name} {value}"),
    "flag": Form("Flag", "bool", "False", "bool(model.{name})", "true", ", with {name}"),
    "text": Form("Text", "str", '""', 'model.{name} or ""', "Example", ", with {name} {value}"),
    "regex": Form("Regex", "Pattern", '""', "expression(model.{name})", '"[A-Z]"', ", with a certain {name}"),
    "names": Form("list[Text]", "tuple[str, ...]", "()", "several(model.{name})", "[One, Two]", ", with {value}"),
    "bound": Form("Count", "int", "0", "", "2", ""),
}
"""The types of options. `bound`: how many of something, as the two keys `min_NAME` and `max_NAME`."""


ABOUT = "Say in one sentence what it requires."


class Option(NamedTuple):
    """A key of a rule file that a check reads."""

    name: str
    form: str

    @property
    def keys(self) -> list[str]:
        """The keys in rule files."""
        return [f"min_{self.name}", f"max_{self.name}"] if self.form == "bound" else [self.name]

    @property
    def example(self) -> str:
        """The first key with a value, as in a rule file."""
        return f"{self.keys[0]}: {FORMS[self.form].example}"


def option_of(text: str) -> Option:
    """The option that `NAME:TYPE` names. Raises ValueError for anything else."""
    name, _, form = text.partition(":")
    if not re.fullmatch(r"[a-z]+(?:_[a-z]+)*", name) or form not in FORMS:
        raise ValueError(f"`{text}` is not an option: write NAME:TYPE, with a type of {', '.join(FORMS)}")
    if name.startswith(("min_", "max_")):
        raise ValueError(f"`{name}` is a bound: write {name[4:]}:bound")
    return Option(name, form)


def add_option(root: Path, kind: str, option: Option) -> list[Path]:
    """Write an option into all files that have to know it. `kind`: a key of a content kind, or "document"."""
    edits = _of_document(root, option) if kind == "document" else _of_content(root, kind, option)
    new = {}
    for path, changes in edits.items():
        text = path.read_text("utf-8")
        for change in changes:
            before, text = text, change(text)
            if text == before:
                raise ValueError(f"{path.relative_to(root)} has no place for the option: add it by hand")
        new[path] = text
    for path, text in new.items():
        path.write_text(text, "utf-8", newline="\n")
    return list(new)


def _of_content(root: Path, kind: str, option: Option) -> dict[Path, list[Change]]:
    spec = BY_KEY[kind].spec
    if not KEYS[kind]:
        raise ValueError(f"`{kind}` is a list of entries and has no options: give one to an entry, by hand")
    if set(option.keys) & {*spec._fields, *KEYS[kind]}:
        raise ValueError(f"`{kind}` already has an option `{option.name}`")
    changes = [_add_to_class(spec.__name__, option, noted=True), _add_example(option)]
    changes += [] if option.form == "bound" else [_add_words(option)]
    return {root / f"{spec.__module__.replace('.', '/')}.py": changes}


def _of_document(root: Path, option: Option) -> dict[Path, list[Change]]:
    if option.form == "bound":
        raise ValueError("a document has no bounds: use the type number")
    if option.name in _keys(RuleFileModel):
        raise ValueError(f"a rule set already has a key `{option.name}`")
    package = root / "speclint"
    return {
        package / "language" / "schema" / "models.py": [_add_to_schema(option)],
        package / "ruleset" / "model.py": [_add_to_class("RuleSet", option)],
        package / "language" / "normalise.py": [_add_to_reader(option)],
        root / "docs" / "rule-sets.md": [_add_to_docs(option)],
        root / "tests" / "fuzz" / "rules" / "everything.yaml": [_add_to_everything(option)],
    }


def _keys(model: Any) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _class(text: str, name: str) -> ast.ClassDef:
    return next(node for node in ast.parse(text).body if isinstance(node, ast.ClassDef) and node.name == name)


def _function(text: str, name: str) -> ast.FunctionDef:
    functions = (node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
    return next(node for node in functions if node.name == name)


def _insert(text: str, line: int, more: str) -> str:
    """The text with more behind a line."""
    lines = text.split("\n")
    return "\n".join([*lines[:line], more, *lines[line:]])


def _add_to_schema(option: Option) -> Change:
    form = FORMS[option.form]
    row = f'    {option.name}: {form.schema} | None = Field(None, description="{ABOUT}")'
    return lambda text: _insert(text, _last_member(_class(text, RuleFileModel.__name__)), row)


def _add_to_class(name: str, option: Option, *, noted: bool = False) -> Change:
    form = FORMS[option.form]
    defaults = ["0", "UNBOUNDED"] if option.form == "bound" else [form.default]
    member = f'Annotated[{form.member}, Key("{ABOUT}")]' if noted else form.member
    rows = [f"    {key}: {member} = {default}" for key, default in zip(option.keys, defaults, strict=True)]
    return lambda text: _with_import(_insert(text, _last_member(_class(text, name)), "\n".join(rows)), member)


def _with_import(text: str, member: str) -> str:
    """The text with what a member of a class needs."""
    needed = "from speclint.expressions import Pattern  # noqa: TC001 - the codec resolves annotations\n"
    if "Pattern" not in member or needed[:40] in text:
        return text
    return text.replace("from speclint.ruleset", f"{needed}from speclint.ruleset", 1)


def _last_member(node: ast.ClassDef) -> int:
    """The last line of a class's members, with the text that explains the last one."""
    last = max(number for number, each in enumerate(node.body) if isinstance(each, ast.AnnAssign))
    after = node.body[last + 1 : last + 2]
    explained = bool(after) and isinstance(after[0], ast.Expr) and isinstance(after[0].value, ast.Constant)
    return (after[0] if explained else node.body[last]).end_lineno or 0


def _add_to_reader(option: Option) -> Change:
    def change(text: str) -> str:
        function = _function(text, "normalise")
        call = next(node.value for node in function.body if isinstance(node, ast.Return))
        assert call is not None
        more = f"        {option.name}={FORMS[option.form].read.format(name=option.name)},"
        return _insert(text, (call.end_lineno or 0) - 1, more)

    return change


def _add_words(option: Option) -> Change:
    value = f'{{joined(spec.{option.name}, "and")}}' if option.form == "names" else f"{{spec.{option.name}}}"
    words = FORMS[option.form].words.format(name=option.name.replace("_", " "), value=value)
    prefix = "f" if "{" in words else ""
    more = f"    more = {prefix}'{words}' if spec.{option.name} else ''"

    def change(text: str) -> str:
        last = _function(text, "_words").body[-1]
        assert isinstance(last, ast.Return)
        assert last.value is not None
        said = ast.get_source_segment(text, last.value) or ""
        lines = text.split("\n")
        lines[last.lineno - 1 : last.end_lineno] = [more, f"    return ({said}) + more"]
        text = "\n".join(lines)
        imported = "from speclint.ruleset.words import count_words\n"
        return text.replace(imported, f"{imported[:-1]}, joined\n") if "joined(" in words else text

    return change


def _add_to_docs(option: Option) -> Change:
    before = "| `rules` | severity by rule id"
    return lambda text: text.replace(before, f"| `{option.name}` | say what it requires |\n{before}")


def _add_to_everything(option: Option) -> Change:
    return lambda text: re.sub(r"(?m)^title: .*$", lambda row: f"{row[0]}\n{option.example}", text, count=1)


def _add_example(option: Option) -> Change:
    """To the example of a kind, which tests read."""
    more = option.example.replace('"[A-Z]"', "'[A-Z]'")
    return lambda text: re.sub(
        r'(?m)^(    "\{.*|.*ContentKind\(.*"\{.*?)\}"', lambda row: f'{row[1]}, {more}}}"', text, count=1
    )
