"""What all tests share: `--accept`, which rewrites what they expect, and failures that show the whole difference."""

from __future__ import annotations

import gc
import os
import signal
from fnmatch import fnmatch
from functools import cache as remembered
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .golden import Edit, Golden, difference, write

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

# The tests start hundreds of processes, each of which would otherwise compile the whole program for itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

HERE = Path(__file__).parent
SLOW = (
    *(
        "bench",
        "ci",
        "completion",
        "component",
        "editors",
        "fuzz",
        "hooks",
        "house",
        "judgement",
        "linear",
        "lsp",
        "report",
        "security",
    ),
    *("cli/test_*", "workspace/test_store_trust.py", "workspace/test_installs.py", "workspace/test_writing*"),
    *("language/test_regex_safety.py", "language/test_formats.py", "formats/yaml/test_limits.py"),
    *("markdown/test_hostile_input.py", "markdown/test_against_cmark.py", "reporters/test_consumers.py"),
    *("fixes/test_properties.py", "fixes/test_files.py", "expressions/test_patterns.py", "types/test_new_documents.py"),
    *("history", "api/test_docs.py"),
)
"""What takes long: processes, other programs, counted work, properties of many examples. `--quick` leaves it out."""
GOLDEN = pytest.StashKey[Golden]()
WRITTEN = pytest.StashKey["list[str]"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite the scenarios, examples and generated pages that differ with what the program gives",
    )
    parser.addoption("--quick", action="store_true", help="leave out what takes long: less than a minute on two cores")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `--quick`, what takes long is not even imported, unless it is named."""
    named = any(collection_path == config.invocation_params.dir / each.partition("::")[0] for each in config.args)
    if not config.getoption("--quick") or named or not collection_path.is_relative_to(HERE):
        return None
    return True if _is_slow(collection_path) else None


def _is_slow(path: Path) -> bool:
    return any(fnmatch(path.relative_to(HERE).as_posix(), slow) for slow in SLOW)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first: in the end, no worker waits for a long file of another one."""
    items.sort(key=lambda item: not _is_within_slow(item.path))


@remembered
def _is_within_slow(path: Path) -> bool:
    """Whether a file, or a folder above it, is slow."""
    return any(_is_slow(each) for each in (path, *path.parents) if each.is_relative_to(HERE))


def pytest_configure(config: pytest.Config) -> None:
    config.stash[GOLDEN] = Golden(bool(config.getoption("--accept")))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing of what is collected is garbage: it is not looked through again and again while it grows."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares what a test got with what a file holds."""
    return request.config.stash[GOLDEN]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests that do not test the cache, in all workers: what it holds is known by content."""
    base = tmp_path_factory.getbasetemp()
    cache = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    cache.mkdir(mode=0o700, exist_ok=True)
    return cache


@pytest.fixture
def interruptible() -> Generator[None, None, None]:
    """Processes that a test starts can be interrupted: one inherits it if interrupts are ignored, as in a shell's background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A worker has ended: what it wants to have rewritten is written by the process that started it."""
    del error
    edits = getattr(node, "workeroutput", {}).get("edits", ())
    node.config.stash[GOLDEN].edits += [Edit(*each) for each in edits]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    edits = session.config.stash[GOLDEN].edits
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["edits"] = [list(each) for each in edits]
    elif edits:
        session.config.stash[WRITTEN] = write(edits)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(WRITTEN, []):
        terminalreporter.write_line(f"rewritten: {line}")


def pytest_assertrepr_compare(op: str, left: object, right: object) -> Sequence[str] | None:
    """Texts, and lists of texts, as a whole difference line by line. The left side is what a test got."""
    if op != "==":
        return None
    if isinstance(left, str) and isinstance(right, str) and "\n" in left + right:
        return ["texts differ", *difference(right, left).split("\n")]
    if isinstance(left, list) and isinstance(right, list) and all(isinstance(each, str) for each in (*left, *right)):
        actual, expected = ("".join(f"{line}\n" for line in lines) for lines in (left, right))
        return ["lines differ", *difference(expected, actual).split("\n")]
    return None
