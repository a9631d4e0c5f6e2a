"""`speclint init` and `speclint rules new`: files to begin with.

Owns: what the options request, and showing it.
Never: overwrites: what exists stays.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from speclint._version import __version__
from speclint.authoring.editors import CONFIG_SCHEMA, EDITORS, RULES_SCHEMA
from speclint.authoring.scaffold import CI_FILES, CONFIG, SCRIPTS, hook_entry, hook_file, rule_set_files, schema_line
from speclint.cli.arguments import add_notes
from speclint.config import FILE_NAMES
from speclint.workspace.files.bounds import allowed_paths
from speclint.workspace.files.discovery import STDIN
from speclint.workspace.files.paths import shown, top_of_work_tree, words
from speclint.workspace.pages import setup_text
from speclint.workspace.projects import Projects
from speclint.workspace.setup import Step, apply, plan_editor, plan_file, plan_hook, plan_schema
from speclint.workspace.store import Memory, Store, cache_folder

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from speclint.cli.output import Output

_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def add_init_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint init`."""
    add = parser.add_argument
    add("--scripts", action="store_true", help="Write scripts/generate-spec.sh and similar scripts that call speclint")
    add(
        "--ci",
        choices=("github", "gitlab"),
        action="append",
        help="Write a workflow for this CI system (may be repeated)",
    )
    add(
        "--editor",
        choices=tuple(EDITORS),
        action="append",
        help="Write settings for this editor (may be repeated)",
    )
    add("--print", action="store_true", help="With --editor: print the files, and write nothing")
    add("--no-hook", action="store_true", help="Do not change .pre-commit-config.yaml")
    add("--hook-repo", metavar="URL", help="Use the hook of this repository instead of the installed speclint")
    add("--hook-rev", metavar="REV", help="Revision of that repository (default: the tag of this version)")
    add("--dry-run", action="store_true", help="Show what would be written, and write nothing")
    add_notes(parser)


def init(arguments: Namespace, cwd: str, output: Output) -> int:
    """Show and write what sets up the repository; the exit code."""
    if arguments.print:
        return _print_editors(arguments, output)
    store = Store(cache_folder(os.environ))
    project = Projects(cwd, store, Memory(store), None, allowed_paths((), os.environ, cwd)).of(os.path.join(cwd, STDIN))
    output.tell_hindrances(store)
    root = project.root or cwd
    if project.config.path and os.path.dirname(os.path.join(cwd, project.config.path)) == root:
        steps = [Step("keep", CONFIG.path, reason=f"{shown(os.path.join(cwd, project.config.path), root)} exists")]
    else:
        modeline = schema_line(CONFIG_SCHEMA) if arguments.editor else ""
        steps = [plan_file(root, CONFIG._replace(text=modeline + CONFIG.text), FILE_NAMES)]
    for name in dict.fromkeys(arguments.editor or ()):
        steps += (step for step in plan_editor(root, name, project) if step not in steps)
    # Git's hooks and CI systems only look at the root of a work tree, wherever the configuration is.
    top = top_of_work_tree(cwd) or root
    rest: list[Step] = []
    if not arguments.no_hook:
        entry = hook_entry(arguments.hook_repo or "", arguments.hook_rev or f"v{__version__}")
        rest.append(plan_hook(top, hook_file(entry), entry))
    rest += [plan_file(top, CI_FILES[name]) for name in arguments.ci or ()]
    if arguments.scripts:
        rest += [plan_file(top, script) for script in SCRIPTS]
    code = _carry_out(steps, root, cwd, output, dry_run=arguments.dry_run)
    code = code or _carry_out(rest, top, cwd, output, dry_run=arguments.dry_run)
    if arguments.dry_run:
        output.note("Nothing was written")
    if code == 0 and not arguments.dry_run:
        output.note("Next: `speclint types` lists the types, `speclint new TYPE --next SLUG` creates a specification")
    return code


def _print_editors(arguments: Namespace, output: Output) -> int:
    """Print the files of editors as they are, to be sent where they belong; the exit code."""
    files = [file for name in arguments.editor or () for file in EDITORS[name]]
    if not files:
        return output.stop("--print needs --editor")
    for file in files:
        if len(files) > 1:
            output.write(f"==> {file.path} <==\n")
        output.write_utf8(setup_text(file.source))
    return 0


def add_new_rules_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint rules new`."""
    add = parser.add_argument
    add("type", metavar="NEW-TYPE", help="Name of the type, in lower case with hyphens")
    add("--folder", metavar="FOLDER", default="rules", help="Folder of rule sets (default: rules)")
    add("--title", metavar="TEXT", help="Display name of the type")
    add("--prefix", metavar="PREFIX", help="Prefix of file names (default: made from the type)")
    add("--dry-run", action="store_true", help="Show what would be written, and write nothing")
    add_notes(parser)


def new_rules(arguments: Namespace, cwd: str, output: Output) -> int:
    """Write a rule set to begin with, and its examples; the exit code."""
    type, prefix = arguments.type, arguments.prefix or arguments.type[:3].rstrip("-")
    for what, text in (("type", type), ("--prefix", prefix)):
        if not _KEBAB.fullmatch(text):
            return output.stop(f"invalid {what} `{text}`. Use lower case with hyphens, such as run-book")
    if type == "base":
        return output.stop("`base` is reserved: other rule sets extend it. Choose another name")
    folder = os.path.normpath(arguments.folder).replace(os.sep, "/")
    store = Store(cache_folder(os.environ))
    library = (
        Projects(cwd, store, Memory(store), None, allowed_paths((), os.environ, cwd))
        .of(os.path.join(cwd, STDIN))
        .library
    )
    output.tell_hindrances(store)
    again = os.path.lexists(os.path.join(cwd, *folder.split("/"), f"{type}.yaml"))
    for entry in () if again else library.types:
        if entry.type == type:
            return output.stop(f"type `{type}` already exists. Change it with a rule set that has `extends: [{type}]`")
        if any(each.rstrip("-_. ") == prefix for each in entry.prefixes):
            return output.stop(
                f"prefix `{prefix}-` is already used by type `{entry.type}`. Choose another with --prefix"
            )
    if os.path.isabs(folder) or folder.split("/")[0] == "..":
        return output.stop(f"`{arguments.folder}` is not inside the working directory")
    title = arguments.title or type.replace("-", " ").capitalize()
    steps = [plan_file(cwd, file) for file in rule_set_files(folder, type, title, prefix)]
    steps.append(plan_schema(cwd, f"{folder}/{RULES_SCHEMA}", configuration=False))
    code = _carry_out(steps, cwd, cwd, output, dry_run=arguments.dry_run)
    if arguments.dry_run:
        output.note("Nothing was written")
    if code == 0 and not arguments.dry_run:
        output.note(
            f"Add the folder to .speclint.yaml (rule_paths: [{folder}]), then run: speclint rules test {folder}"
        )
    return code


def _carry_out(steps: list[Step], root: str, cwd: str, output: Output, *, dry_run: bool) -> int:
    for step in steps:
        path = step.path if step.action == "paste" else shown(os.path.join(root, *step.path.split("/")), cwd)
        reason = f" ({step.reason})" if step.reason and not step.text else f": {step.reason}" if step.reason else ""
        output.write(f"{step.action:6} {path}{reason}\n")
        if step.text and (dry_run or step.action in ("keep", "paste")):
            output.write("".join(f"    | {line}\n" for line in step.text.splitlines()))
    if dry_run:
        return 0
    try:
        apply(root, steps)
    except OSError as error:
        return output.stop(f"{shown(str(error.filename2 or error.filename), cwd)}: {words(error)}")
    return 0
