"""Repositories of strangers that try to have a program run: clones, and archives with a git folder of their own.

Each trap leaves a file in the folder `marks` when it springs, named for what ran it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

RULES = """speclint: 1
type: note
title: Note
applies_to: {files: ["docs/*.md"]}
naming: {file: "nt-{number:3}-{slug}", id: "NT-{number:3}", folder: docs}
sections:
  - heading: Why
"""
NOTE = "# A note\n\n## Why\n\n[NT-002] says so.\n"
_IDENTITY = {f"GIT_{who}_{what}": "a@localhost" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class Hostile(NamedTuple):
    """A repository that was laid out. `folder` is where a user works in it, `marks` where traps leave their files.

    `control`: command lines of git that a careless user or tool might run, each with the marks that it must leave.
    """

    folder: Path
    marks: Path
    control: Sequence[tuple[Sequence[str], set[str]]]

    def sprung(self) -> set[str]:
        """What has run, since the last time that somebody asked."""
        found = {path.name for path in self.marks.iterdir()}
        for path in self.marks.iterdir():
            path.unlink()
        return found


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """What plain git prints, as a user without settings runs it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**kept, **_IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert not check or done.returncode == 0, done.stderr
    return done.stdout


def write(path: Path, text: str, *, program: bool = False) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    if program:
        path.chmod(0o755)


