# SPDX-License-Identifier: MIT
"""Whatever the gate lets pass, no reader of the report calls the run failed; whatever closes it does."""
import reports

GATES = {
    "--max-down 2": 0, "--max-down 40%": 0, "--max-down 1": 1, "--max-down 39%": 1,
    "--fail-on never": 0, "--fail-on flaky": 0, "--fail-on degraded": 1,
    "--max-down 2 --gate p95<1ms": 1, "--max-down 2 --gate down<3": 0,
}
HARM = {"--fail-on degraded": {"slow"}, "--max-down 2 --gate p95<1ms": {"p95<1ms"}}


def read(run):
    """{name: (kind, message)} as junitparser reads it"""
    junitparser = reports.need("junitparser")
    found = {}
    for suite in junitparser.JUnitXml.fromfile(str(run.folder / "report.xml")):
        for case in suite:
            results = case.result or [None]
            found[case.name.split(" (")[0]] = (type(results[0]).__name__, getattr(results[0], "message", None))
    return found


def failing(found):
    return {name for name, (kind, _) in found.items() if kind in ("Failure", "Error")}


def call(run, *arguments):
    run.finish(run.start(["check", "headgate.yml", "-o", "junit=report.xml", *arguments]))
    return read(run)


def act(run):
    for gate, status in GATES.items():
        found = call(run, *gate.split(" ", 3))
        assert run.status == status, (gate, run.status)
        expected = HARM.get(gate, {"gone", "nobody"} if status else set())
        assert failing(found) == expected, (gate, found)
    found = call(run, "--max-down", "2")
    assert found["gone"] == ("Skipped", "down, tolerated by max_down 2: expected status 200-299, got 503"), found
    assert found["nobody"][1].startswith("down, tolerated by max_down 2: connection refused"), found
    found = call(run, "--fail-on", "never")
    assert found["gone"][1].startswith("down, tolerated: fail_on does not include down: expected"), found
    assert "refuses HEAD (GET " in run.read("report.xml")
    # The old form, for the configuration's file and for one on the command line.
    text = run.read("headgate.yml")
    run.write("headgate.yml", text + "reports: {junit: {tolerated: failure}}\n")
    assert failing(call(run, "--max-down", "2")) == {"gone", "nobody"} and run.status == 0
    run.write("headgate.yml", text + "reports: {junit: {file: other.xml, tolerated: failure}}\n")
    run.finish(run.start(["check", "--max-down", "2"]))
    assert '<failure message="expected status 200-299, got 503"' in run.read("other.xml")
    run.write("headgate.yml", text + "gate:\n  conditions:\n    - p95 < 1ms\n")
    call(run)
    assert '<testcase classname="headgate.gate" name="p95 &lt; 1ms" time="0.000" file="headgate.yml" line="10">' \
        in run.read("report.xml"), run.read("report.xml")
