"""What the tests of completion share."""

from __future__ import annotations
