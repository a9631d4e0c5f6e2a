"""The two streams.

Owns: what goes where (findings and answers to stdout, everything else to stderr), encodings, whether to colour; and that
no hidden character of a document reaches a terminal or a log, whoever formatted the text.
Never: formats a report.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from speclint.base.escapes import one_line, visible
from speclint.cli.streams import OutputError, drop
from speclint.reporters.style import Style

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from speclint.workspace.files.paths import Failure
    from speclint.workspace.store import Store

STOPPED = 2
"""Exit code of a run that could not do its work."""

_COLOR = re.compile("(\x1b\\[[0-9;]*m)")


class Output:
    """Writes for one command."""

    def __init__(self, arguments: Namespace, environ: Mapping[str, str]) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A terminal or a log that cannot show a character must not end the run.
                stream.reconfigure(errors="backslashreplace")
        self.quiet: bool = getattr(arguments, "quiet", False)
        self.verbose: bool = getattr(arguments, "verbose", False)
        choice = getattr(arguments, "color", "auto")
        self._told_cache = False
        self.style = Style(_wants_color(choice, environ, sys.stdout))
        self.error_style = Style(_wants_color(choice, environ, sys.stderr))

    def write(self, text: str) -> None:
        """Findings and answers, for people."""
        _write(_shown(text, self.style))

    def write_document(self, text: str) -> None:
        """A text that may become a file: to the letter, but for a terminal."""
        _write(_shown(text, self.style) if sys.stdout.isatty() else text)

    def write_utf8(self, text: str) -> None:
        """For programs, in UTF-8 wherever it goes, as its format made it."""
        self.write_bytes(text.encode("utf-8", "backslashreplace"))

    def write_bytes(self, data: bytes) -> None:
        """A text for programs, byte for byte."""
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            _write(data.decode("utf-8", "replace"))
            return
        self.flush()
        try:
            buffer.write(data)
        except OSError as error:
            raise OutputError(error) from None

    def clear_screen(self) -> None:
        """Begin at the top of an empty terminal."""
        _write("\x1b[2J\x1b[3J\x1b[H")

    def flush(self) -> None:
        """Let what was written come before what goes to stderr from now on."""
        try:
            sys.stdout.flush()
        except OSError as error:
            raise OutputError(error) from None

    def note(self, text: str) -> None:
        """A note for people, besides the findings; not with `--quiet`."""
        if not self.quiet:
            self.write_errors(f"{one_line(text).rstrip()}\n")

    def line(self, text: str) -> None:
        """A line that is printed even if the user wants quiet: programs wait for it."""
        self.write_errors(f"{one_line(text)}\n")

    def stop(self, message: str) -> int:
        """Say why the command cannot go on; the exit code."""
        self.write_errors(f"{self.error_style.severity('speclint:', 'error')} {one_line(message).rstrip()}\n")
        return STOPPED

    def tell_hindrances(self, store: Store) -> None:
        """Say once why the program goes on without something that exists: the cache, or what git knows."""
        if store.fault and not self._told_cache:
            self._told_cache = True
            mend = "Set SPECLINT_CACHE_DIR to a folder of your own, or run with --no-cache"
            self.line(f"speclint: warning: the cache is not used: {store.fault}. {mend}")
        git = sys.modules.get("speclint.workspace.files.git")  # loaded only where git was called
        for top in [] if git is None else git.take_unanswered():
            what = f"git timed out in {visible(top)}: ignored files are checked too"
            self.line(f"speclint: warning: {what}. Pass the files as arguments, or check that `git status` works there")

    def fail(self, failures: Iterable[Failure]) -> None:
        """Print what kept the program from doing what the user requested."""
        for place, message, trace in failures:
            if place:
                severity = self.error_style.severity("error:", "error")
                self.write_errors(f"{visible(place)}: {severity} {one_line(message).rstrip()}\n")
            else:
                self.stop(message)
            if trace and self.verbose:
                self.write_errors(trace)

    def write_errors(self, text: str) -> None:
        """Text for stderr. If that is closed, only the exit code remains."""
        say(_shown(text, self.error_style))


def say(text: str) -> None:
    """Write to stderr what was made safe already."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        drop(sys.stderr)


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except OSError as error:
        raise OutputError(error) from None


def _shown(text: str, style: Style) -> str:
    """Lines without hidden characters, but for the colours of our own."""
    if not style.color:
        return visible(text, "\n\t")
    parts = _COLOR.split(text)
    return "".join(part if number % 2 else visible(part, "\n\t") for number, part in enumerate(parts))


def _wants_color(choice: str, environ: Mapping[str, str], stream: TextIO) -> bool:
    """The flag decides; then NO_COLOR, then FORCE_COLOR; then whether the output is a terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "").strip().lower() not in ("", "0", "false"):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()
