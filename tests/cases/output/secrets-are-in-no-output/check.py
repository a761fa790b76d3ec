# SPDX-License-Identifier: MIT
"""Every place where a value could come back, in every output."""

import base64
import json
import urllib.parse

from secret_forms import find_in_bytes, find_in_folder, find_in_mail

INPUTS = ("headgate.yml", "token.txt", "wrong.yml")
OF_A_RUN = ("json", "jsonl", "csv", "junit", "markdown", "github", "codequality", "nagios", "prometheus", "tap", "ctrf")
FORMATS = ("text", "markdown", "html", "page", "csv", "json", "eml")


def values(run):
    environment = run.environment
    return [environment["API_KEY"], environment["API_KEY2"], "pass/wörd!", environment["BODY_TOKEN"],
            environment["AGENT_VALUE"], environment["SESSION"], environment["PLACE"], "token/from+file",
            environment["HIDDEN_HOST"]]


def prepare(run):
    key = run.environment["API_KEY"]
    encoded = urllib.parse.quote(key, safe="")
    text = run.read("headgate.yml")
    for name, value in (("ENCODED", encoded), ("TWICE", urllib.parse.quote(encoded, safe="")),
                        ("BASE64", urllib.parse.quote(base64.b64encode(key.encode()), safe="")),
                        ("fault_host", run.places["fault"].removeprefix("http://"))):
        text = text.replace("{" + name + "}", value)
    run.write("headgate.yml", text)


def start(run, arguments, statuses=(0, 1, 2, 3)):
    run.finish(run.start(arguments))
    assert run.status in statuses, (arguments, run.status, run.stderr)
    output = (run.stdout + run.stderr).encode()
    found = find_in_mail(values(run), output) if "eml" in arguments else find_in_bytes(values(run), output)
    assert not found, (arguments, found, run.stdout, run.stderr)
    assert "private-path" not in run.stdout + run.stderr, (arguments, run.stdout)


def act(run):
    prepare(run)
    for arguments in (["headgate.yml", "-v"], ["headgate.yml", "-q"],
                      *(["headgate.yml", "-o", name] for name in OF_A_RUN),
                      ["headgate.yml", "--baseline", "report.json", "-v"], ["list", "headgate.yml"],
                      ["list", "headgate.yml", "-o", "json"], ["validate", "headgate.yml"],
                      ["wait", "headgate.yml", "--for", "1ms", "-o", "jsonl=wait.jsonl"],
                      ["history", "headgate.yml"], ["history", "headgate.yml", "-o", "json"]):
        start(run, arguments)
    for name in FORMATS:
        start(run, ["report", "headgate.yml", "--since", "2h", "-o", name])
    targets = run.report()["targets"]
    for target in targets:
        start(run, ["explain", target["name"]])
    check_mistakes(run)
    check_words(run, targets)
    found = find_in_folder(values(run), run.folder, INPUTS)
    assert not found, found
    assert not find_in_folder(["very-private-path"], run.folder, INPUTS)
    run.finish(run.start(["headgate.yml"]))


def check_mistakes(run):
    run.write("wrong.yml", "targets:\n"
                           "- {url: 'http://a/', ip: '${API_KEY}', headers: {X-Key: '${API_KEY}'}}\n"
                           "- 'ftp://b/?${API_KEY}'\n- 'http://c:${API_KEY}/'\n"
                           "- {url: 'http://d/', timeout: '${API_KEY}', tags: ['${API_KEY}']}\n")
    start(run, ["wrong.yml"], [2])
    start(run, ["explain", f"http://no.such/?{run.environment['API_KEY']}"], [2])
    assert "***" in run.stderr, run.stderr


def check_an_old_baseline(run, first):
    """A report of before the value was secret: the target is known by its name of then."""
    report = run.report()
    for target in report["targets"]:
        for key in ("name", "url", "final_url"):
            target[key] = target[key].replace("1?key=***", f"1?key={run.environment['API_KEY']}")
    run.write("old.json", json.dumps(report))
    start(run, ["headgate.yml", "--baseline", "old.json", "-o", "json"])
    notes = {target["name"]: target["note"] for target in json.loads(run.stdout)["targets"]}
    assert "known: down in the baseline" in (notes[first] or ""), (run.stderr, notes, [t["name"] for t in report["targets"]][:3])
    (run.folder / "old.json").unlink()


def check_words(run, targets):
    """What is no secret stays, and so does what was sent."""
    by_name = {target["name"]: target for target in targets}
    first = f"{run.places['fault']}/status/503/{run.name}/1?key=***"
    assert by_name[first]["url"] == first, list(by_name)
    assert f"{run.places['fault']}/status/503/{run.name}/2?key=***&pin=***" in by_name
    assert by_name["hidden"]["url"] == f"{run.places['fault']}/***"
    assert by_name["open"]["url"].endswith("/open")
    for name, words in (("echo", 'got "***"'), ("agent", 'got "x/***"'), ("cookies", 'got "***"'),
                        ("login", 'got "Basic ***"'), ("type", 'got "text/***"'),
                        ("scheme", "ftp"), ("final", 'expected prefix')):
        assert words in (by_name[name]["reason"] or ""), (name, by_name[name]["reason"])
    # A baseline knows the targets again.
    run.finish(run.start(["headgate.yml", "--baseline", "report.json", "-o", "json"]))
    known = [target["note"] or "" for target in json.loads(run.stdout)["targets"] if target["outcome"] == "down"]
    assert len(known) > 20 and all("known: down in the baseline" in note for note in known), known
    check_an_old_baseline(run, first)
    sent = run.requests()
    key = urllib.parse.quote(run.environment["API_KEY"], safe="/&+=\"<%")
    assert any("key=Zq7/w9&p+X=" in line for line in sent), (key, sent[:3])
    assert any("pin=4711" in line for line in sent)
    for path in ("/rows?key=Zq7", "/bare?key=Zq7"):
        assert any(path in line for line in sent), path
