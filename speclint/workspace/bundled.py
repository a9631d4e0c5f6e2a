"""Finding the rule sets that come with the program.

Owns: the one place that knows where they are.
Never: reads them.

In a wheel they are inside the package. In a checkout they are at its top, where readers look for them, and an
editable install is a checkout with a link to it: no build back end puts mapped files into one.
"""

from __future__ import annotations

import os

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def bundled_folder() -> str | None:
    """The folder of the bundled rule files: in the package, else next to it. None for a broken installation."""
    for folder in (os.path.join(PACKAGE, "rules"), os.path.join(os.path.dirname(PACKAGE), "rules")):
        if os.path.isdir(folder):
            return folder
    return None
