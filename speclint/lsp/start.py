"""`speclint server`.

Owns: the streams that the server talks over, and what to say where the libraries for it are missing.
Never: lets anything but the protocol reach standard output.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from speclint.lsp.server import SpeclintServer

_LOCALHOST = "127.0.0.1"


def serve(arguments: Namespace, stop: Callable[[str], int]) -> int:
    """Run the server until the client is gone; the exit code. `stop` says why a command cannot go on."""
    try:
        from speclint.lsp.features import make_server
        from speclint.lsp.server import exit_code, stderr_log
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        return stop("the language server needs the extra lsp: pip install 'speclint[lsp]'")
    stderr_log(verbose=arguments.verbose)
    server = make_server(os.environ)
    if arguments.tcp is not None:
        server.start_tcp(_LOCALHOST, arguments.tcp)
        return _ended(server, exit_code(server))
    # Whatever prints, here or in a library, must not break into the protocol.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server.start_io(sys.stdin.buffer, output)
    return _ended(server, exit_code(server))


def _ended(server: SpeclintServer, code: int) -> int:
    """The exit code, unless a job is under way: then there is no return from here, for Python would wait for the job."""
    if server.is_cut_off:
        sys.stderr.write("speclint: the client closed the connection in the middle of a message\n")
    if server.is_working:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code
