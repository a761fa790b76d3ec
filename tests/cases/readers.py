# SPDX-License-Identifier: MIT
"""Reads reports by the rules of those that they are for."""

import json
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import reports
from servers import Skip

# ctrf-io/ctrf, schema/ctrf.schema.json of 2026-07-26, unchanged; its licence is beside it.
CTRF_SCHEMA = Path(__file__).resolve().parents[1] / "ctrf/ctrf.schema.json"
CTRF_STATUSES = {"passed", "failed", "skipped", "pending", "other"}
GUARD_S = 60
COMMAND = re.compile(r"\s*::(\w+)(?: (.*?))?::(.*)")


def need(program):
    if shutil.which(program) is None:
        raise Skip(f"{program} is not installed")
    return program


def unescape(text, is_property):
    """actions/runner, ActionCommand.cs: "%25" last."""
    for escaped, character in [("%0D", "\r"), ("%0A", "\n"),
                               *([("%3A", ":"), ("%2C", ",")] if is_property else []), ("%25", "%")]:
        text = text.replace(escaped, character)
    return text


def github(text):
    """The commands of a log as GitHub's runner finds them; each line must be one."""
    commands = []
    for line in text.splitlines():
        assert "##[" not in line and "##vso[" not in line, line
        found = COMMAND.fullmatch(line)
        assert found, line
        properties = dict(part.split("=", 1) for part in (found[2] or "").split(","))
        commands.append({"kind": found[1], "message": unescape(found[3], False),
                         **{name: unescape(value, True) for name, value in properties.items()}})
    return commands


def nagios(text):
    """The lines of a plugin's text, and {label: value} of its performance data (nagios4, utils.c: the first "|")."""
    first, *others = text.splitlines()
    shown, _, performance = first.partition("|")
    assert not any("|" in line for line in others), text
    values = {}
    for quoted, plain, value in re.findall(r"(?:'((?:[^']|'')*)'|([^\s=']+))=(\S+)", performance):
        label = (quoted or plain).replace("''", "'")
        assert label not in values, f"{label} is there twice: {performance}"
        assert "=" not in label and re.fullmatch(r"[\d.]+s?(?:;;;0;\d+)?", value), performance
        values[label] = value.split(";")[0]
    return [shown, *others], values


def markdown(text):
    """As GitHub renders it."""
    return subprocess.run([need("cmark-gfm"), "-e", "table", "-e", "autolink", "-e", "tagfilter"], input=text,
                          capture_output=True, text=True, timeout=GUARD_S, check=True).stdout


def check_ctrf(report):
    """By its schema, and by what readers count on."""
    jsonschema = reports.need("jsonschema")
    schema = json.loads(CTRF_SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(report, schema, jsonschema.Draft7Validator, format_checker=jsonschema.FormatChecker())
    results = report["results"]
    counts = {status: sum(test["status"] == status for test in results["tests"]) for status in CTRF_STATUSES}
    assert report["reportFormat"] == "CTRF" and sum(counts.values()) == len(results["tests"])
    assert all(results["summary"][status] == count for status, count in counts.items()), results["summary"]
    assert results["summary"]["tests"] == len(results["tests"]), results["summary"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def scrape(folder):
    """What node_exporter's textfile collector makes of the .prom files in the folder."""
    address = f"127.0.0.1:{free_port()}"
    with subprocess.Popen([need("prometheus-node-exporter"), "--collector.disable-defaults", "--collector.textfile",
                           f"--collector.textfile.directory={folder}", f"--web.listen-address={address}"],
                          stderr=subprocess.DEVNULL) as exporter:
        try:
            end = time.monotonic() + GUARD_S
            while True:
                try:
                    return urllib.request.urlopen(f"http://{address}/metrics", timeout=10).read().decode()
                except OSError:
                    assert exporter.poll() is None and time.monotonic() < end, "node_exporter does not answer"
                    time.sleep(0.05)
        finally:
            exporter.terminate()
