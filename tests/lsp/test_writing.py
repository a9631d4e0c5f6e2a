"""Completion, code actions and renaming."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from .editor import capabilities, editor, shown
from .project import FIRST, RULES, SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from .editor import Editor
    from .project import Notes

pytestmark = pytest.mark.asyncio

BEGUN = """\
# NOTE-003 Third

**Status**: Draft

## Purpose

It says what is needed, see here.

<!-- here is nothing -->

```text
here neither
```
"""


async def _complete(ide: Editor, uri: str, trigger: str = "") -> dict[str, types.CompletionItem]:
    """The items at the mark `¦`, which is taken out first."""
    text = ide.texts[uri]
    place = ide.position(uri, text.index("¦"))
    ide.type(uri, "¦", "")
    kind = types.CompletionTriggerKind.TriggerCharacter if trigger else types.CompletionTriggerKind.Invoked
    found = await ide.client.text_document_completion_async(
        types.CompletionParams(
            types.TextDocumentIdentifier(uri), place, types.CompletionContext(kind, trigger_character=trigger or None)
        )
    )
    assert isinstance(found, (list, tuple))
    ordered = sorted(found, key=lambda each: each.sort_text or each.label)
    return {each.label: each for each in ordered}


def _edit(item: types.CompletionItem) -> str:
    assert isinstance(item.text_edit, types.TextEdit)
    place = item.text_edit.range
    return f"{place.start.line}:{place.start.character}-{place.end.character} {item.text_edit.new_text}"


@pytest.mark.parametrize(
    ("old", "new", "trigger", "labels"),
    [
        ("see here.\n", "see here.\n\n##¦\n", "#", ["## Limits", "## History"]),
        ("see here.\n", "see here.\n\n## Li¦\n", "", ["## Limits", "## History"]),
        ("see here.\n", "see here.\n\n###¦\n", "#", []),
        ("see here.", "see [¦.", "[", ["NOTE-001", "NOTE-002", "NOTE-001 (link)", "NOTE-002 (link)"]),
        ("see here.", "see [it](¦", "(", ["note-001-first.md", "note-002-second.md"]),
        ("**Status**: Draft", "**Status**: ¦", " ", ["Draft", "Approved"]),
        ("**Status**: Draft", "Status: ¦", " ", ["Draft", "Approved"]),
        ("**Status**: Draft\n", "**Status**: Draft\n**¦\n", "*", ["Owner"]),
        ("see here.", "see ¦", " ", []),
        ("here is nothing", "[¦", "[", []),
        ("here neither", "[¦", "[", []),
        ("here neither", "##¦", "#", []),
        ("see here.\n", "see here.\n\n## Limits\n\n|¦\n", "|", ["| Limit | Kind |", "Limit", "Kind"]),
        (
            "see here.\n",
            "see here.\n\n## Limits\n\n| Limit | Kind |\n|---|---|\n| 漢🚀 | ¦ |\n",
            "|",
            ["soft", "hard"],
        ),
    ],
)
async def test_what_is_offered(notes: Notes, cache: Path, old: str, new: str, trigger: str, labels: list[str]) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.folder / "notes" / "note-003-third.md", BEGUN)
        ide.type(uri, old, new)
        assert list(await _complete(ide, uri, trigger)) == labels


async def test_heading_brings_its_template(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.folder / "notes" / "note-003-third.md", BEGUN)
        ide.type(uri, "see here.\n", "see here.\n\n## Li¦\n")
        item = (await _complete(ide, uri))["## Limits"]
        assert item.detail == "required section"
        assert item.filter_text == "## Limits"
        assert _edit(item) == (
            "8:0-5 ## Limits\n\n"
            "| Limit          | Kind                  |\n"
            "|----------------|-----------------------|\n"
            "| ${1:[Insert Limit]} | ${2:[Insert soft or hard]} |"
        )


async def test_reference_is_closed(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.folder / "notes" / "note-003-third.md", BEGUN)
        ide.type(uri, "It says what", "漢🚀 [NO¦] what")
        items = await _complete(ide, uri)
        assert _edit(items["NOTE-001"]) == "6:5-7 NOTE-001"
        assert _edit(items["NOTE-002 (link)"]) == "6:5-8 NOTE-002](note-002-second.md)"


async def test_front_matter_is_completed(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.folder / "notes" / "note-003-third.md", f"---\nowner: Ann\n¦\n---\n\n{BEGUN}")
        assert list(await _complete(ide, uri)) == ["status"]
        ide.type(uri, "owner: Ann\n", "owner: Ann\nstatus: ¦")
        assert list(await _complete(ide, uri, ":")) == ["Draft", "Approved"]


# -- actions


async def test_misspelt_heading_is_mended(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first, FIRST.replace("## Purpose", "## Purposs"))
        fix = next(each for each in await ide.actions(uri, "## Purposs") if each.is_preferred)
        assert fix.kind == types.CodeActionKind.QuickFix
        assert [each.code for each in fix.diagnostics or ()] == ["missing-section"]
        assert ide.applied(fix.edit)[uri] == FIRST


async def test_all_that_is_safe_is_mended_at_once(notes: Notes, cache: Path) -> None:
    text = FIRST.replace("## Purpose", "## Purposs").partition("## Limits")[0]
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first, text)
        (action,) = await ide.actions(uri, "First", "source.fixAll")
        assert action.kind == "source.fixAll.speclint"
        mended = ide.applied(action.edit)[uri]
        assert "## Purpose\n" in mended
        assert "## Limits\n" not in mended  # its text is for the author to write
        ide.replace(uri, mended)
        rules = {each.rpartition(" ")[2] for each in await ide.diagnostics(uri)}
        assert rules == {"missing-section"}
        (preferred,) = [each for each in await ide.actions(uri, "# NOTE-001") if each.is_preferred]
        assert "## Limits\n" in ide.applied(preferred.edit)[uri]


async def test_unsafe_fix_says_so_and_renames_the_file(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        path = notes.write("notes/note-004-Fourth One.md", SECOND.replace("NOTE-002", "NOTE-004"))
        uri = ide.open(path)
        assert "bad-file-name" in " ".join(await ide.diagnostics(uri))
        fix = next(each for each in await ide.actions(uri, "# NOTE-004") if "unsafe" in each.title)
        assert fix.edit is not None
        (rename,) = fix.edit.document_changes or ()
        assert isinstance(rename, types.RenameFile)
        assert rename.old_uri == uri
        assert rename.new_uri.endswith("/notes/note-004-fourth-one.md")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("", "", "medium"),  # a row of a table
        ("## Purpose", "## Aim", "# NOTE-001"),  # the title
        ("It says what 漢字 the 🚀 others need, see [NOTE-002].", "Nothing.", "## Purpose"),  # a heading
        ("**Status**: Draft", "**Status**: Maybe", "Maybe"),  # a line
        ("need, see [NOTE-002].", "need.\nSee [NOTE-009] as well.", "NOTE-009"),  # in the middle of a paragraph
    ],
)
async def test_finding_is_silenced_where_it_stands(notes: Notes, cache: Path, old: str, new: str, where: str) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first, FIRST.replace(old, new) if old else FIRST)
        before = [each.rpartition(" ")[2] for each in await ide.diagnostics(uri)]
        action = next(each for each in await ide.actions(uri, where) if each.title.startswith("Suppress"))
        rule = action.title.split("'")[1]
        text = ide.applied(action.edit)[uri]
        assert f"{rule}: [Insert the reason] -->" in text
        ide.replace(uri, text)
        before.remove(rule)
        assert [each.rpartition(" ")[2] for each in await ide.diagnostics(uri)] == before


async def test_an_editor_that_takes_no_edit_later_is_offered_a_few_at_once(notes: Notes, cache: Path) -> None:
    # Each is tried out, which judges the document again: all of them would keep the editor waiting.
    can = capabilities()
    assert can.text_document is not None
    assert can.text_document.code_action is not None
    can.text_document.code_action.resolve_support = None
    text = FIRST + "".join(f"\nSee [NOTE-0{number}].\n" for number in range(50, 80))
    async with editor(notes.folder, cache=cache, can=can) as ide:
        uri = ide.open(notes.first, text)
        assert len(await ide.diagnostics(uri)) > 20
        offered = [each for each in await ide.actions(uri, text) if each.title.startswith("Suppress")]
        assert len(offered) == 5
        assert all(each.edit for each in offered)


# -- renaming


async def test_id_is_renamed_wherever_it_is_written(notes: Notes, cache: Path) -> None:
    code = "\n\n```text\nNOTE-001\n```\n"
    async with editor(notes.folder, cache=cache) as ide:
        first = ide.open(notes.first)
        second = ide.open(notes.second, SECOND + code)
        of = types.TextDocumentIdentifier(second)
        place = ide.at(second, "NOTE-001", 3)
        prepared = await ide.client.text_document_prepare_rename_async(types.PrepareRenameParams(of, place))
        assert isinstance(prepared, types.PrepareRenamePlaceholder)
        assert prepared.placeholder == "NOTE-001"
        assert (prepared.range.start.character, prepared.range.end.character) == (16, 24)
        edit = await ide.client.text_document_rename_async(types.RenameParams(of, place, "NOTE-042"))
        assert edit is not None
        texts = ide.applied(edit)
        assert texts[first] == FIRST.replace("NOTE-001", "NOTE-042")
        assert texts[second] == (
            SECOND.replace("NOTE-001", "NOTE-042").replace("note-001-first", "note-042-first") + code
        )
        (rename,) = [each for each in edit.document_changes or () if isinstance(each, types.RenameFile)]
        assert rename.new_uri.endswith("/note-042-first.md")


async def test_client_that_cannot_rename_files_keeps_them(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache, can=capabilities(bare=True)) as ide:
        first = ide.open(notes.first)
        params = types.RenameParams(types.TextDocumentIdentifier(first), ide.at(first, "NOTE-001", 1), "note-042")
        texts = ide.applied(await ide.client.text_document_rename_async(params))
        assert texts[notes.second.as_uri()] == SECOND.replace("NOTE-001", "NOTE-042")


@pytest.mark.parametrize(
    ("where", "name", "why"),
    [
        ("NOTE-001", "NOTE-002", "Id NOTE-002 is already used by notes/note-002-second.md."),
        ("NOTE-001", "First", "'First' is not an id of type note. Use an id such as NOTE-001."),
        ("漢字", "NOTE-003", "No specification id at this position."),
    ],
)
async def test_renaming_says_why_not(notes: Notes, cache: Path, where: str, name: str, why: str) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        params = types.RenameParams(types.TextDocumentIdentifier(uri), ide.at(uri, where, 1), name)
        with pytest.raises(JsonRpcException) as error:
            await ide.client.text_document_rename_async(params)
        assert error.value.message == why


async def test_edits_know_the_text_they_are_for(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        ide.type(uri, "medium", "large")
        found = await ide.sent(uri)
        assert shown(found) == ["12:14-12:19 bad-cell"]
        (action,) = await ide.actions(uri, "large")
        assert "| large <!-- speclint-disable-line bad-cell: [Insert the reason] --> |" in ide.applied(action.edit)[uri]


async def test_file_whose_name_has_other_words_than_its_id_is_found_and_renamed(notes: Notes, cache: Path) -> None:
    notes.write("rules/note.yaml", RULES.replace('"note-{number:3}-{slug}"', '"{number:4}-{slug}"'))
    first = notes.first.rename(notes.first.with_name("0001-first.md"))
    notes.second.unlink()
    second = notes.write("notes/0002-second.md", SECOND.replace("note-001-first", "0001-first"))
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(second)
        assert await ide.diagnostics(uri) == []
        of = types.TextDocumentIdentifier(uri)
        place = ide.at(uri, "NOTE-001", 3)
        found = await ide.client.text_document_definition_async(types.DefinitionParams(of, place))
        assert isinstance(found, list)
        assert [each.uri for each in found if isinstance(each, types.Location)] == [first.as_uri()]
        edit = await ide.client.text_document_rename_async(types.RenameParams(of, place, "NOTE-042"))
        assert edit is not None
        (rename,) = [each for each in edit.document_changes or () if isinstance(each, types.RenameFile)]
        assert rename.new_uri.endswith("/0042-first.md")
        assert ide.applied(edit)[uri] == SECOND.replace("NOTE-001", "NOTE-042").replace("note-001-first", "0042-first")
