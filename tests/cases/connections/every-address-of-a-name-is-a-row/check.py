# SPDX-License-Identifier: MIT
import names
from servers import Skip


def prepare(run):
    if run.places["fault6"] is None:
        raise Skip("no IPv6 here")
    names.use_no_resolver(run, "127.0.0.1 both.example\n::1 both.example\n127.0.0.1 both.example\n")


def check(run):
    rows = [(target["name"], target["outcome"], target["remote_address"])
            for target in run.report()["targets"]]
    port = run.places["fault_port"]
    assert rows == [
        ("first", "up", f"127.0.0.1:{port}"),
        ("both [127.0.0.1]", "up", f"127.0.0.1:{port}"),
        ("both [::1]", "up", f"[::1]:{port}"),
        ("given", "up", f"127.0.0.1:{port}"),
        ("nowhere", "down", None),
    ], rows
    assert len(run.requests()) == 2, run.requests()
