# SPDX-License-Identifier: MIT
"""The formats for pipelines, each read back: what closes the gate is a failure to the reader, and nothing else is."""
import itertools
import json
import re
import shutil
import subprocess

import readers
import reports

FORMATS = ("markdown", "github", "codequality", "tap", "ctrf", "prometheus", "nagios", "junit", "json")
COUNTER = itertools.count()
NAME = "gone @ann ##[error]x | #1 '= <b> `c` [l](u) 100%,a:b"


def call(run, *arguments, **variables):
    """Each run meets a service that fails once."""
    text = run.read("headgate.yml")
    run.write("headgate.yml", re.sub(r"(flap/1/[a-z-]*)\d*", lambda found: f"{found[1]}{next(COUNTER)}", text))
    run.environment |= variables
    run.finish(run.start(["check", "headgate.yml", "--order", "input", *arguments]))


def write_all(run, *arguments):
    call(run, *arguments, *(word for name in FORMATS for word in ("-o", f"{name}=report.{name}")))


def check_tap(run, failing):
    readers.need("prove")
    prove = subprocess.run(["prove", "-e", "cat", "report.tap"], cwd=run.folder, capture_output=True,
                           text=True, timeout=60, check=False)
    assert (prove.returncode != 0) == bool(failing), prove.stdout
    if failing:
        numbers = re.findall(r"^not ok (\d+) (?!.*# TODO)", run.read("report.tap"), re.M)
        found = re.search(r"Failed tests?: +([\d, ]+)", prove.stdout)
        assert found and found[1].split(", ") == numbers and len(numbers) == len(failing), prove.stdout


def check_prometheus(run):
    text = run.read("report.prometheus")
    readers.need("promtool")
    lint = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True,
                          timeout=60, check=False)
    assert lint.returncode == 0 and lint.stderr == "", lint.stderr
    series = [line.rsplit(" ", 1)[0] for line in text.splitlines() if line[0] != "#"]
    assert len(series) == len(set(series)) and text.endswith("\n"), text
    shutil.copy(run.folder / "report.prometheus", run.folder / "headgate.prom")
    seen = readers.scrape(run.folder)
    assert 'node_textfile_scrape_error 0' in seen, seen
    assert re.search(r'^probe_success\{.*target="fine".*\} 1$', seen, re.M), seen
    assert re.search(r'^probe_success\{.*target="gone @ann .*\} 0$', seen, re.M), seen
    assert re.search(r'^headgate_gate_open\{config="shop \| @ann"\} [01]$', seen, re.M), seen
    assert 'target="waived"' not in "".join(re.findall(r"^probe_success.*$", seen, re.M))


def check_github(run, failing):
    commands = readers.github(run.read("report.github"))
    titles = {command["title"].replace("# #[", "##[") for command in commands if command["kind"] == "error"}
    assert titles == failing, commands
    for command in commands:
        assert command["file"] == "headgate.yml" and 3 <= int(command["line"]) <= 11, command
    gone = next(command for command in commands if command["title"].startswith("gone"))
    assert gone["title"].replace("# #[", "##[") == f"{NAME} is down", gone


def check_codequality(run):
    findings = json.loads(run.read("report.codequality"))
    assert len({finding["fingerprint"] for finding in findings}) == len(findings)
    for finding in findings:
        assert finding["severity"] in ("info", "minor", "major", "critical", "blocker"), finding
        assert finding["location"]["path"] == "headgate.yml" and finding["location"]["lines"]["begin"] > 2
        assert finding["description"] and finding["check_name"].startswith("headgate/"), finding
    return {finding["fingerprint"]: finding["description"].split(":")[0] for finding in findings}


def check_ctrf(run, failing):
    report = json.loads(run.read("report.ctrf"))
    readers.check_ctrf(report)
    tests = report["results"]["tests"]
    assert {test["name"] for test in tests if test["status"] == "failed"} == failing, tests
    assert {test["name"] for test in tests if test.get("flaky")} == {"login"}, tests


def check_markdown(run):
    page = readers.markdown(run.read("report.markdown"))
    assert not re.search(r"<a |<b>|<code>|@ann|#1", page) and "#\u200b1" in page, page
    rows = re.findall(r"<tr>\s*<td>(\w+)</td>", page)
    assert sorted(rows[:2]) == ["down", "down"] and len(rows) == 7, page


def check_nagios(run, state):
    text, values = readers.nagios(run.read("report.nagios"))
    assert text[0].startswith(f"HEADGATE {state} - gate "), text
    assert values["down"] == "2" and values["up"] == "1" and values["time"].endswith("s"), values