def _project(folder: Path) -> None:
    """An honest project of two commits, with something changed, something staged and something new beside them."""
    write(folder / ".speclint.yaml", "rule_paths: [rules]\n")
    write(folder / "rules" / "note.yaml", RULES)
    write(folder / "docs" / "nt-001-first.md", NOTE)
    write(folder / "docs" / "nt-002-second.md", NOTE + "Second.\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "first")
    write(folder / "docs" / "nt-001-first.md", NOTE + "More.\n")
    write(folder / "docs" / "nt-002-second.md", NOTE + "More.\n")
    git(folder, "commit", "-q", "-a", "-m", "second")
    write(folder / "docs" / "nt-002-second.md", NOTE + "Even more.\n")
    git(folder, "add", "-A")
    write(folder / "docs" / "nt-001-first.md", NOTE + "And [more](nt-009-none.md).\n")
    write(folder / "docs" / "nt-003-third.md", NOTE)
    write(folder / "docs" / "empty.md", "")
    git(folder, "add", "docs/empty.md")


def _bare_shape(folder: Path, mark: Path) -> None:
    """A folder that is itself shaped like a repository, all of whose files a commit can hold."""
    write(folder / "HEAD", "ref: refs/heads/main\n")
    write(folder / "objects" / ".keep", "")
    write(folder / "refs" / ".keep", "")
    write(
        folder / "config",
        f'[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = "touch {mark}; false"\n',
    )
    write(folder / "nt-004-inside.md", NOTE)


def settings(marks: Path) -> str:
    """Settings of a git folder, each of which names a program."""
    return f"""
[core]
	fsmonitor = "touch {marks}/fsmonitor; false"
	pager = "touch {marks}/pager"
	editor = "touch {marks}/editor"
	askPass = "{marks.parent}/programs/askpass"
	sshCommand = "touch {marks}/ssh; false"
	gitProxy = "{marks.parent}/programs/proxy"
	alternateRefsCommand = "touch {marks}/alternate"
	untrackedCache = true
[include]
	path = ../more.gitconfig
[filter "trap"]
	clean = "touch {marks}/clean; cat"
	smudge = "touch {marks}/smudge; cat"
	required = true
[filter "longer"]
	process = "touch {marks}/process; false"
[diff]
	external = "touch {marks}/external; :"
	trustExitCode = true
[diff "trap"]
	textconv = "touch {marks}/textconv; cat"
[diff "longer"]
	command = "touch {marks}/command; :"
[credential]
	helper = "!touch {marks}/credential; false"
[gpg]
	program = "{marks.parent}/programs/gpg"
[uploadpack]
	packObjectsHook = "touch {marks}/pack; false"
[pager]
	ls-files = "touch {marks}/pager"
	diff = "touch {marks}/pager"
[alias]
	ls-files = "!touch {marks}/alias"
	cat-file = "!touch {marks}/alias"
	merge-base = "!touch {marks}/alias"
	diff-index = "!touch {marks}/alias"
[submodule]
	recurse = true
[submodule "docs"]
	update = "!touch {marks}/update"
[extensions]
	partialClone = origin
[remote "origin"]
	url = "ext::sh -c touch% {marks}/fetch"
	promisor = true
	partialclonefilter = blob:none
	uploadpack = "touch {marks}/uploadpack; false"
[protocol]
	allow = always
[protocol "ext"]
	allow = always
"""


def archive(folder: Path, marks: Path) -> Hostile:
    """An unpacked archive: settings, hooks and attributes are the stranger's, and an object is at his server alone."""
    _project(folder)
    for name in ("askpass", "proxy", "gpg"):
        write(marks.parent / "programs" / name, f"#!/bin/sh\ntouch {marks}/{name}\n", program=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-commit", "post-checkout"):
        write(folder / ".git" / "hooks" / hook, f"#!/bin/sh\ntouch {marks}/hook\n", program=True)
    lost = git(folder, "rev-parse", "HEAD~1:docs/nt-001-first.md", ":docs/nt-002-second.md").split()
    for oid in lost:
        (folder / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    write(folder / "more.gitconfig", f'[alias]\n\ttrap = "!touch {marks}/included"\n')
    write(folder / ".gitattributes", "*.md filter=trap diff=trap\n*.yaml filter=longer diff=longer\n")
    config = folder / ".git" / "config"
    # Only from version 1 on does git know of other stores of objects.
    kept = config.read_text("utf-8").replace("repositoryformatversion = 0", "repositoryformatversion = 1")
    write(config, kept + settings(marks))
    unwatched = ("-c", "core.fsmonitor=")
    second = "docs/nt-002-second.md"
    return Hostile(
        folder,
        marks,
        [
            (("status",), {"fsmonitor"}),
            (("hash-object", "docs/nt-001-first.md"), {"clean"}),
            (("hash-object", "rules/note.yaml"), {"process"}),
            (("cat-file", "--filters", f"HEAD:{second}"), {"smudge"}),
            (("diff", "HEAD~1", "HEAD", "--", second), {"external"}),
            (("diff", "--no-ext-diff", "HEAD~1", "HEAD", "--", second), {"textconv"}),
            (("cat-file", "-p", lost[0]), {"fetch"}),
            ((*unwatched, "read-tree", "HEAD"), {"hook"}),
            (("trap",), {"included"}),
        ],
    )


def clone(folder: Path, marks: Path) -> Hostile:
    """A clone with tracked folders that are shaped like repositories, at the top and below."""
    _project(folder)
    for place in ("evil", "docs/specs"):
        _bare_shape(folder / place, marks / "bare")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "evil")
    return Hostile(folder, marks, [(("-C", "evil", "ls-files"), {"bare"}), (("-C", "docs/specs", "status"), {"bare"})])


def within(folder: Path, marks: Path) -> Hostile:
    """The same clone, entered at the folder that is shaped like a repository."""
    outer = clone(folder, marks)
    write(folder / "evil" / "docs" / "nt-005-deep.md", NOTE)
    return Hostile(folder / "evil", outer.marks, [(("ls-files",), {"bare"})])


def alone(folder: Path, marks: Path) -> Hostile:
    """A folder that is shaped like a repository, outside of any."""
    _bare_shape(folder, marks / "bare")
    write(folder / "docs" / "nt-001-first.md", NOTE)
    return Hostile(folder, marks, [(("ls-files",), {"bare"})])


def pointing(folder: Path, marks: Path) -> Hostile:
    """An archive in which a file `.git` leads to a folder inside."""
    outer = clone(folder, marks)
    shutil.rmtree(folder / ".git")
    write(folder / ".git", "gitdir: evil\n")
    return Hostile(folder, outer.marks, [(("ls-files",), {"bare"})])


def linked(folder: Path, marks: Path) -> Hostile:
    """An archive in which a link `.git` leads to a folder inside."""
    outer = clone(folder, marks)
    shutil.rmtree(folder / ".git")
    (folder / ".git").symlink_to("evil")
    return Hostile(folder, outer.marks, [(("ls-files",), {"bare"})])


def broken(folder: Path, marks: Path) -> Hostile:
    """A folder shaped like a repository with an empty folder `.git`, which git passes by."""
    shape = alone(folder, marks)
    (folder / ".git").mkdir()
    return shape


def nested(folder: Path, marks: Path) -> Hostile:
    """An honest repository, below which an archive was unpacked."""
    _project(folder)
    archive(folder / "vendor", marks)
    write(folder / ".gitmodules", '[submodule "vendor"]\n\tpath = vendor\n\turl = ./vendor\n')
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{git(folder, 'rev-parse', 'HEAD').strip()},vendor")
    return Hostile(folder, marks, [(("status",), {"fsmonitor"}), (("-C", "vendor", "status"), {"fsmonitor"})])


def sideways(folder: Path, marks: Path) -> Hostile:
    """An archive with a file `.git` in a folder below, that leads to a folder beside it."""
    outer = clone(folder, marks)
    write(folder / "vendor" / ".git", "gitdir: ../evil\n")
    write(folder / "vendor" / "docs" / "nt-006-beside.md", NOTE)
    return Hostile(folder / "vendor", outer.marks, [(("ls-files",), {"bare"})])


def elsewhere(folder: Path, marks: Path) -> Hostile:
    """An archive whose settings name another work tree, with the attributes there."""
    archive(folder, marks)
    (folder / "other").mkdir()
    git(folder, "config", "core.worktree", str(folder / "other"))
    return Hostile(
        folder, marks, [(("status",), {"fsmonitor"}), (("cat-file", "-p", "HEAD~1:docs/nt-001-first.md"), {"fetch"})]
    )


KINDS: dict[str, Callable[[Path, Path], Hostile]] = {
    kind.__name__: kind
    for kind in (archive, clone, within, alone, pointing, linked, broken, sideways, nested, elsewhere)
}
