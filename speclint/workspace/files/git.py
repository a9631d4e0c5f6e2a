"""Calling git in such a way that nothing from a repository is run.

Owns: the one place of the program that starts a process: which git, with which settings and variables.
Never: needs it: where git does not exist or refuses, the answer is "not known".

A repository is not trusted. What is in its work tree, and in an unpacked archive also its settings, hooks and attributes,
must not decide on what runs. So only commands are used that look at objects, the index and names, and none that reads a
file of the work tree (it would be sent through the filters that the repository names); settings that name a program are
overruled all the same, and the user's own stay in force.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES
from speclint.workspace.files.paths import Failure, below, shown
from speclint.workspace.files.repository import repository_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from speclint.workspace.files.repository import Repository

_TIMEOUT = 10
"""Seconds. A hanging network file system must not hang a hook forever."""
_IMPATIENCE = 2
"""Seconds after which it is looked for what git may be waiting for."""
_PAUSE = 600
"""Seconds for which git is not called again for a repository that has used up its time."""
_given_up: dict[str, float] = {}
"""Until when, on the monotonic clock: the roots of work trees for which git is not called."""
_unanswered: list[str] = []
_LARGEST_IGNORE = 1_000_000
"""Bytes. Of a longer file of patterns only so much is looked at."""
_MANY_STARS = re.compile(rb"(?:\*+[^*/\n]+){4}\*|(?:\*+[^*\n]+){6}")
"""A pattern for which git, which goes back on each star, may try very many ways. People need two or three of them."""

_SETTINGS = (
    # Empty: no monitor, in every version. In old ones `false` would be the name of a program.
    "core.fsmonitor=",
    f"core.hooksPath={os.devnull}",
    # A folder that is shaped like a repository is none, unless it is named as one.
    "safe.bareRepository=explicit",
    # An object that does not exist is not fetched: that would start programs that the repository's settings name.
    "protocol.allow=never",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.askPass=",
    "core.alternateRefsCommand=false",
    "credential.helper=",
    "diff.external=",
    "core.pager=cat",
    "core.editor=false",
    "core.untrackedCache=false",
    "submodule.recurse=false",
)

_VARIABLES = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": ":",  # none; unlike the setting, this also overrules those of single protocols
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}

_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
"""Of the variables of git, those that say where the user's settings are. Others name programs, files or repositories."""