def check_plugin(run):
    """On standard output it sets the exit status, also of what was not checked."""
    for status, arguments in ((1, ["--max-down", "2", "--gate", "flaky <= 1"]), (2, []), (2, ["--fail-on", "flaky"]),
                              (3, ["--max-down", "x"]), (3, ["--nonsense"]), (3, ["missing.yml"]),
                              (3, ["--history", "/dev/null/h.db"]), (0, ["--max-down", "2", "--tag", "ok"])):
        call(run, "-o", "nagios", *arguments)
        assert run.status == status, (arguments, run.status, run.stderr)
    for status, request in ((3, "-qo nagios"), (3, "-qonagios"), (3, "-o nagios=-"), (3, "--output nagios"),
                            (3, "--output=nagios=-"), (2, "-o nagios=report.nagios"), (2, "-o text"), (2, "-qo"),
                            (2, "-- -o nagios")):
        call(run, "--nonsense", *request.split())
        assert run.status == status, (request, run.status, run.stderr)
    call(run, "-o", "nagios=report.nagios", "--max-down", "2", "--gate", "flaky <= 1")
    assert run.status == 0, "in a file it sets none"
    call(run, "-o", "nagios", "--max-down", "2", "--gate", "flaky <= 1")
    text = run.read("headgate.yml")
    for perfdata, count in (("all", 10 + 5), ("none", 0), ("summary", 10)):
        run.write("headgate.yml", text + f"reports: {{nagios: {{perfdata: {perfdata}}}}}\n")
        call(run, "-o", "nagios")
        assert len(readers.nagios(run.stdout)[1]) == count, (perfdata, run.stdout)
    fault = re.search(r"(http://[\d.:]+)/ok", text)[1]
    run.write("headgate.yml", "reports: {nagios: {perfdata: all}}\ntargets:\n" + "".join(
        f"  - {{name: {name}, url: '{fault}/ok/{name}'}}\n" for name in ("up", "time", "p95", "up-2")))
    call(run, "-o", "nagios")
    assert {"target up", "target time", "target p95", "up-2"} < set(readers.nagios(run.stdout)[1]), run.stdout
    run.write("headgate.yml", text)


def check_summary(run):
    """GitHub's job summary is appended to, and annotations stand beside the text."""
    summary = run.write("summary.md", "before\n")
    call(run, "-o", "github", GITHUB_STEP_SUMMARY=str(summary), GITHUB_ACTIONS="true")
    assert "\n::error file=headgate.yml," in run.stdout and "gate closed" in run.stdout, run.stdout
    assert run.read("summary.md").startswith("before\n### shop \\| @&#8203;ann: gate closed\n"), run.read("summary.md")
    assert "-o github" not in run.stderr, run.stderr
    summary.write_text("x" * 999_999, encoding="utf-8")
    call(run, "-o", "github")
    assert summary.stat().st_size == 999_999 and "summary of the job is full" in run.stderr, run.stderr
    call(run, "-o", "github", GITHUB_STEP_SUMMARY=str(run.folder))
    assert run.status == 3 and "can't be written" in run.stderr, run.stderr
    call(run)
    assert "headgate: -o github marks the lines" in run.stderr, run.stderr
    del run.environment["GITHUB_STEP_SUMMARY"], run.environment["GITHUB_ACTIONS"]
    folder = run.folder / "sub"
    folder.mkdir()
    call(run, "-o", "github=report.github", GITHUB_WORKSPACE=str(run.folder.parent))
    assert {command["file"] for command in readers.github(run.read("report.github"))} == {"run/headgate.yml"}
    del run.environment["GITHUB_WORKSPACE"]


def act(run):
    reports.need("yaml")
    closing = {f"{NAME} is down", "lost is down"}
    write_all(run, "--gate", "p95 < 1h")
    assert run.status == 1, run.stderr
    check_tap(run, {NAME, "lost"})
    check_prometheus(run)
    check_github(run, closing)
    first = check_codequality(run)
    check_ctrf(run, {NAME, "lost"})
    check_markdown(run)
    check_nagios(run, "CRITICAL")
    write_all(run, "--gate", "p95 < 1h", "--max-down", "2")
    assert run.status == 0, run.stderr
    check_tap(run, set())
    check_github(run, set())
    assert check_codequality(run).keys() == first.keys(), "a fingerprint changed with the gate"
    check_ctrf(run, set())
    check_markdown(run)
    check_nagios(run, "WARNING")
    check_plugin(run)
    check_summary(run)
    call(run)
