"""The page in a real browser, where one is installed."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Project

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PLANTED = "data-planted="


def dom(page: Path, profile: Path) -> str:
    """The page as it is when its scripts have run."""
    done = subprocess.run(
        [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.decode()


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_the_page_s_script_runs_and_no_planted_one_does(hostile: Project, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert hostile.run("report", "-o", str(page)).returncode == 0
    seen = dom(page, tmp_path / "profile")
    assert '<th><button type="button">File</button></th>' in seen
    assert PLANTED not in seen
    # The same mark would be seen, if only the policy and the escaping let it: the test can fail.
    text = page.read_text("utf-8").replace("Content-Security-Policy", "X-Nothing")
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    page.write_text(text, "utf-8")
    assert PLANTED in dom(page, tmp_path / "other profile")
