# SPDX-License-Identifier: MIT
import names
from servers import Skip


def prepare(run):
    if run.places["fault6"] is None:
        raise Skip("no IPv6 here")
    names.use_no_resolver(run, "127.0.0.1 both.example\n::1 both.example\n127.0.0.1 four.example\n")


def check(run):
    port, closed = run.places["fault_port"], run.places["closed_port"]
    rows = [(target["name"].rpartition(" ")[2], target["outcome"], target["remote_address"],
             target["reason"]) for target in run.report()["targets"]]
    assert rows == [
        ("[IPv4]", "up", f"127.0.0.1:{port}", None),
        ("[IPv6]", "up", f"[::1]:{port}", None),
        ("[IPv4]", "down", None, f"connection refused by 127.0.0.1:{closed}"),
        ("[IPv6]", "down", None, f"connection refused by [::1]:{closed}"),
        ("[IPv4]", "up", f"127.0.0.1:{port}", None),
        ("[IPv6]", "down", None, "the name four.example has no IPv6 address"),
    ], rows
