# SPDX-License-Identifier: MIT
"""A clock before the release of the program, and one that most servers contradict: what is down or degraded for
the dates of certificates is unknown, and everything else is judged as usual."""

import http.server
import json
import threading
import time

from servers import Skip

DAY_S = 86400


class Site(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def targets(run, sites):
    places = run.places
    if places["nginx_https"] is None:
        raise Skip("nginx is not here")
    return [{"name": "good", "url": f"{places['nginx_https']}/status/200"},
            {"name": "bad name", "url": f"{places['nginx_https_wrong_host']}/status/200"},
            {"name": "expect down", "url": f"{places['nginx_https']}/status/200", "expect": {"down": True}},
            {"name": "status", "url": f"{places['nginx_http']}/status/500"},
            {"name": "insecure", "url": f"{places['nginx_https']}/status/200", "tls": {"insecure": True}},
            {"name": "child", "url": f"{places['nginx_http']}/status/200", "depends_on": ["good"]},
            *({"name": f"site {i}", "url": f"http://127.0.0.{i + 1}:{sites}/"} for i in range(3))]


def look(run, chosen, days):
    run.write("headgate.yml", json.dumps({
        "defaults": {"retries": 0, "tls": {"ca": run.places["ca"]}}, "targets": chosen,
        "reports": {"json": "report.json"}}))
    run.set_clock(days * DAY_S)
    run.finish(run.start(["headgate.yml"]))
    return {target["name"]: (target["outcome"], target["cause"], target["reason"])
            for target in run.report()["targets"]}


def assert_unknown(found, words):
    for name in ("good", "expect down"):
        outcome, cause, reason = found[name]
        assert (outcome, cause) == ("unknown", "clock"), (name, found[name])
        assert words in reason and "; the check reported: " in reason, (name, reason)
    assert found["status"][:2] == ("down", "status"), found
    assert found["insecure"][0] == "up", found
    assert found["child"][0] == "skipped", found


def act(run):
    server = http.server.ThreadingHTTPServer(("", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    every = targets(run, server.server_port)
    few = every[:6]
    # In 2020 no server has to say anything.
    days = -int((time.time() - 1577836800) / DAY_S)
    found = look(run, few, days)
    assert_unknown(found, "it says 2020-01-01, and this program was released on 20")
    assert run.status == 1 and "the clock of this machine is wrong" in run.stderr, run.stderr
    assert "not yet valid" in found["good"][2], found
    only_good = look(run, few[:1], days)
    assert run.status == 3 and only_good["good"][0] == "unknown", run.stderr
    # Certificates are good for 30 days. In 100 days they have expired, and in 25 they end soon.
    found = look(run, every, 100)
    assert_unknown(found, "ahead of the clocks of most servers")
    assert "expired" in found["good"][2], found
    found = look(run, every, 25)
    assert found["good"][:2] == ("unknown", "clock"), found
    assert found["bad name"][0] == "down", found
    # Two servers prove nothing, and a clock that is right is not doubted.
    found = look(run, every[:4] + every[7:8], 100)
    assert found["good"][:2] == ("down", "certificate"), found
    found = look(run, every, 0)
    assert found["good"][0] == "up" and found["expect down"][0] == "down", found
    server.shutdown()
    server.server_close()
    look(run, few[:1], 0)


def check(run):
    assert run.stderr == "", run.stderr
