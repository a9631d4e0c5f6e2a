"""The files of a folder as an editor shows them, judged as the command line does, again and again.

Owns: open texts in the place of files, and what is remembered between two keystrokes.
Never: caches anything about a text that was never saved.

One instance sees one state of configuration and rule files. When one of them changes, a new one is made.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.source import SourceError
from speclint.workspace.baselines import baseline_path
from speclint.workspace.files.discovery import STDIN, SUFFIXES, Target, discover
from speclint.workspace.files.paths import below, top_of_work_tree
from speclint.workspace.files.stamps import Stamps, is_young, status
from speclint.workspace.run import Workspace
from speclint.workspace.watching import ignored, is_passing
from speclint.workspace.watching import tree as gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from speclint.base.source import SourceFile
    from speclint.binding import Binding
    from speclint.markdown import Document
    from speclint.workspace.across import ProjectView
    from speclint.workspace.collecting import Outcome
    from speclint.workspace.files.trees import Tree
    from speclint.workspace.projects import Project
    from speclint.workspace.run import Options
    from speclint.workspace.verdicts import Verdict

_IGNORE = ".gitignore"
_MOST_LEARNED = 5_000
"""Facts on code blocks and front matter of texts under work. Each keystroke inside one gives a new one."""


class EditedWorkspace(Workspace):
    """The files of one folder, some of them open. `bounded`: whether `cwd` is a folder that the user opened."""

    remembered = 12
    remembers_between = False

    def __init__(self, cwd: str, environ: Mapping[str, str], options: Options, *, bounded: bool) -> None:
        super().__init__(cwd, environ, options)
        self._bounded = bounded
        self._open: dict[str, SourceFile] = {}
        self.overlay = self._open
        self._views: dict[int, ProjectView] = {}
        self._judged: dict[str, tuple[SourceFile, Project, Verdict]] = {}
        self._roots: set[str] = set()
        """The folders whose documents were requested."""

        self._stamps = Stamps(is_passing)
        self._read_places: dict[str, tuple[int, ...]] = {}

    # -- what is open

    def show(self, path: str, source: SourceFile) -> None:
        """Let a text take the place of a file. `path` is absolute."""
        before = self._open.get(path)
        if before is not None and self._judge is not None:
            self._judge.drop(before)
        self._open[path] = source

    def hide(self, path: str) -> None:
        """Take the file itself again."""
        if self._open.pop(path, None) is not None:
            self.look_again([path])

    def look_again(self, paths: Iterable[str]) -> None:
        """Something outside may have changed, created or removed these files, by absolute path."""
        changed = dict.fromkeys(paths)
        for number, view in list(self._views.items()):
            # A file that comes or goes changes what links may lead to, and the list of the project's files.
            if any(os.path.lexists(path) != (path in view.members) for path in changed):
                del self._views[number]
            else:
                view.update({path: self._open.get(path) for path in changed if path in view.members})

    def look_around(self) -> bool:
        """Look again at what has changed on disk since it was read, apart from what is open; whether anything has."""
        baselines = [baseline_path(project, self.cwd) for project in self.projects.all()]
        self._stamps.add(baselines)
        changed, moved = self._stamps.changes()
        changed -= self._open.keys() - moved
        hides = any(os.path.basename(path) == _IGNORE for path in changed)
        if hides or any(self._is_of_many(path) for path in moved):
            self._views.clear()
        if hides or moved:
            self._follow()
        for view in self._views.values():
            if moved:
                view.forget_names()
            view.update({path: self._open.get(path) for path in changed if path in view.members})
        return bool(changed or moved)

    def _is_of_many(self, path: str) -> bool:
        """Whether a path that came or went may stand for documents: as one, as a folder of them, or as what hides them."""
        name = os.path.basename(path)
        is_folder = self._stamps.has_folder(path) or os.path.isdir(path)
        return is_folder or name == _IGNORE or name.lower().endswith(SUFFIXES)

    def _follow(self) -> None:
        """Follow what the views, and those to come, are made of."""
        files = {baseline_path(project, self.cwd) for project in self.projects.all()}
        folders: set[str] = set()
        for root in self._roots:
            gather(root, files, folders, hidden=ignored(root))
            above = top_of_work_tree(root)
            while above is not None and below(root, above) is not None:  # what hides documents may be further up
                root = os.path.dirname(root)  # noqa: PLW2901 - from here on up
                files.add(os.path.join(root, _IGNORE))
        for view in self._views.values():
            files |= view.members
        self._stamps.follow(files, folders)

    def is_outdated(self) -> bool:
        """Whether a configuration or a rule file says something else than when it was read."""
        now = {path: status(path) for path in self.projects.places()}
        if now == self._read_places and not any(map(is_young, now.values())):
            return False
        if not self.projects.is_current():
            return True
        self._read_places = now
        return False

    # -- judging

    def target(self, path: str) -> Target:
        """A file to lint: with the rules between documents where the project can be distinguished from the rest of the disk."""
        return Target(path, self.shown(path), named=not self.has_project(path))

    def check_all(self) -> Outcome:
        """Lint all specifications of the folder, open ones and those that are not."""
        if self.cwd not in self._roots:
            self._roots.add(self.cwd)
            self._follow()
        targets = {target.path: target for target in discover([self.cwd], self.cwd)[0]}
        for path in self._open:
            if path not in targets and self.has_project(path) and path.lower().endswith(SUFFIXES):
                targets[path] = Target(path, self.shown(path), named=False)
        return self.check(list(targets.values()))

    def has_project(self, path: str) -> bool:
        """Whether there are other documents that one belongs to: a file of no folder and no project is alone."""
        if self.projects.of(path).root is not None:
            return True
        return self._bounded and below(path, self.cwd) is not None

    def project_of(self, path: str) -> Project:
        """The project of a file; "" for text without one."""
        return self.projects.of(path or os.path.join(self.cwd, STDIN))

    def source(self, path: str) -> SourceFile | None:
        """The text of a file as the editor shows it; None for what cannot be read."""
        try:
            return self.read(path)
        except (OSError, SourceError):
            return None

    def document(self, path: str) -> Document | None:
        """The parsed text of a file."""
        source = self.source(path)
        return None if source is None else self.judge.parse(source)[0]

    def binding(self, path: str) -> Binding | None:
        """A file bound to the rule set of its type; None for what has none, or is excluded."""
        source, project = self.source(path), self.projects.of(path)
        if source is None or project.failures or project.excluded(path) is not None:
            return None
        return self.judge.binding(source, path, project)

    def project_view(self, path: str) -> ProjectView | None:
        """All specifications of the project that a file is in; None where there is none."""
        project = self.projects.of(path)
        if project.failures or project.library.broken or not self.has_project(path):
            return None
        return self.view(project, {})

    # -- memory

    def verdict(self, source: SourceFile, path: str, project: Project) -> Verdict:
        """The verdict on a text, from memory if it is the one that was judged last."""
        known = self._judged.get(path)
        if known is not None and known[1] is project and known[0].text == source.text:
            return known[2]
        is_open = path in self._open or not path
        verdict = self.judge.judge(source, path, project) if is_open else super().verdict(source, path, project)
        self._judged[path] = (source, project, verdict)
        return verdict

    def view(self, project: Project, given: Mapping[str, SourceFile], tree: Tree | None = None) -> ProjectView:
        """All specifications of a project, kept from the last time and brought up to date."""
        known = self._views.get(id(project))
        if known is None:
            # Before anything is read: what changes meanwhile is noticed at the next look.
            self._roots.add(project.root or self.cwd)
            self._follow()
            self._views[id(project)] = known = super().view(project, {}, tree)
            self._stamps.add(known.members)
        now = {**given, **self._open}
        stale: dict[str, SourceFile | None] = {}
        for path, source in now.items():
            before = known.source(path)
            if path in known.members and (before is None or before.text != source.text):
                stale[path] = source
        known.update(stale)
        known.invite(given)
        return known

    def keep(self) -> None:
        """Put what was learned of saved files into the cache."""
        learned = {**self.projects.learned(), **self._verdicts, **self.learned}
        for memory in (self.projects.learned(), self._verdicts, self.learned):
            memory.clear()
        if learned:
            self._memory.learn(learned)
        if self._judge is not None:
            self._judge.forget(_MOST_LEARNED)

    def fact(self, key: str) -> Any:
        """What the cache knows under a key."""
        return self.learned.get(key) or super().fact(key)
