"""`speclint new`: a specification from its rule set.

Owns: what the options mean, and the words for what cannot be done.
Never: renders or writes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.cli.arguments import add_notes, add_project
from speclint.cli.catalogue import open_project
from speclint.workspace.files.paths import shown, words

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from speclint.cli.output import Output
    from speclint.project import ProjectIndex


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint new`."""
    add = parser.add_argument
    add("type", metavar="TYPE", help="Type of specification; `speclint types` lists them")
    add("name", nargs="?", metavar="ID-SLUG", help="File name, such as cmp-001-export-service")
    add("--next", metavar="SLUG", help="Use the next free number and this slug as the name")
    add("--next-id", action="store_true", help="Print the next free id, and write nothing")
    add("--title", metavar="TEXT", help="Title (default: made from the slug)")
    add(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        help="Set a metadata field, such as Status=Draft (may be repeated). The field that names what is described, such as a library, decides which sections the document has",
    )
    add("--stdout", action="store_true", help="Print the document instead of writing a file")
    add_notes(parser)
    add_project(parser)


def new(arguments: Namespace, cwd: str, output: Output) -> int:
    """Write a new document and print its path, or print the document, or the next free id; the exit code."""
    # Help and completion need the arguments alone.
    from speclint.authoring.template import BadNameError, SettingError, family_setting, sets_family
    from speclint.workspace.authoring import Author, Wish

    project, code = open_project(arguments, cwd, output)
    if code:
        return code
    ruleset = project.library.ruleset(arguments.type) if arguments.type in project.library.names() else None
    if ruleset is None:
        from speclint.base.suggest import did_you_mean  # only for mistakes

        known = project.library.names()
        return output.stop(f"unknown type `{arguments.type}`. {did_you_mean(arguments.type, known)}")
    try:
        author = Author(project, ruleset, cwd, lambda: _index(arguments, cwd))
        if arguments.next_id:
            output.write(f"{author.next_id()}\n")
            return 0
        if (arguments.name is None) == (arguments.next is None):
            example = ruleset.naming.file_example or "short-name"
            return output.stop(f"give either a name, such as {example}, or --next SLUG")
        is_next = arguments.next is not None
        wish = Wish(
            arguments.next if is_next else arguments.name, is_next, arguments.title or "", _values(arguments.set)
        )
        if arguments.stdout:
            output.write_document(author.text(wish))
            return 0
        path = author.create(wish)
    except (BadNameError, SettingError) as error:
        return output.stop(str(error))
    except FileExistsError as error:
        return output.stop(f"{shown(str(error.filename2 or error.filename), cwd)} already exists")
    except OSError as error:
        return output.stop(f"{shown(str(error.filename), cwd)}: {words(error)}")
    output.write(f"{shown(path, cwd)}\n")
    output.note(f"Fill it in, then run: speclint check {shown(path, cwd)}")
    setting = family_setting(ruleset)
    if setting is not None and not sets_family(ruleset, wish.values):
        output.note(f"For {setting.what}: --set {setting.pair} leaves out the sections that do not apply")
    return 0


def _index(arguments: Namespace, cwd: str) -> ProjectIndex:
    from speclint.workspace.run import Options, Workspace  # only where a number is needed

    options = Options(
        config_file=arguments.config, use_cache=not arguments.no_cache, allowed=tuple(arguments.allow_path or ())
    )
    return Workspace(cwd, os.environ, options).index([])


def _values(given: list[str] | None) -> dict[str, str]:
    from speclint.authoring.template import SettingError

    values: dict[str, str] = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise SettingError(f"invalid --set {pair!r}: expected Field=value")
        values[name.strip()] = value.strip()
    return values
