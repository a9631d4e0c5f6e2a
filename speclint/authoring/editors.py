"""The editors that speclint can be set up in.

Owns: their names, and which files each takes, and where they go.
Never: holds the texts, which are in `speclint/authoring/setups`, or writes them.
"""

from __future__ import annotations

from speclint.base.values import NamedTuple

CONFIG_SCHEMA = ".speclint.schema.json"
"""The JSON Schema of `.speclint.yaml`, next to it."""
RULES_SCHEMA = "speclint.schema.json"
"""The JSON Schema of rule files, next to them."""


class EditorFile(NamedTuple):
    """A file of `speclint/authoring/setups`, and where an editor looks for it: in the project, or ("~/...") in the user's home.

    `alike`: an ending; where the project has a file with it, that one is the editor's.
    """

    source: str
    path: str
    alike: str = ""


EDITORS: dict[str, tuple[EditorFile, ...]] = {
    "vscode": (
        EditorFile("vscode-tasks.json", ".vscode/tasks.json"),
        EditorFile("vscode-settings.json", ".vscode/settings.json"),
        EditorFile("vscode-extensions.json", ".vscode/extensions.json"),
    ),
    "neovim": (EditorFile("neovim.lua", "~/.config/nvim/plugin/speclint.lua"),),
    "nvim-lint": (EditorFile("nvim-lint.lua", "~/.config/nvim/after/plugin/speclint.lua"),),
    "vim": (EditorFile("vim.vim", "~/.vim/compiler/speclint.vim"),),
    "emacs": (EditorFile("emacs.el", "~/.emacs.d/speclint.el"),),
    "helix": (EditorFile("helix.toml", ".helix/languages.toml"),),
    "zed": (EditorFile("zed-tasks.json", ".zed/tasks.json"),),
    "sublime": (EditorFile("sublime.json", "specifications.sublime-project", ".sublime-project"),),
}


def in_home(file: EditorFile) -> bool:
    """Whether a file belongs to the user and not to a project."""
    return file.path.startswith("~/")


def vscode_settings(text: str, folders: tuple[str, ...]) -> str:
    """The settings of VS Code with the rule folders of a project, relative to it, in the place of `rules`."""
    line = next(line for line in text.splitlines(keepends=True) if RULES_SCHEMA in line and "./rules/" in line)
    made = ",\n".join(line.rstrip("\n").replace("rules/", f"{folder}/") for folder in folders)
    if made:
        return text.replace(line, made + "\n")
    return text.replace(",\n" + line, "\n")
