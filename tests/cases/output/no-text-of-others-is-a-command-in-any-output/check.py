# SPDX-License-Identifier: MIT

import csv
import email
import email.policy
import io
import json
import xml.etree.ElementTree as ElementTree

import agents

CHECKS = [[], ["-v"], ["-q"], ["-o", "json"], ["-o", "jsonl"], ["-o", "junit"], ["--color", "always"],
          *(["-o", name] for name in ("markdown", "codequality", "nagios", "prometheus", "tap", "ctrf")),
          ["-o", "text=text.txt", "-o", "json=report.json", "-o", "junit=report.xml", "-o", "csv=report.csv"]]
HISTORY = ["--history", "h.db"]
READS = [["list", "headgate.yml"], ["list", "headgate.yml", "-o", "json"],
         ["validate", "headgate.yml"], ["note", *HISTORY, "1", "::error::note ##[error]"],
         ["history", "headgate.yml"], ["history", "headgate.yml", "-o", "json"],
         *(["explain", name] for name in ("##[error]x", "::warning::name", "location", "json", "text")),
         *(["explain", *HISTORY, name] for name in ("loop", "type")),
         *(["report", "headgate.yml", "--since", "2h", "-o", name] for name in
           ("text", "markdown", "html", "page", "json", "eml"))]
MISTAKES = [["##[error]wrong.yml"], ["##vso[a.b]"], ["check", "::error::x"], ["--group", "##[x]", "headgate.yml"],
            ["explain", "##[unknown]"], ["-o", "##[x]", "headgate.yml"], ["--##[x]"],
            ["report", *HISTORY, "--since", "##vso[a.b]"], ["--config", "##[x].yml"],
            ["headgate.yml", "-o", "json=no-such-folder/##[x].json"]]


def start(run, arguments, statuses):
    run.finish(run.start(arguments))
    assert run.status in statuses, (arguments, run.status, run.stdout, run.stderr)
    found = agents.commands(run.stdout) + agents.commands(run.stderr)
    assert not found, (arguments, found)


def check_agents():
    """The readers find what they are to find."""
    assert len(agents.commands("a ##[error]x\n  ::set-output name=a::b\n##VSO[a.b]x\r::x::\n")) == 4
    assert agents.commands("#\u00AD#[x]")
    assert not agents.commands("# #[x] [::1] a ::error::x ##vso")


def check(run):
    check_agents()
    for arguments in CHECKS:
        start(run, ["headgate.yml", *arguments], [2] if "nagios" in arguments else [1])
    for name in ("text.txt", "report.json", "report.xml"):
        assert not agents.commands(run.read(name)), name
    for arguments in READS:
        start(run, arguments, [0])
        if arguments == ["explain", "json"]:  # sh puts the word together again
            assert "x #''#[agent] #''#vso[a.b]" in run.stdout, run.stdout
        if arguments[-1] == "eml":
            subject = email.message_from_string(run.stdout, policy=email.policy.default)["Subject"]
            assert subject.startswith("::error::run ##[error]: "), subject
    for arguments in MISTAKES:
        start(run, arguments, [1, 2, 3])
    check_readers_get_what_was_written(run)


def check_readers_get_what_was_written(run):
    names = [target["name"] for target in run.report()["targets"]]
    assert names[:2] == ["##[error]x", "::warning::name"], names
    assert "##[set-output name=deploy]" in run.report()["targets"][3]["reason"]
    cases = [case.get("name") for case in ElementTree.fromstring(run.read("report.xml")).iter("testcase")]
    assert all(any(case.startswith(f"{name} (") for case in cases) for name in names), cases
    rows = list(csv.DictReader(io.StringIO(run.read("report.csv"))))
    assert rows[3]["reason"] == run.report()["targets"][3]["reason"]
    run.finish(run.start(["list", "headgate.yml", "-o", "json"]))
    assert [target["name"] for target in json.loads(run.stdout)["targets"]] == names
