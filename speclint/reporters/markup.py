"""Text of documents inside HTML and SVG.

Owns: that it never becomes markup, and that nothing in it is hidden from a reader.
Never: knows a page.
"""

from __future__ import annotations

import html

from speclint.base.escapes import one_line


def escape(text: str) -> str:
    """Text as markup for the inside of an element or an attribute, on one line."""
    return html.escape(one_line(text))
