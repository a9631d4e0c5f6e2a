"""The guide's example, and other ways to write it that are as good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lint = Callable[..., list[tuple[int, int, str, str, str]]]

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "specs" / "component" / "cmp-001-export-service.md"


def test_the_example_has_no_findings(linter: Lint) -> None:
    found = linter(EXAMPLE.read_bytes(), EXAMPLE.name)
    assert not found, "\n".join(map(str, found))


def test_the_common_failures_say_what_to_do(linter: Lint) -> None:
    path = ROOT / "rules" / "examples" / "component" / "cmp-101-common-failures.md"
    messages = " ".join(item[4] for item in linter(path.read_bytes(), path.name))
    for words in (
        "Missing Interfaces section",
        "Configuration incomplete",
        "No Monitoring section",
        "Deployment steps unclear",
    ):
        assert words in messages


TEXT = EXAMPLE.read_text("utf-8")
CONFIGURATION_FILE = TEXT[TEXT.index("### Configuration File") : TEXT.index("\n### Runtime Requirements")]
OTHER_WAYS = {
    "more sections": [
        ("## Purpose", "## Overview\n\nWhat follows.\n\n## Purpose"),
        ("## Dependencies\n", "## Security\n\nAll calls use mTLS.\n\n## Dependencies\n"),
    ],
    "alerts under headings": [
        ("**Export Job Backlog Growing**", "#### Export Job Backlog Growing"),
        ("**Export Failures Increasing**", "#### Export Failures Increasing"),
        ("**Service Unhealthy**", "#### Service Unhealthy"),
    ],
    "alerts in groups": [("**Export Job Backlog Growing**", "**Critical Alerts**\n\n**Export Job Backlog Growing**")],
    "events under headings": [
        ("**export.started**", "#### export.started"),
        ("**export.completed**", "#### `export.completed`"),
        ("**export.failed**", "#### export.failed"),
    ],
    "probes under headings": [
        ("**Liveness Probe**: GET /health", "#### Liveness Probe\n\nGET /health\n"),
        ("**Readiness Probe**: GET /ready", "#### Readiness Probe\n\nGET /ready\n"),
    ],
    "probes under bold lines": [
        ("**Liveness Probe**: GET /health", "**Liveness**\n\nGET /health\n"),
        ("**Readiness Probe**: GET /ready", "**Readiness**\n\nGET /ready\n"),
    ],
    "headings with marks": [
        ("## Purpose", "## **Purpose**"),
        ("### Metrics", "### [Metrics](https://example.com)"),
        ("## Monitoring", "## 📈 7. Monitoring:"),
    ],
    "subsections in another order": [
        ("### Input Data", "### Data Produced\n\n- Files\n\n### Input Data"),
        ("### Output Data", "#### Volumes"),
    ],
    "code in endpoint headings": [
        ("#### POST /exports", "#### 1. `POST` `/exports`: create"),
        ("#### GET /", "#### Status: GET /"),
    ],
    "configuration by environment": [
        (CONFIGURATION_FILE, "### Configuration File\n\nEverything is configured through the environment.\n")
    ],
    "configuration in German": [
        (CONFIGURATION_FILE, "### Configuration File\n\nAlle Einstellungen kommen aus Umgebungsvariablen.\n")
    ],
    "steps in bold": [
        ("1. **Build**: `docker", "**1. Build**\n\nBy the pipeline: `docker"),
        ("2. **Push**: `docker", "\n**2. Push**\n\nBy the pipeline: `docker"),
        ("3. **Update**: `", "\n**Phase 3 - Canary**\n\nOne pod first: `"),
        ("4. **Verify**: `", "\n**Verify**\n\nOn the dashboard: `"),
    ],
    "steps under headings": [
        ("1. **Build**: `docker", "#### Step 1: Build\n\nBy the pipeline: `docker"),
        ("2. **Push**: `docker", "\n#### 2. Push\n\nBy the pipeline: `docker"),
        ("3. **Update**: `", "\n#### Deploy to production\n\nAll pods: `"),
        ("4. **Verify**: `", "\n#### Stage Two\n\nAll regions: `"),
    ],
    "metadata in a section": [("**Type**: Micro", "## Component Overview\n\n**Type**: Micro")],
    "metadata under the guide's heading": [("**Type**: Micro", "## Title & Metadata\n\n**Type**: Micro")],
    "indicators and objectives": [("| Objective | Target |", "| Indicator | SLO |")],
    "objective and goal": [("| Objective | Target |", "| Measure | Goal |")],
    "objective before indicator": [
        ("| Objective | Target |\n|-----------|", "| SLO | SLI | Objective |\n|-----------|---|"),
        ("| Availability |", "| A1 | Availability |"),
        ("| Error Rate |", "| A2 | Error Rate |"),
        ("| p95 Latency (status query) |", "| A3 | p95 Latency |"),
        ("| Export Completion |", "| A4 | Export Completion |"),
    ],
    "groups and remarks among the alerts": [
        ("**Export Job Backlog Growing**", "**🔴 Critical (P1)**\n\n**Export Job Backlog Growing**"),
        ("**Service Unhealthy**", "**Infrastructure alerts**\n\n**Service Unhealthy**"),
        ("### Logging", "**N/A**\n\nNothing else wakes anybody.\n\n**Note**: See above.\n\n### Logging"),
    ],
    "endpoints described in a sentence": [
        ("**Purpose**: Create a new export job\n", "Creates a new export job.\n\n"),
        ("**Purpose**: Get export job status\n", "> Gives the state of a job: queued, done or failed.\n\n"),
    ],
    "two files": [
        ("### Runtime Requirements", "For production:\n\n```yaml\nserver: {port: 80}\n```\n\n### Runtime Requirements")
    ],
}


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_other_ways_to_write_the_example_are_as_good(linter: Lint, way: str) -> None:
    text = EXAMPLE.read_text("utf-8")
    for old, new in OTHER_WAYS[way]:
        assert old in text
        text = text.replace(old, new, 1)
    found = linter(text)
    assert not found, "\n".join(map(str, found))
