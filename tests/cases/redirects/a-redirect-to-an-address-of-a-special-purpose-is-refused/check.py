# SPDX-License-Identifier: MIT

import names

PUBLIC = "9.9.9.9"
SPECIAL = ["192.0.0.192", "198.18.0.1", "192.88.99.1", "240.0.0.1", "203.0.113.1", "100::1", "2001:2::1",
           "2001:0:7f00:1::", "2002:c612:1::", "5f00::1", "3fff::1"]
GLOBAL = ["192.0.0.9", "192.31.196.1", "198.20.0.1", "2001:1::1", "2001:4:112::1", "2620:4f:8000::1"]


def literal(address):
    return f"[{address}]" if ":" in address else address


def prepare(run):
    listening = [address for address in [PUBLIC, *SPECIAL, *GLOBAL] if address != "240.0.0.1"]
    names.use_name_server(run, {"public.test": [PUBLIC]}, addresses=listening)
    redirects = [f"http://public.test/redirect-to?http://{literal(address)}/ok"
                 for address in SPECIAL + ["224.0.0.1", "ff0e::1"] + GLOBAL]
    run.write("redirects.txt", "\n".join(redirects) + "\n")
    run.write("direct.txt", "".join(f"http://{literal(address)}/ok\n" for address in SPECIAL + GLOBAL))


def act(run):
    run.finish(run.start(["redirects.txt", "--retries", "0", "-o", "json=report.json"]))


def check(run):
    targets = run.report()["targets"]
    for target in targets[:len(SPECIAL) + 2]:
        assert (target["outcome"], target["cause"]) == ("down", "redirect"), target
        assert "was not followed (allow_private is off)" in target["reason"], target
    for target in targets[len(SPECIAL) + 2:]:
        assert target["outcome"] == "up", target
    run.finish(run.start(["direct.txt", "--retries", "0", "--deny-private", "-o", "json=direct.json"]))
    targets = run.report("direct.json")["targets"]
    for target in targets[:len(SPECIAL)]:
        assert target["outcome"] in ("down", "unknown"), target
        assert "is not allowed (deny_private)" in target["reason"], target
    for target in targets[len(SPECIAL):]:
        assert target["outcome"] == "up", target
