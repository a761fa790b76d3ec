# SPDX-License-Identifier: MIT
import names
from servers import Skip

HALVES = [["ok", "servfail"], ["servfail", "ok"], ["ok", "nxdomain"], ["nxdomain", "ok"], ["refused", "ok"],
          ["ok", "broken"], ["formerr", "ok"], ["silent", "ok"], ["silent", "servfail"], ["servfail", "nxdomain"]]
NAMES = {f"h{i}.test": codes for i, codes in enumerate(HALVES)}
OTHERS = [f"http://l.test:{port}/" for port in range(1000, 1020)]


def prepare(run):
    if run.places["fault6"] is None:
        raise Skip("no IPv6 here")
    names.use_name_server(run, {"l.test": ["127.0.0.1"], **{name: ["127.0.0.1", "::1"] for name in NAMES}},
                          codes=NAMES)


def find(run, others):
    targets = [f"http://{name}/ok" for name in NAMES]
    run.finish(run.start([*run.arguments, *targets, *others, "-o", "json=report.json"]))
    return [(target["name"], target["outcome"], target["remote_address"], target["reason"])
            for target in run.report()["targets"][:len(NAMES)]]


def act(run):
    run.alone, run.among_many = find(run, []), find(run, OTHERS)


def check(run):
    assert run.alone == run.among_many, (run.alone, run.among_many)
    assert [row[1] for row in run.alone] == ["up"] * 7 + ["down"] * 3, run.alone
