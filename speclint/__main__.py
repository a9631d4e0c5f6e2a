"""`python -m speclint`, and the entry point of the command `speclint`."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable


_INTERRUPTED = 130
_STOPPED = 2


def main() -> int:
    """Run the command line that the process was started with; the exit code."""
    try:
        return _main()
    except KeyboardInterrupt:  # before the command line existed to handle it
        return _INTERRUPTED
    except MemoryError:
        os.write(2, b"speclint: not enough memory\n")
        return _STOPPED


def _main() -> int:
    collect_seldom()
    from speclint.cli.main import run  # `import speclint.__main__` by a tool should cost nothing

    return run(sys.argv[1:], _serve)


def collect_seldom() -> None:
    """Look for garbage less often than Python does by default, which takes a twentieth of a run, and half of a large one.

    Modules and documents are many small objects and little garbage.
    """
    gc.set_threshold(50_000, 20, 20)


def _serve(arguments: Namespace, stop: Callable[[str], int]) -> int:
    from speclint.lsp.start import serve  # the command line knows no server, and a hook run loads none

    return serve(arguments, stop)


def _forget_working_directory() -> None:
    """Take no module from the working directory, which `python -m` puts first: the repository may be untrusted."""
    try:
        here = os.getcwd()  # noqa: PTH109 - pathlib would cost a hook run several milliseconds
    except OSError:
        here = ""
    if not getattr(sys.flags, "safe_path", False) and sys.path[:1] in ([here], [""]):
        del sys.path[0]


if __name__ == "__main__":
    _forget_working_directory()
    sys.exit(main())
