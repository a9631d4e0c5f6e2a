"""The page as a parser reads it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING

from .conftest import IMAGE, SCRIPT

if TYPE_CHECKING:
    from .conftest import Project


def test_no_element_comes_from_what_documents_say(harmless: Project, hostile: Project) -> None:
    plain, page = harmless.page(), hostile.page()
    assert page.shape == plain.shape
    # What was planted is shown as text: in the path, in the title, and in a message.
    assert IMAGE in page.text
    assert SCRIPT in page.text
    assert [tag for tag, _ in page.elements].count("script") == 1


def test_attributes_hold_nothing_of_what_documents_say(harmless: Project, hostile: Project) -> None:
    plain, page = harmless.page(), hostile.page()
    assert [attributes for _, attributes in page.elements] == [attributes for _, attributes in plain.elements]


def test_nothing_is_loaded_and_nothing_leads_away(hostile: Project) -> None:
    page = hostile.page()
    names = {name for _, attributes in page.elements for name in attributes}
    assert not names & {"src", "href", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href"}
    assert not [name for name in names if name.startswith("on")]
    assert not {tag for tag, _ in page.elements} & {"link", "iframe", "object", "embed", "img", "base", "a"}
    assert "url(" not in page.raw["style"]
    assert "@import" not in page.raw["style"]
    assert not re.search(r"https?:|//[a-z]", page.raw["script"])


def test_the_policy_allows_the_one_script_and_no_other_source(hostile: Project) -> None:
    page = hostile.page()
    [policy] = [
        attributes["content"]
        for _, attributes in page.elements
        if attributes.get("http-equiv", "").lower() == "content-security-policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    digest = base64.b64encode(hashlib.sha256(page.raw["script"].encode()).digest()).decode()
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'sha256-{digest}'"
    assert "base-uri" in rules
    # The policy must come before anything that it is about.
    tags = [tag for tag, _ in page.elements]
    assert tags.index("meta") < tags.index("style")
    policies = [index for index, (_, attributes) in enumerate(page.elements) if "http-equiv" in attributes]
    assert policies[0] < tags.index("script")


def test_all_is_there_without_scripts(hostile: Project) -> None:
    page = hostile.page()
    found = json.loads(hostile.run("check", "-q", "--output-format", "json").stdout)["diagnostics"]
    rules = {each["rule"] for each in found}
    assert {"bad-field-value", "dangling-reference", "missing-section", "unexpected-section"} <= rules
    for each in found:
        assert each["path"] in page.text
        assert each["rule"] in page.text
        assert each["message"] in page.text
    for path in hostile.paths:
        assert path in page.text
    assert "NT-001 refers to NT-002" in page.text
    assert "NT-002 refers to NT-001" in page.text
    assert "NT-099" in page.text
    # Only the filter, which needs the script, is hidden until it runs.
    hidden = [index for index, (_, attributes) in enumerate(page.elements) if "hidden" in attributes]
    assert [page.elements[index + 2][0] for index in hidden] == ["input"]


def test_what_the_baseline_knows_is_shown_too(harmless: Project) -> None:
    try:
        assert harmless.run("baseline").returncode == 0
        assert harmless.run("check", "-q").stdout == b""
        text = harmless.page().text
    finally:
        (harmless.folder / ".speclint-baseline").unlink()
    found = json.loads(harmless.run("check", "-q", "--output-format", "json").stdout)["diagnostics"]
    assert found
    assert all(each["message"] in text for each in found)


def test_only_the_named_files_are_on_the_page(harmless: Project) -> None:
    done = harmless.run("report", "-o", "-", "README.md", harmless.paths[1])
    [table] = re.findall(r'<table id="specs">.*?</table>', done.stdout.decode(), re.DOTALL)
    assert done.returncode == 0
    assert [path in table for path in harmless.paths] == [False, True]
    assert "README.md" not in table
