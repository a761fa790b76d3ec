# SPDX-License-Identifier: MIT
"""Reads reports with the tools of others and compares what the formats say."""

import collections
import csv
import importlib
import io
import json
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from servers import Skip

PROJECT = Path(__file__).resolve().parents[2]
JENKINS_XSD = PROJECT.parent / "shared/reference/junit-xsd/jenkins-xunit-junit-10.xsd"
PASSING = {"up", "flaky", "degraded"}


def need(module):
    try:
        return importlib.import_module(module)
    except ImportError:
        raise Skip(f"python3-{module} is not installed") from None


def xmllint(xsd, path):
    run = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", xsd, path],
                         capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr


def schema(name):
    return need("jsonschema").Draft7Validator(
        json.loads((PROJECT / "reports" / name).read_text(encoding="utf-8")))


def problems_of(validator, item):
    return [f"{'/'.join(map(str, problem.absolute_path))}: {problem.message}"
            for problem in validator.iter_errors(item)]


def check_json(run, name="report.json"):
    """Valid, and counted right."""
    report = run.report(name)
    assert not (problems := problems_of(schema("headgate-report-1.schema.json"), report)), problems
    counts = collections.Counter(target["outcome"] for target in report["targets"])
    summary = report["summary"]
    assert summary["total"] == len(report["targets"])
    for outcome in ("up", "flaky", "degraded", "down", "unknown", "skipped"):
        assert summary[outcome] == counts[outcome], (outcome, summary, counts)
    causes = collections.Counter(target["cause"] for target in report["targets"]
                                 if target["cause"] != "none")
    assert summary["causes"] == causes, (summary["causes"], causes)
    return report


def check_jsonl(run, report, name="report.jsonl"):
    """The same objects, in the order of completion."""
    lines = [json.loads(line) for line in run.read(name).splitlines()]
    assert [line["type"] for line in lines] == \
        ["run"] + ["target"] * len(report["targets"]) + ["summary"]
    targets = {line["name"]: line for line in lines[1:-1]}
    for target in report["targets"]:
        line = dict(targets[target["name"]])
        del line["type"]
        assert line == target, (line, target)
    for key, count in report["summary"].items():
        assert lines[-1][key] == count, (key, lines[-1])


def check_csv(run, report, name="report.csv"):
    """RFC 4180, nothing that a spreadsheet would calculate, the same values."""
    content = (run.folder / name).read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n"), "a line does not end with CRLF"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
    assert len(rows) == len(report["targets"])
    for row, target in zip(rows, report["targets"]):
        for key in ("name", "outcome", "cause", "url", "http_status", "reason"):
            expected = "" if target[key] is None else str(target[key])
            guard = "'" if expected[:1] in "=+-@\t\r" and expected and \
                not isinstance(target[key], int) else ""
            assert row[key] == guard + expected, (key, row[key], expected)


def junit_outcome(target):
    """What the baseline knows is skipped, and what is worse than in it fails."""
    return {"known": "skipped", "slower": "down", "moved": "down",
            "certificate": "down"}.get(
        target["baseline"], target["outcome"])


def check_junit(run, report, name="report.xml"):
    """Valid, and read back by junitparser with the same counts."""
    path = run.folder / name
    xmllint(PROJECT / "reports/headgate-junit.xsd", path)
    read = need("junitparser").JUnitXml.fromfile(str(path))
    outcomes = collections.Counter(junit_outcome(target) for target in report["targets"])
    conditions = collections.Counter(condition["holds"]
                                     for condition in report["run"]["conditions"])
    assert read.tests == len(report["targets"]) + conditions.total(), read.tests
    cases = [case for suite in read for case in suite]
    tolerated = sum(", tolerated" in (result.message or "") for case in cases for result in case.result)
    assert read.failures + read.errors == outcomes["down"] + outcomes["unknown"] - tolerated + \
        conditions[False] + conditions[None], (read.failures, read.errors, outcomes)
    assert len(cases) == read.tests
    assert len({case.name for case in cases}) == len(cases), "two cases have one name"
    assert sum(suite.skipped for suite in read) == outcomes["skipped"] + tolerated
    passed = sum(case.is_passed for case in cases)
    assert passed == conditions[True] + sum(outcomes[outcome] for outcome in PASSING), \
        (passed, outcomes)


def check_jenkins(run, name="report.xml"):
    """Valid for Jenkins, but for where a target was declared, which its schema does not know."""
    if not JENKINS_XSD.exists():
        raise Skip("the schema of Jenkins is not here")
    tree = ElementTree.parse(run.folder / name)
    for case in tree.iter("testcase"):
        case.attrib.pop("file", None)
        case.attrib.pop("line", None)
    strict = run.folder / "strict.xml"
    tree.write(strict, encoding="utf-8", xml_declaration=True)
    xmllint(JENKINS_XSD, strict)


def check_text(run, report, name="report.txt"):
    """Every target and condition has its line, and the gate its word."""
    text = run.read(name)
    assert "\x1b" not in text
    for target in report["targets"]:
        assert target["name"] in text, target["name"]
    for condition in report["run"]["conditions"]:
        assert f" {condition['text']}: " in text, condition
    assert f"gate {report['run']['gate']}" in text, text


def check_all(run):
    report = check_json(run)
    check_jsonl(run, report)
    check_csv(run, report)
    check_junit(run, report)
    check_text(run, report)
    return report


def run_against_its_own_report(run):
    """A run that finds trouble, and another one with the first one's report as its baseline."""
    run.finish(run.start(["-o", "json=report.json", "headgate.yml"]))
    assert run.status == 1, run.stderr
    assert run.report()["targets"][0]["baseline"] is None
    run.finish(run.start(["--baseline", "report.json", "-o", "json=report.json", "headgate.yml"]))
