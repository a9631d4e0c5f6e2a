"""`speclint config [PATH]`: what applies to a path, and why.

Owns: the layout of the answer.
Never: decides: it calls the same code as a run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.source import SourceError
from speclint.cli.arguments import add_project
from speclint.cli.catalogue import report_project
from speclint.cli.output import STOPPED
from speclint.config.table import SETTINGS
from speclint.workspace.files.discovery import STDIN
from speclint.workspace.files.paths import read_source, shown, words
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from speclint.cli.output import Output
    from speclint.workspace.projects import Project


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint config`."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH")
    add_project(parser)


def show_config(arguments: Namespace, cwd: str, output: Output) -> int:
    """Print the configuration of a file or a folder."""
    path = os.path.normpath(os.path.join(cwd, arguments.path))
    display = shown(path, cwd)
    is_folder = os.path.isdir(path)
    workspace = Workspace(
        cwd,
        os.environ,
        Options(
            config_file=arguments.config, use_cache=not arguments.no_cache, allowed=tuple(arguments.allow_path or ())
        ),
    )
    project = workspace.projects.of(os.path.join(path, STDIN) if is_folder else path)
    code = report_project(project, output)
    lines = [f"{'folder' if is_folder else 'file'}: {'.' if path == cwd else display}"]
    if not is_folder:
        try:
            lines += _type(workspace, path, display, project)
        except OSError as error:
            return output.stop(f"{display}: {words(error)}")
        except SourceError as error:
            return output.stop(f"{display}: {error}")
    root = project.root
    lines.append(
        f"root: {shown(root, cwd) if root and root != cwd else '.' if root else 'none (no configuration, no git)'}"
    )
    lines += _values(project)
    lines.append(f"cache: {workspace.store.root or 'none'}")
    workspace.keep()
    output.tell_hindrances(workspace.store)
    output.write("\n".join(lines) + "\n")
    return STOPPED if code else 0


def _type(workspace: Workspace, path: str, display: str, project: Project) -> list[str]:
    excluded = project.excluded(path)
    if excluded is not None:
        return [f"type: none ({excluded})"]
    document, facts = workspace.judge.parse(read_source(path, display))
    detection = workspace.judge.detect(path, project, document, facts)
    lines = [f"type: {detection.type or 'none'} ({detection.reason})"]
    return lines + [f"  {finding.message}. {finding.help}" for _, finding in detection.findings]


def _values(project: Project) -> list[str]:
    """Each setting with its value and where that comes from."""
    config = project.config
    lines = [f"configuration: {config.path or 'none'}"]
    for key, setting in SETTINGS.items():
        position = config.position(key)
        if key not in config.keys:
            origin = "default"
        else:
            origin = f"{config.path}:{position.line}" if position else f"{config.path}, tool.speclint"
        lines.append(f"{key}: {_plain(setting.shown(config, key))} ({origin})")
    return lines


def _plain(value: object) -> str:
    """A value as flow-style YAML, near enough for people."""
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_plain(item)}" for key, item in value.items()) + "}"
    return str(value).lower() if isinstance(value, bool) else str(value)
