# SPDX-License-Identifier: MIT
"""From the run after the first failure on, in each report of a run and of a period and on standard error, until the channel
has accepted a message, or a sample. A message that is rejected is gone, its channel is still named."""

import json
import xml.etree.ElementTree

import reports
from sink import Sink, check_now

HOUR_S = 3600
RUN_FORMATS = {"r.json": "json", "r.jsonl": "jsonl", "r.xml": "junit", "r.txt": "text"}
# and those that have a line of their own for it
MORE_FORMATS = {f"r.{name}": name for name in ("markdown", "github", "nagios", "prometheus", "tap", "ctrf")}
PERIOD_FORMATS = ("text", "markdown", "html", "page", "json", "eml")


def named_in_run(run):
    """What each format of a run says of channels that fail: None, or the members of the JSON."""
    members = json.loads(run.read("r.json"))["run"]["failing_channels"]
    last = json.loads(run.read("r.jsonl").splitlines()[-1])
    assert last["failing_channels"] == members, last
    words = members and f'channel "{members[0]["name"]}" has failed since '
    tree = xml.etree.ElementTree.fromstring(run.read("r.xml"))
    properties = [item.get("value") for item in tree.iter("property")
                  if item.get("name") == "headgate.failing_channel"]
    assert bool(properties) == bool(members) and all(words in value for value in properties), properties
    assert bool(members) == ("has failed since" in run.read("r.txt")), run.read("r.txt")
    assert not members or words in run.read("r.txt").splitlines()[-1]
    for file, name in MORE_FORMATS.items():
        sign = {"prometheus": "headgate_channel_failing{", "ctrf": '"problem":'}.get(name, "has failed since")
        assert bool(members) == (sign in run.read(file)), (name, run.read(file))
    try:
        assert reports.problems_of(reports.schema("headgate-report-1.schema.json"), json.loads(run.read("r.json"))) == []
    except reports.Skip:
        pass
    return members


def named_in_period(run):
    """Likewise, of a report over the last day."""
    members = None
    for name in PERIOD_FORMATS:
        run.finish(run.start(["report", "headgate.yml", "--since", "24h", "-o", name]))
        assert run.status == 0, run.stderr
        if name == "json":
            members = json.loads(run.stdout)["failing_channels"]
        else:
            named = "Channels that do not work" in run.stdout
            assert named == (members != []) or members is None, (name, run.stdout)
            named_before = named
    assert bool(members) == named_before, members
    return members


def act(run):
    more = {"reports": {kind: file for file, kind in (RUN_FORMATS | MORE_FORMATS).items()}}
    with Sink([500]) as sink:
        where = f"127.0.0.1:{sink.server.server_port}"
        channels = {"ops": {"type": "webhook", "url": sink.url + "/s3cret"}}

        def check(hours, up):
            run.set_clock(hours * HOUR_S)
            stderr = check_now(run, channels, {"shop": up}, **more)
            return named_in_run(run), stderr

        members, stderr = check(0, False)
        # It had not failed before.
        assert members == [] and "not sent yet" in stderr, (members, stderr)
        failing, = named_in_period(run)
        assert failing["name"] == "ops" and failing["waiting"] == 1, failing
        assert failing["problem"] == f"{where} answered 500", failing
        members, stderr = check(1, False)
        assert members == [failing] and "not sent yet" in stderr, (members, stderr)
        sink.answers = [404]
        members, stderr = check(2, False)
        assert members == [failing] and "rejected permanently" in stderr, (members, stderr)
        failing |= {"waiting": 0, "problem": f"{where} answered 404"}
        assert named_in_period(run) == [failing]
        members, stderr = check(3, False)
        assert members == [failing] and stderr == (
            f'headgate: warning: channel "ops" has failed since {failing["since"][:19]}Z: {where} answered 404\n'), stderr
        # A message that is accepted ends it; the report of that run was written before.
        sink.answers = [200]
        members, stderr = check(4, True)
        assert members == [failing] and stderr == "", (members, stderr)
        assert named_in_period(run) == []
        assert check(5, True) == ([], "")
        # So does a sample.
        sink.answers = [404]
        check(6, False)
        assert len(named_in_period(run)) == 1
        run.finish(run.start(["notify", "--test", "headgate.yml"]))
        assert run.status == 3 and len(named_in_period(run)) == 1
        sink.answers = [200]
        run.finish(run.start(["notify", "--test", "headgate.yml"]))
        assert run.status == 0 and named_in_period(run) == []
        # What no configuration has any more is forgotten after three days.
        sink.answers = [404]
        check(7, True)
        channels.clear()
        for hours, count in ((8, 1), (80, 0)):
            check(hours, True)
            assert len(named_in_period(run)) == count, hours
        # A channel that is sent states is named too, though nothing of it waits.
        sink.answers = [500]
        channels["hc"] = {"type": "ping", "url": sink.url + "/s3cret"}
        members, stderr = check(81, True)
        assert members == [] and 'channel "hc": the state was not sent' in stderr, (members, stderr)
        failing, = named_in_period(run)
        assert (failing["name"], failing["waiting"], failing["problem"]) == ("hc", 0, f"{where} answered 500"), failing
        assert check(82, True)[0] == [failing]
        sink.answers = [200]
        assert check(83, True) == ([failing], "") and named_in_period(run) == []
        assert check(84, True) == ([], "")
    check_now(run, {}, {"shop": False})
    assert "s3cret" not in "".join(run.read(name) for name in RUN_FORMATS)
