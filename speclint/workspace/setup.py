"""Setting up a repository: which files are written, which stay, and the hook that is added to a file that is there.

Owns: never to take anything away, and to do nothing the second time.
Never: knows the texts; `speclint.authoring.scaffold` does.
"""

from __future__ import annotations

import codecs
import os
import re
from typing import TYPE_CHECKING, Literal

from speclint.authoring.editors import CONFIG_SCHEMA, EDITORS, RULES_SCHEMA, in_home, vscode_settings
from speclint.authoring.scaffold import HOOK_FILE, HOOK_NAME, NewFile, indented
from speclint.base.source import SourceError
from speclint.base.values import NamedTuple
from speclint.workspace.files.paths import below, leads_out, words
from speclint.workspace.files.writing import replace_file, write_new
from speclint.workspace.library import RULE_SUFFIXES, read_text
from speclint.workspace.pages import setup_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.workspace.projects import Project

_OURS = "Made by `speclint schema"
"""In the schemas that this program writes."""

_EMPTY = re.compile(r"^repos:[ \t]*\[[ \t]*\][ \t]*$", re.MULTILINE)


class Step(NamedTuple):
    """What becomes of one file. `text` is its whole content after an action, `reason` why it stays as it is.

    What is to be pasted is for a file of the user's own, which nobody else writes.
    """

    action: Literal["create", "change", "keep", "paste"]
    path: str
    text: str = ""
    reason: str = ""
    executable: bool = False


def plan_file(root: str, file: NewFile, taken: Sequence[str] = ()) -> Step:
    """Create a file, unless it, or one of the paths `taken` that stand for it, is there."""
    for path in (file.path, *taken):
        if os.path.lexists(os.path.join(root, *path.split("/"))):
            return Step("keep", file.path, reason="exists" if path == file.path else f"{path} exists")
    folders = file.path.split("/")[:-1]
    for count in range(1, len(folders) + 1):
        above = "/".join(folders[:count])
        place = os.path.join(root, *folders[:count])
        if os.path.lexists(place) and not os.path.isdir(place):
            return Step("keep", file.path, reason=f"{above} is no folder")
    if leads_out(os.path.join(root, *file.path.split("/")), root):
        return Step("keep", file.path, reason="a symbolic link leads out of the project")
    return Step("create", file.path, file.text, executable=file.executable)


def plan_hook(root: str, fresh: NewFile, entry: str) -> Step:
    """Create the hook configuration, or add the entry to the one that is there."""
    path = os.path.join(root, HOOK_FILE)
    if not os.path.lexists(path):
        return Step("create", HOOK_FILE, fresh.text)
    if leads_out(path, root):
        return Step(
            "keep", HOOK_FILE, entry, reason="a symbolic link leads out of the project. Add this to its `repos`:"
        )
    try:
        with open(path, "rb") as file:
            mark = "\ufeff" if file.read(3) == codecs.BOM_UTF8 else ""
        text = read_text(path)
    except (OSError, SourceError) as error:
        why = words(error) if isinstance(error, OSError) else str(error)
        return Step("keep", HOOK_FILE, entry, reason=f"cannot be read ({why}). Add this to its `repos`:")
    if re.search(rf"^[^#\n]*{HOOK_NAME}", text, re.MULTILINE):
        return Step("keep", HOOK_FILE, reason="mentions speclint already")
    changed = _with_entry(text, entry)
    if changed is None:
        return Step("keep", HOOK_FILE, entry, reason="its `repos` is not a plain list. Add this to it:")
    return Step("change", HOOK_FILE, mark + changed, reason="adds the hook `speclint`")


def schema_text(*, configuration: bool) -> str:
    """The JSON Schema of configurations, or of rule files."""
    import json

    if configuration:
        from speclint.config.schema import config_schema

        schema = config_schema()
    else:
        from speclint.language.schema import json_schema  # loads the validation library

        schema = json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def plan_schema(root: str, path: str, *, configuration: bool) -> Step:
    """Write a JSON Schema, or bring the one that this program wrote up to date."""
    text = schema_text(configuration=configuration)
    step = plan_file(root, NewFile(path, text))
    if step.reason != "exists":
        return step
    try:
        there = read_text(os.path.join(root, *path.split("/")))
    except (OSError, SourceError):
        return step
    if there == text:
        return step._replace(reason="is up to date")
    return Step("change", path, text, reason="is of another version") if _OURS in there else step


