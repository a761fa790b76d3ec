# SPDX-License-Identifier: MIT
"""A service hears when a check begins and that it was done, whatever it has found; that it failed when there is no verdict,
also of a check that is stopped; and with `gate` that the gate is closed. Nothing of it waits, or changes the status."""

import json
import re
import signal
import sqlite3

from sink import Sink

TOKEN = "s3cret-token"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def configure(run, channels, target, **more):
    run.write("headgate.yml", json.dumps({
        "history": "h.db", "channels": channels, "defaults": {"retries": 0},
        "targets": [{"name": "shop", **target}], **more}))


def check_now(run, channels, target, status, **more):
    configure(run, channels, target, **more)
    run.finish(run.start())
    assert run.status == status and TOKEN not in run.stderr, run.stderr
    return run.stderr


def endpoints(sink):
    """Of the pings so far, which are of one run."""
    pings = [re.fullmatch(f"/ping/{TOKEN}(/start|/fail|)\\?rid=({UUID})", path)
             for path, _, _ in sink.posts]
    assert None not in pings and len({ping[2] for ping in pings}) == 1, sink.posts
    sink.posts.clear()
    return [ping[1] for ping in pings]


def act(run):
    up = {"url": f"{run.places['fault']}/ok/{run.name}"}
    down = {"url": f"http://127.0.0.1:{run.places['closed_port']}/"}
    with Sink() as sink:
        url = f"{sink.url}/ping/{TOKEN}"
        monitor, gate = ({"hc": {"type": "ping", "url": url, **more}} for more in ({}, {"gate": True}))
        for channels, target, status, expected in (
                (monitor, up, 0, ""), (monitor, down, 1, ""), (gate, up, 0, ""),
                (gate, down, 1, "/fail"), (monitor, {**up, "enabled": False}, 3, "/fail")):
            assert check_now(run, channels, target, status) == ""
            bodies = [body for _, _, body in sink.posts]
            assert endpoints(sink) == ["/start", expected], (target, status)
            assert bodies[0] == "" and "; gate " in bodies[1], bodies
        assert bodies[1].startswith("1 skipped; gate unknown: "), bodies

        # Stopped by a signal, it says so all the same.
        configure(run, monitor, {"url": f"{run.places['fault']}/hang/{run.name}"})
        run.finish_by_signal(signal.SIGTERM, requests=3)
        assert run.status == 143, run.stderr
        assert "stopped by a signal" in sink.posts[1][2], sink.posts
        assert endpoints(sink) == ["/start", "/fail"]

        # A sample changes nothing, and without it there is nothing to send.
        run.finish(run.start(["notify", "--test", "headgate.yml"]))
        assert run.status == 0 and [path for path, _, _ in sink.posts] == [f"/ping/{TOKEN}/log"]
        run.finish(run.start(["notify", "headgate.yml"]))
        assert run.status == 0 and len(sink.posts) == 1, run.stderr
        sink.posts.clear()

        # Uptime Kuma gets one, by GET.
        push = f"{sink.url}/api/push/{TOKEN}?status=up&msg=OK&ping="
        sink.methods.clear()
        assert check_now(run, {"kuma": {"type": "ping", "url": push}}, down, 1) == ""
        (path, _, _), = sink.posts
        assert sink.methods == ["GET"] and re.fullmatch(
            f"/api/push/{TOKEN}\\?status=up&msg=1%20down%3B%20gate%20closed%3A%20\\S+&ping=\\d+", path), path

    # The beginning gets no answer: the end is sent nevertheless, and that is rejected.
    with Sink(["hang", 404]) as sink:
        monitor["hc"]["url"] = f"{sink.url}/ping/{TOKEN}"
        stderr = check_now(run, monitor, up, 0, notify={"wait": "3s"})
        assert endpoints(sink) == ["/start", ""]
        assert 'channel "hc": the state was not sent: 127.0.0.1' in stderr and "answered 404" in stderr, stderr
        assert stderr.count('channel "hc"') == 1, stderr
    database = sqlite3.connect(run.folder / "h.db")
    assert database.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    database.close()
    check_now(run, {}, down, 1)
