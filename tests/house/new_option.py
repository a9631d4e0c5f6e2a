"""Adds an option to a kind of content, or to the whole document: every place that has to know it.

What follows from tables by itself (merging, the cached form, the JSON Schema of rule files, bounds in messages) is not written here.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from speclint.language.schema.content import ExpectationModel
from speclint.language.schema.models import RuleFileModel
from speclint.ruleset.kinds import BY_KEY

if TYPE_CHECKING:
    from pathlib import Path


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
    "regex": Form("Regex", "str", '""', "expression(model.{name})", '"[A-Z]"', ", with a certain {name}"),
    "names": Form("list[Text]", "tuple[str, ...]", "()", "several(model.{name})", "[One, Two]", ", with {value}"),
    "bound": Form("Count", "int", "0", "", "2", ""),
}
"""The types of options. `bound`: how many of something, as the two keys `min_NAME` and `max_NAME`."""


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
    package = root / "speclint"
    target = _document(option) if kind == "document" else _content(kind, option)
    edits = {
        package / "language" / "schema" / target.schema_file: [_add_to_schema(target, option)],
        package / "ruleset" / target.spec_file: [_add_to_class(target.spec, option)],
        root / "docs" / "rule-sets.md": [_add_to_docs(target, option)],
        root / "tests" / "fuzz" / "rules" / "everything.yaml": [_add_to_everything(target, option)],
    }
    for scenario in sorted((root / "tests" / "language" / "scenarios").glob("*.txt")):
        if _listed(_keys(target.model)) in scenario.read_text("utf-8"):
            edits[scenario] = [_add_to_known_keys(target, option)]
    if option.form != "bound":
        edits[package / "language" / target.reader_file] = [_add_to_reader(target, option)]
    if kind != "document":
        edits[package / "ruleset" / "kinds.py"] = [
            _add_bound(target, option) if option.form == "bound" else _add_words(target, option)
        ]
        edits[root / "tests" / "house" / "test_kinds.py"] = [_add_example(target, option)]
    new = {}
    for path, changes in edits.items():
        text = before = path.read_text("utf-8")
        for change in changes:
            text = change(text)
        if text == before:
            raise ValueError(f"{path.relative_to(root)} has no place for the option: add it by hand")
        new[path] = text
    for path, text in new.items():
        path.write_text(text, "utf-8", newline="\n")
    return list(new)


class _Target(NamedTuple):
    """Where options of a kind are."""

    key: str
    model: type[Any]
    schema_file: str
    spec: str
    spec_file: str
    reader_file: str
    reader: str
    """The function that makes the run-time value."""


def _content(kind: str, option: Option) -> _Target:
    def model_of(key: str) -> Any:
        info = next(info for name, info in ExpectationModel.model_fields.items() if (info.alias or name) == key)
        return next((each for each in get_args(info.annotation) if hasattr(each, "model_fields")), None)

    model = model_of(kind)
    if model is None:
        raise ValueError(f"`{kind}` is a list of entries and has no options: give one to an entry, by hand")
    shared = [key for key in BY_KEY if key != kind and model_of(key) is model]
    if shared:
        raise ValueError(f"`{kind}` shares {model.__name__} with `{shared[0]}`: give it a model of its own first")
    spec = BY_KEY[kind].spec
    if set(option.keys) & {*spec._fields, *_keys(model)}:
        raise ValueError(f"`{kind}` already has an option `{option.name}`")
    return _Target(kind, model, "content.py", spec.__name__, "content.py", "content.py", f"_{kind}")


def _document(option: Option) -> _Target:
    if option.form == "bound":
        raise ValueError("a document has no bounds: use the type number")
    if option.name in _keys(RuleFileModel):
        raise ValueError(f"a rule set already has a key `{option.name}`")
    return _Target("", RuleFileModel, "models.py", "RuleSet", "model.py", "normalise.py", "normalise")


def _keys(model: Any) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _class(text: str, name: str) -> ast.ClassDef:
    return next(node for node in ast.parse(text).body if isinstance(node, ast.ClassDef) and node.name == name)


def _function(text: str, name: str) -> ast.FunctionDef | None:
    functions = (node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
    return next((node for node in functions if node.name == name), None)


def _insert(text: str, line: int, more: str) -> str:
    """The text with more behind a line."""
    lines = text.split("\n")
    return "\n".join([*lines[:line], more, *lines[line:]])


def _add_to_schema(target: _Target, option: Option) -> Any:
    form = FORMS[option.form]
    rows = [
        f'    {key}: {form.schema} | None = Field(None, description="Say in one sentence what it requires.")'
        for key in option.keys
    ]
    return lambda text: _insert(text, _last_member(_class(text, target.model.__name__)), "\n".join(rows))


def _add_to_class(name: str, option: Option) -> Any:
    form = FORMS[option.form]
    defaults = ["0", "UNBOUNDED"] if option.form == "bound" else [form.default]
    rows = [f"    {key}: {form.member} = {default}" for key, default in zip(option.keys, defaults, strict=True)]
    return lambda text: _insert(text, _last_member(_class(text, name)), "\n".join(rows))


def _last_member(node: ast.ClassDef) -> int:
    """The last line of a class's members, with the text that explains the last one."""
    last = max(number for number, each in enumerate(node.body) if isinstance(each, ast.AnnAssign))
    after = node.body[last + 1 : last + 2]
    explained = bool(after) and isinstance(after[0], ast.Expr) and isinstance(after[0].value, ast.Constant)
    return (after[0] if explained else node.body[last]).end_lineno or 0