def plan_editor(root: str, name: str, project: Project) -> list[Step]:
    """Set up an editor: its own files, and the schemas with which any editor completes rule sets and settings."""
    folders = rule_folders(root, project)
    steps: list[Step] = []
    for file in EDITORS[name]:
        text = setup_text(file.source)
        if file.source == "vscode-settings.json":
            text = vscode_settings(text, folders)
        if in_home(file):
            steps.append(Step("paste", file.path, text, reason="save this in your own settings"))
            continue
        alike = sorted(each for each in os.listdir(root) if each.endswith(file.alike)) if file.alike else []
        step = plan_file(root, NewFile(file.path, text), [each for each in alike if each != file.path])
        if step.action == "keep":
            there = alike[0] if alike else file.path
            step = _to_add(root, there, text, step)
        steps.append(step)
    steps.append(plan_schema(root, CONFIG_SCHEMA, configuration=True))
    return steps + [plan_schema(root, f"{folder}/{RULES_SCHEMA}", configuration=False) for folder in folders]


def rule_folders(root: str, project: Project) -> tuple[str, ...]:
    """The folders of a project's own rule files, relative to its root, without those elsewhere."""
    found = []
    for path in project.config.rule_paths:
        place = os.path.normpath(os.path.join(project.config_folder, os.path.expanduser(path)))
        inside = below(os.path.dirname(place) if place.endswith(RULE_SUFFIXES) else place, root)
        if inside and os.path.isdir(os.path.join(root, *inside.split("/"))):
            found.append(inside)
    return tuple(dict.fromkeys(found))


def _to_add(root: str, path: str, text: str, step: Step) -> Step:
    """Why a file of an editor stays as it is, and what to add to it."""
    try:
        there = read_text(os.path.join(root, *path.split("/")))
    except (OSError, SourceError):
        there = ""
    if there == text:
        return step._replace(path=path, reason="is up to date")
    if HOOK_NAME in there:
        return step._replace(path=path, reason="mentions speclint already")
    return Step("keep", path, text, reason=f"{step.reason}. Add this to it:")


def apply(root: str, steps: Sequence[Step]) -> None:
    """Write what a plan says. Raises OSError, FileExistsError for a file that has come since."""
    for step in steps:
        path = os.path.join(root, *step.path.split("/"))
        if step.action == "create":
            write_new(path, step.text.encode(), root=root, executable=step.executable)
        elif step.action == "change":
            replace_file(path, step.text.encode(), root=root)


def _with_entry(text: str, entry: str) -> str | None:
    """A hook configuration with one more entry, everything else as it was; None where that cannot be done surely."""
    from speclint.formats.yaml import YamlMapping, YamlSequence, read_yaml  # loads the YAML library

    if not text.strip():
        return f"repos:\n{indented(entry, 2)}"
    if _EMPTY.search(text):
        changed = _EMPTY.sub(lambda _: f"repos:\n{indented(entry, 2)}".rstrip("\n"), text, count=1)
        read = read_yaml(HOOK_FILE, changed)
        return changed if not read.errors and read.root is not None else None
    root = read_yaml(HOOK_FILE, text).root
    repos = root.get("repos") if isinstance(root, YamlMapping) else None
    if root is None or not isinstance(repos, YamlSequence) or not repos.items:
        return None
    lines = text.splitlines(keepends=True)
    end = repos.items[-1].range.end
    last = end.line if end.column > 1 else end.line - 1
    first = lines[repos.items[0].range.start.line - 1]
    indent = len(first) - len(first.lstrip(" "))
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    while last and not lines[last - 1].strip():
        last -= 1
    before = lines[:last]
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += newline
    changed = "".join([*before, indented(entry, indent).replace("\n", newline), *lines[last:]])
    read = read_yaml(HOOK_FILE, changed)
    added = read_yaml(HOOK_FILE, entry).root
    if read.errors or read.root is None or added is None:
        return None
    wanted = root.to_python()
    wanted["repos"] = [*wanted["repos"], *added.to_python()]
    return changed if read.root.to_python() == wanted else None
