"""The two streams.

Owns: what goes where (findings and answers to stdout, everything else to stderr), encodings, whether to colour.
Never: formats a report.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from speclint.reporters.style import Style, one_line

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from speclint.workspace.files import Failure

STOPPED = 2
"""Exit code of a run that could not do its work."""


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
        self.style = Style(_wants_color(choice, environ, sys.stdout))
        self.error_style = Style(_wants_color(choice, environ, sys.stderr))

    def write(self, text: str) -> None:
        """Findings and answers."""
        sys.stdout.write(text)

    def write_utf8(self, text: str) -> None:
        """For programs, in UTF-8 wherever it goes; what cannot be encoded becomes an escape that JSON knows."""
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(text)
            return
        sys.stdout.flush()
        buffer.write(text.encode("utf-8", "backslashreplace"))

    def write_bytes(self, data: bytes) -> None:
        """A text for programs, byte for byte."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)

    def flush(self) -> None:
        """Let what was written come before what goes to stderr from now on."""
        sys.stdout.flush()

    def note(self, text: str) -> None:
        """Something beside the findings, for people; not when they asked for quiet."""
        if not self.quiet:
            sys.stderr.write(f"{one_line(text).rstrip()}\n")

    def line(self, text: str) -> None:
        """A line that is printed even if the user asked for quiet: programs wait for it."""
        sys.stderr.write(f"{one_line(text)}\n")

    def stop(self, message: str) -> int:
        """Say why the command cannot go on; the exit code."""
        sys.stderr.write(f"{self.error_style.severity('speclint:', 'error')} {one_line(message).rstrip()}\n")
        return STOPPED

    def fail(self, failures: Iterable[Failure]) -> None:
        """Say what kept the program from doing what it was asked."""
        for place, message, trace in failures:
            if place:
                severity = self.error_style.severity("error:", "error")
                sys.stderr.write(f"{one_line(place)}: {severity} {one_line(message).rstrip()}\n")
            else:
                self.stop(message)
            if trace and self.verbose:
                sys.stderr.write(trace)

    def write_errors(self, text: str) -> None:
        """Text for stderr that was made safe already."""
        sys.stderr.write(text)


def _wants_color(choice: str, environ: Mapping[str, str], stream: TextIO) -> bool:
    """The flag decides; then NO_COLOR, then FORCE_COLOR; then whether somebody looks at a terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "").strip().lower() not in ("", "0", "false"):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()