def _add_to_reader(target: _Target, option: Option) -> Any:
    def change(text: str) -> str:
        function = _function(text, target.reader)
        assert function is not None
        call = next(node.value for node in function.body if isinstance(node, ast.Return))
        assert call is not None
        lines = text.split("\n")
        line, column = (call.end_lineno or 0) - 1, (call.end_col_offset or 0) - 1
        last = lines[line][:column].rstrip().endswith(",") or not lines[line][:column].strip()
        more = f"{'' if last else ', '}{option.name}={FORMS[option.form].read.format(name=option.name)}"
        if not lines[line][:column].strip():  # the closing parenthesis has a line of its own
            return _insert(text, line, f"        {more},")
        lines[line] = lines[line][:column] + more + lines[line][column:]
        return "\n".join(lines)

    return change


def _add_bound(target: _Target, option: Option) -> Any:
    def change(text: str) -> str:
        start = text.index(f'"{target.key}",', text.index("\nKINDS"))
        bound = list(re.finditer(r"Bound\([^)]*\)", text[start : text.index("ContentKind(", start)]))[-1]
        at = start + bound.end()
        only = text.startswith(",)", at)  # the comma of a tuple of one
        return f'{text[:at]}, Bound("{option.name}", "min_{option.name}", "max_{option.name}"){text[at + only :]}'

    return change


def _add_words(target: _Target, option: Option) -> Any:
    value = f'{{joined(spec.{option.name}, "and")}}' if option.form == "names" else f"{{spec.{option.name}}}"
    words = FORMS[option.form].words.format(name=option.name.replace("_", " "), value=value)
    prefix = "f" if "{" in words else ""
    more = f"    more = {prefix}'{words}' if spec.{option.name} else ''"

    def change(text: str) -> str:
        function = _function(text, f"_{target.key}_words")
        if function is None:  # its words are a count alone
            unit = re.search(rf'"{target.key}",\s+{target.spec},\s+_counted\("([a-z ]+)"\)', text)
            assert unit is not None
            body = f"{more}\n    return _counted('{unit[1]}')(spec) + more"
            made = f"def _{target.key}_words(spec: {target.spec}) -> str:\n{body}\n\n\n"
            text = text.replace(unit[0], unit[0].replace(f'_counted("{unit[1]}")', f"_{target.key}_words"))
            return text.replace("def _fields_words", f"{made}def _fields_words", 1)
        last = function.body[-1]
        assert isinstance(last, ast.Return)
        assert last.value is not None
        said = ast.get_source_segment(text, last.value) or ""
        lines = text.split("\n")
        lines[last.lineno - 1 : last.end_lineno] = [more, f"    return ({said}) + more"]
        return "\n".join(lines)

    return change


def _add_to_docs(target: _Target, option: Option) -> Any:
    written = " and ".join(f"`{key}`" for key in option.keys)

    def change(text: str) -> str:
        if not target.key:
            return text.replace(
                "| `rules` | severity by rule id",
                f"| {written} | say what it requires |\n| `rules` | severity by rule id",
            )
        row = re.search(rf"^\| [^|]*`{target.key}`[^|]*\| .*(?= \|$)", text, re.MULTILINE)
        assert row is not None
        return f"{text[: row.end()]}, {written} (say what it requires){text[row.end() :]}"

    return change


def _add_to_everything(target: _Target, option: Option) -> Any:
    def change(text: str) -> str:
        if not target.key:
            return re.sub(r"(?m)^title: .*$", lambda row: f"{row[0]}\n{option.example}", text, count=1)
        flow = re.compile(rf"(\b{target.key}: \{{(?:[^{{}}]|\{{[^{{}}]*\}})+)\}}")
        return flow.sub(lambda row: f"{row[1]}, {option.example}}}", text, count=1)

    return change


def _add_to_known_keys(target: _Target, option: Option) -> Any:
    known = _keys(target.model)
    return lambda text: text.replace(_listed(known), _listed([*known, *option.keys]))


def _listed(keys: list[str]) -> str:
    return "Known are " + ", ".join(f"`{key}`" for key in keys) + "\n"


def _add_example(target: _Target, option: Option) -> Any:
    return lambda text: re.sub(
        rf'("{target.key}": "\{{.*)\}}",',
        lambda row: f'{row[1]}, {option.example}}}",'.replace('"[A-Z]"', "'[A-Z]'"),
        text,
    )
