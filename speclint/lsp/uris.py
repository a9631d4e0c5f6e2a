"""Between the addresses of the protocol and paths.

Owns: `file:` addresses as the various editors write them, on every system.
Never: looks whether a file exists.
"""

from __future__ import annotations

import ntpath
import os
import re
import sys
from urllib.parse import quote, unquote

_DRIVE = re.compile(r"/[A-Za-z]:(?=/|$)")
_HERE = ("", "localhost")
_SAFE = "/-._~!$&'()*+,;=@"


def path_of(uri: str, *, windows: bool = sys.platform == "win32") -> str | None:
    """The absolute path that a `file:` address means; None for every other address, and for an invalid one."""
    if uri[:5].lower() != "file:":
        return None
    rest = uri[5:]
    host = ""
    if rest.startswith("//"):
        host, slash, rest = rest[2:].partition("/")
        rest = slash + rest
    if not rest.startswith("/"):
        return None
    # `#` and `?` that were not escaped belong to the name: a file has no query.
    path = "/" + unquote(rest, errors="surrogateescape").lstrip("/")
    host = unquote(host)
    if "\0" in path:
        return None
    if windows:
        if _DRIVE.match(path):
            path = path[1].lower() + path[2:]
        elif host not in _HERE:
            path = f"//{host}{path}"
        return ntpath.normpath(path)
    return os.path.normpath(path) if host in _HERE else None


def uri_of(path: str) -> str:
    """The `file:` address of an absolute path."""
    path = path.replace(os.sep, "/")
    if not path.startswith("/"):
        path = f"/{path}"
    return "file://" + quote(os.fsencode(path), safe=_SAFE)


def key_of(uri: str) -> str:
    """What two addresses of one document have in common: clients do not always escape the same signs."""
    path = path_of(uri)
    return uri if path is None else f"file://{path}"
