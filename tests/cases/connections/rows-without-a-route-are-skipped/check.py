# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_name_server(run, {"two.test": ["127.0.0.1", "2001:db8::1"],
                                "far.test": ["192.0.2.1", "2001:db8::1"]})


def check(run):
    notes = {target["name"]: target["note"] for target in run.report()["targets"]}
    assert notes["both [IPv6]"] == "checked by IPv4 only", notes