_OF_A_COMMIT = ("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
"""Set in a hook: paths that belong to the commit that is being made. Its index may be a temporary one."""

_UNREADABLE = re.compile(r"^warning: could not open directory '(?P<path>.*?)/?': (?P<reason>.*)$", re.MULTILINE)


def visible_files(folder: str, cwd: str, failures: list[Failure]) -> list[str] | None:
    """The files below a folder that git tracks or does not ignore, relative to it; None where git does not know.

    Folders that git could not open are added to `failures`. A folder that is itself ignored was named on purpose:
    there, too, git cannot tell.
    """
    repository = repository_of(folder)
    if repository is None:
        return None
    inside = below(os.path.realpath(folder), repository.top) or ""
    if ".git" in inside.split("/"):
        return None
    below_it = ("--", f":(literal){inside}/") if inside else ()
    found = ask_git(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard", *below_it)
    if found is None or found.returncode != 0:
        return None
    start = f"{inside}/" if inside else ""
    names = [name[len(start) :] for name in split_names(found.stdout) if name.startswith(start)]
    for match in _UNREADABLE.finditer(os.fsdecode(found.stderr)):
        place = os.path.normpath(os.path.join(folder, match["path"].removeprefix(start)))
        failures.append(Failure(shown(place, cwd), match["reason"].lower()))
    if not names and inside:
        ignored = ask_git(repository, "check-ignore", "-q", "--", f"./{inside}")
        if ignored is not None and ignored.returncode == 0:
            return None
    return names


def split_names(said: bytes) -> Iterator[str]:
    """The names that a command of git prints with `-z`."""
    return (os.fsdecode(name) for name in said.split(b"\0") if name)


def ask_git(
    repository: Repository, *arguments: str, stdin: bytes = b"", commit: bool = False
) -> subprocess.CompletedProcess[bytes] | None:
    """What git answers at the root of a work tree; None where there is no git, or it does not answer in time.

    `commit`: look at what the commit is made of for which this process is a hook, rather than at the repository's index.
    """
    program = find_git(repository.top, os.environ.get("PATH", ""))
    if program is None or time.monotonic() < _given_up.get(repository.top, 0):
        return None
    command = [program, "--no-pager", *_switches(), "-C", repository.top, *arguments]
    try:
        with _as_input(stdin) as given:
            process = subprocess.Popen(  # noqa: S603 - an absolute path, fixed commands, no shell
                command,
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # Not the working directory, which may be untrusted: Windows looks for libraries there.
                cwd=os.path.dirname(program),
                env=_environment(repository, os.environ, commit=commit),
            )
    except OSError:
        return None
    with process:
        try:
            said, complained = _heard(process, repository.top)
        except subprocess.TimeoutExpired:
            process.kill()
            _given_up[repository.top] = time.monotonic() + _PAUSE
            _unanswered.append(repository.top)
            return None
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(command, process.returncode, said, complained)


def take_unanswered() -> list[str]:
    """The tops of the work trees for which git has been given up since this was asked last."""
    taken = _unanswered[:]
    _unanswered.clear()
    return taken


def _as_input(data: bytes) -> BinaryIO:
    """A file that holds what a process is to read. A pipe cannot be filled any further once a wait was broken off."""
    if not data:
        return open(os.devnull, "rb")
    from tempfile import TemporaryFile  # seldom needed

    file = TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(data)
    file.seek(0)
    return file


def _heard(process: subprocess.Popen[bytes], top: str) -> tuple[bytes, bytes]:
    """What git prints on its two outputs. Raises TimeoutExpired."""
    try:
        return process.communicate(timeout=_IMPATIENCE)
    except subprocess.TimeoutExpired:
        if _has_trap(top):
            raise
        return process.communicate(timeout=_TIMEOUT)


def _has_trap(top: str) -> bool:
    """Whether a work tree or its git folder holds what git does not come back from.

    A pipe: git would wait forever for a writer of `.gitignore`. A pattern of many stars: it would try for years.
    """
    return any(
        _is_pipe(path) or (name in (".gitignore", "exclude") and _has_many_stars(path))
        for where, _, names in os.walk(top)
        for name in names
        for path in (os.path.join(where, name),)
    )


def _is_pipe(path: str) -> bool:
    try:
        return stat.S_ISFIFO(os.lstat(path).st_mode)
    except OSError:
        return False


def _has_many_stars(path: str) -> bool:
    """Whether a file of patterns has one that takes git very long. Not for a pipe, which has no end."""
    try:
        with open(path, "rb") as file:
            return _MANY_STARS.search(file.read(_LARGEST_IGNORE)) is not None
    except OSError:
        return False


def read_objects(repository: Repository, ids: Iterable[str], *, commit: bool = False) -> dict[str, bytes]:
    """What is stored under ids, as it is stored; without those that do not exist. All in one call: each costs a process.

    Of what is longer than MAX_BYTES, there are just so many bytes that a reader sees that it is too long.
    """
    wanted = list(dict.fromkeys(ids))
    request = "".join(f"{id}\n" for id in wanted).encode()
    sizes = ask_git(repository, "cat-file", "--batch-check", stdin=request, commit=commit) if wanted else None
    if sizes is None:
        return {}
    # What is too large to be looked at would be held in memory whole.
    said_sizes = dict(zip(wanted, (line.rsplit(b" ", 1)[-1] for line in sizes.stdout.split(b"\n")), strict=False))
    large = [id for id in wanted if said_sizes.get(id, b"").isdigit() and int(said_sizes[id]) > MAX_BYTES]
    wanted = [id for id in wanted if id not in set(large)]
    request = "".join(f"{id}\n" for id in wanted).encode()
    done = ask_git(repository, "cat-file", "--batch", stdin=request, commit=commit) if wanted else None
    said, position = done.stdout if done is not None else b"", 0
    found: dict[str, bytes] = dict.fromkeys(large, b" " * (MAX_BYTES + 1) if large else b"")
    for id in wanted:
        end = said.find(b"\n", position)
        if end < 0:
            break
        size = said[position:end].rsplit(b" ", 1)[-1]
        position = end + 1
        if size.isdigit():
            found[id] = said[position : position + int(size)]
            position += int(size) + 1
    return found


def refusal(answer: subprocess.CompletedProcess[bytes] | None) -> str:
    """Why git did not answer, where the user can do something about it; else ""."""
    if answer is None:
        return "git is not installed or timed out"
    if b"safe.directory" in answer.stderr:
        return (
            "git does not trust this repository, which belongs to another user. To trust it, add it to safe.directory"
        )
    return ""


def find_git(top: str, path: str, *, windows: bool = sys.platform == "win32") -> str | None:
    """The absolute path of the user's git; None where there is none. `path` is what PATH holds.

    Never one from a folder that depends on where the program runs, or that is in the work tree `top`.
    """
    name = "git.exe" if windows else "git"  # a git.bat would read arguments as program text
    for folder in _safe_folders(top, path, windows=windows):
        program = os.path.join(folder, name)
        real = os.path.realpath(program)
        if os.path.isfile(real) and os.access(real, os.X_OK) and below(real, top) is None:
            return program
    return None


def _safe_folders(top: str, path: str, *, windows: bool) -> Iterator[str]:
    """The folders of PATH that are the user's: absolute ones that do not lie in the work tree, and are not the working directory."""
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:
        here = top
    for entry in path.split(";" if windows else os.pathsep):
        folder = entry.strip('"') if windows else entry
        # On Windows, a path that begins with a backslash counts from the drive of the working directory.
        if not os.path.isabs(folder) or os.path.splitdrive(os.path.abspath(folder))[0] != os.path.splitdrive(folder)[0]:
            continue
        real = os.path.realpath(folder)
        if real not in (top, here) and below(real, top) is None:
            yield folder


def _switches() -> list[str]:
    return [part for setting in _SETTINGS for part in ("-c", setting)]


def _environment(repository: Repository, environ: Mapping[str, str], *, commit: bool) -> dict[str, str]:
    """The variables for git: those of the user, without what names programs or another repository."""
    kept = {name: value for name, value in environ.items() if not name.startswith("GIT_") or name in _KEPT}
    kept["PATH"] = os.pathsep.join(
        _safe_folders(repository.top, environ.get("PATH", ""), windows=sys.platform == "win32")
    )
    kept |= _VARIABLES
    kept |= _trusted(environ)
    # With these, git takes this very work tree, and still looks at whose it is. GIT_DIR would be a sign of trust.
    kept["GIT_WORK_TREE"] = repository.top
    kept["GIT_CEILING_DIRECTORIES"] = os.path.dirname(repository.top)
    if commit:
        kept |= {name: os.path.abspath(environ[name]) for name in _OF_A_COMMIT if environ.get(name)}
        if repository.given:
            kept["GIT_DIR"] = repository.git_dir
    return kept


def _trusted(environ: Mapping[str, str]) -> dict[str, str]:
    """Of the settings that are variables, the repositories that the user trusts: CI systems say it like that."""
    count = environ.get("GIT_CONFIG_COUNT", "")
    numbers = range(min(int(count), 1000)) if count.isascii() and count.isdigit() else ()
    values = [
        environ.get(f"GIT_CONFIG_VALUE_{number}", "")
        for number in numbers
        if environ.get(f"GIT_CONFIG_KEY_{number}", "").lower() == "safe.directory"
    ]
    found = {"GIT_CONFIG_COUNT": str(len(values))} if values else {}
    for number, value in enumerate(values):
        found[f"GIT_CONFIG_KEY_{number}"] = "safe.directory"
        found[f"GIT_CONFIG_VALUE_{number}"] = value
    return found
