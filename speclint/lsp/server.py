"""The language server: what hosts the open documents, with what publishes their diagnostics.

Owns: putting the two together, and how the process ends and logs.
Never: judges (see `host` and `publishing`).
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, TypeVar

from speclint.lsp.host import Host
from speclint.lsp.publishing import Publisher

if TYPE_CHECKING:
    from collections.abc import Mapping


_SERVER_CANCELLED = -32802
Answer = TypeVar("Answer")


class SpeclintServer(Host):
    """The language server. Its features are registered by `speclint.lsp.features`."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(environ)
        self.publisher = Publisher(self)

    def settings_changed(self) -> None:
        """Judge everything anew."""
        self.publisher.settings_changed()


def exit_code(server: SpeclintServer) -> int:
    """0 where the client said goodbye before it hung up."""
    return 0 if server.protocol.has_ended else 1


def stderr_log(*, verbose: bool) -> None:
    """Send what libraries log to standard error, or nowhere."""
    handler: logging.Handler = logging.StreamHandler(sys.stderr) if verbose else logging.NullHandler()
    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL, handlers=[handler])
