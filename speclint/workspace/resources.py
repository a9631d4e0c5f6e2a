"""What every run uses: the cache, the projects, the judge, and the texts of documents.

Owns: the options of a run, and what is learned for the next one.
Never: goes over files (see `run`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from speclint.base.codec import encode
from speclint.base.values import NamedTuple
from speclint.config import Settings
from speclint.workspace.files.bounds import allowed_paths
from speclint.workspace.files.discovery import STDIN
from speclint.workspace.files.paths import read_source, shown
from speclint.workspace.projects import Projects
from speclint.workspace.store import Memory, Store, cache_folder
from speclint.workspace.verdicts import Verdict, remembered_verdict, verdict_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.base.source import SourceFile
    from speclint.workspace.judging import Judge
    from speclint.workspace.projects import Project


class Options(NamedTuple):
    """What the user requests of a run. None and empty: as in the configuration."""

    settings: Settings = Settings()
    type: str | None = None
    require_type: bool = False
    config_file: str | None = None
    only_across: bool = False
    """Whether only the rules between documents run, on the whole project of the working directory."""
    staged: bool = False
    """With `only_across`: take the files from git's index, as the next commit will have them."""
    since: str | None = None
    """Look only at documents that changed since this commit."""
    changed_sections: bool = False
    """Of these, only at the sections that the change touched."""
    ignore_baseline: bool = False
    coverage: bool = False
    """Whether to find out which rules had something to judge. For that, remembered documents are read again."""
    use_cache: bool = True
    allowed: tuple[str, ...] = ()
    """Folders outside of the project, relative to the working directory, that `--allow-path` names. The environment may name more."""


class Resources:
    """What a run from a working directory reads with, and remembers."""

    remembered = 0
    """How many documents stay parsed, for another request of the same one."""

    def __init__(self, cwd: str, environ: Mapping[str, str], options: Options = Options()) -> None:  # noqa: B008 - immutable
        self.cwd = cwd
        self.options = options
        self.store = Store(cache_folder(environ) if options.use_cache else None, cwd)
        self._memory = Memory(self.store)
        self.allowed = allowed_paths(options.allowed, environ, cwd)
        self.projects = Projects(cwd, self.store, self._memory, options.config_file, self.allowed)
        self._judge: Judge | None = None
        self._verdicts: dict[str, object] = {}
        self.learned: dict[str, object] = {}
        """More facts for the cache."""
        self.overlay: Mapping[str, SourceFile] = {}
        """Texts that take the place of files, by absolute path: what an editor has open."""
        self.settings = repr((options.settings, options.type, options.require_type))
        """What the user requests, as a part of the names of what is remembered."""

    def project(self) -> Project:
        """The project of the working directory."""
        return self.projects.of(os.path.join(self.cwd, STDIN))

    def read(self, path: str) -> SourceFile:
        """The text of a file, or what stands for it. Raises OSError, and SourceError for a file that is not text."""
        return self.overlay.get(path) or read_source(path, self.shown(path))

    def shown(self, path: str) -> str:
        """How an absolute path is shown."""
        return shown(path, self.cwd)

    def fact(self, key: str) -> Any:
        """What the cache knows under a key; None for nothing."""
        return self._memory.get(key)

    def keep(self) -> None:
        """Put what was learned into the cache."""
        learned = {**self.projects.learned(), **self._verdicts, **self.learned}
        if self._judge is not None:
            learned.update(self._judge.learned())
        if learned:
            self._memory.learn(learned)

    @property
    def judge(self) -> Judge:
        """What judges documents. Loading it loads the parser and the checks."""
        if self._judge is None:
            from speclint.workspace.judging import Judge  # a run whose verdicts are all remembered needs none

            options = self.options
            self._judge = Judge(self._memory, options.settings, options.type, require_type=options.require_type)
            self._judge.remembered = self.remembered
        return self._judge

    def verdict(self, source: SourceFile, path: str, project: Project) -> Verdict:
        """The verdict on a text: a remembered one if nothing that it depends on has changed."""
        key = verdict_key(source, path, project, self.settings)
        known = remembered_verdict(self._memory.get(key)) if key is not None else None
        if known is not None:
            return known
        verdict = self.judge.judge(source, path, project)
        if key is not None:
            self._verdicts[key] = encode(verdict)
        return verdict
