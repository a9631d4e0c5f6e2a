"""Running a target on input after input, led by what the inputs reach where something can tell.

There are three ways:

atheris  libFuzzer for Python, if it is installed: it knows which branches an input takes, and what it compares
lines    from Python 3.12 on: an input that reaches a line for the first time is kept, and changed further
plain    seeds are changed without looking
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from . import seeds
from .trial import PACKAGE, attempt, warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import CodeType

    from .target import Target
    from .trial import Trial

WATCHED_PATIENCE = {"atheris": 8.0, "lines": 1.5, "plain": 1.0}
"""How much slower the program may be while it is watched. What seems slow is tried once more without."""
_ROUNDS = 4
"""Changes on top of each other, at most."""


def best_engine() -> str:
    """The best way that there is here."""
    if find_spec("atheris") is not None:
        return "atheris"
    return "lines" if hasattr(sys, "monitoring") else "plain"


class Tally:
    """What happened to the inputs of one target. `faults` holds the smallest input for each fault."""

    def __init__(self, target: Target, patience: float) -> None:
        self.target = target
        self.patience = patience
        self.inputs = 0
        self.began = time.monotonic()
        self.worst = 0.0
        self.faults: dict[str, bytes] = {}

    def take(self, data: bytes) -> Trial:
        """Run one input."""
        trial = attempt(self.target, data, self.patience)
        self.inputs += 1
        self.worst = max(self.worst, trial.seconds)
        if trial.fault and len(data) < len(self.faults.get(trial.fault, data + b"x")):
            self.faults[trial.fault] = data
        return trial

    def save(self, folder: Path) -> None:
        """Write what happened, for the process that requested it."""
        for number, data in enumerate(self.faults.values()):
            (folder / f"{number}.input").write_bytes(data)
        said = {"inputs": self.inputs, "seconds": time.monotonic() - self.began, "worst": self.worst}
        (folder / "tally.json").write_text(json.dumps(said), encoding="utf-8")


class Source:
    """Inputs without end: the seeds, and then what becomes of them. The same seed of chance gives the same inputs."""

    def __init__(self, target: Target, chance: int) -> None:
        self._target = target
        self._rng = random.Random(f"{target.name} {chance}")
        self.pool = [*seeds.kept(target.name), *target.seeds()]
        self._found: list[bytes] = []

    def __iter__(self) -> Iterator[bytes]:
        # In turns, so that a short run has both.
        for data in self.pool:
            yield data[: self._target.max_size]
            yield self.next()
        while True:
            yield self.next()

    def next(self) -> bytes:
        """One more input."""
        rng = self._rng
        # What was found lately leads on; the first inputs keep the variety.
        data = rng.choice(self._found[-200:] if self._found and rng.randrange(3) else self.pool)
        for _ in range(rng.randint(1, _ROUNDS)):
            data = self._target.mutate(data, rng, self.pool)
        return data[: self._target.max_size]

    def keep(self, data: bytes) -> None:
        """An input that is worth changing further."""
        self._found.append(data)


def run_plain(tally: Tally, source: Source, goes_on: Callable[[], bool]) -> None:
    """Run inputs without looking at what they reach."""
    for data in source:
        if not goes_on():
            return
        tally.take(data)


def run_lines(tally: Tally, source: Source, goes_on: Callable[[], bool]) -> None:
    """Run inputs, and keep those that reach a new line. Each line is reported once, which costs next to nothing."""
    monitoring: Any = vars(sys)["monitoring"]
    tool = monitoring.DEBUGGER_ID
    reached = [0]

    def on_line(code: CodeType, _line: int) -> Any:
        if code.co_filename.startswith(PACKAGE) or "site-packages" in code.co_filename:
            reached[0] += 1
        return monitoring.DISABLE

    monitoring.use_tool_id(tool, "speclint-fuzz")
    monitoring.register_callback(tool, monitoring.events.LINE, on_line)
    monitoring.set_events(tool, monitoring.events.LINE)
    try:
        for data in source:
            if not goes_on():
                return
            before = reached[0]
            tally.take(data)
            if reached[0] > before:
                source.keep(data)
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)


def run_atheris(
    tally: Tally, source: Source, goes_on: Callable[[], bool], end: Callable[[], None], folder: Path
) -> None:
    """Run inputs that libFuzzer chooses. It never comes back; `end` ends the process. `folder` takes its inputs."""
    import atheris

    def one(data: bytes) -> None:
        tally.take(data)
        if not goes_on():
            end()

    def change(data: bytes, size: int, chance: int) -> bytes:
        rng = random.Random(chance)
        for _ in range(rng.randint(1, _ROUNDS)):
            data = tally.target.mutate(data, rng, source.pool)
        return data[:size]

    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(source.pool):
        (corpus / f"{number}").write_bytes(data[: tally.target.max_size])
    size = f"-max_len={tally.target.max_size}"
    # What is slow or large is judged here, not there.
    options = [size, "-timeout=0", "-rss_limit_mb=0", "-len_control=0", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one, custom_mutator=change)
    atheris.Fuzz()


def run(target: Target, engine: str, seconds: float, chance: int, folder: Path) -> None:
    """Run a target for some seconds, and leave what happened in a folder. May end the process."""
    source = Source(target, chance)
    warm(target)
    tally = Tally(target, WATCHED_PATIENCE[engine])
    stop = tally.began + seconds

    def goes_on() -> bool:
        return time.monotonic() < stop

    def end() -> None:
        tally.save(folder)
        os._exit(0)

    if engine == "atheris":
        run_atheris(tally, source, goes_on, end, folder)
    (run_lines if engine == "lines" else run_plain)(tally, source, goes_on)
    tally.save(folder)
