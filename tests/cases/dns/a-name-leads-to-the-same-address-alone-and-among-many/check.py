# SPDX-License-Identifier: MIT
import os

import names
from servers import Skip

OTHERS = [f"http://n{i}.test/ok" for i in range(20)]
RECORDS = {"two.test": ["127.0.0.9", "127.0.0.1"],
           **{f"n{i}.test": ["127.0.0.1"] for i in range(20)}}
# By gai.conf(5): the address that is nearer to the source comes first, as usual, or the other one.
ORDERS = {"": "127.0.0.1:81", "precedence ::ffff:127.0.0.9/128 100\n": "127.0.0.9:81"}


def prepare(run):
    if run.places["fault6"] is None or not os.path.exists("/etc/gai.conf"):
        raise Skip("no IPv6 here, or no gai.conf")
    run.without_network = run.headgate
    names.use_name_server(run, RECORDS)


def find(run, others):
    run.finish(run.start([*run.arguments, *others, "-o", "json=report.json"]))
    return run.report()["targets"][0]["remote_address"]


def act(run):
    run.addresses = {}
    for order in ORDERS:
        run.headgate = run.without_network
        names.use_name_server(run, RECORDS, anywhere=81, gai=order)
        run.addresses[order] = [find(run, []), find(run, OTHERS)]


def check(run):
    for order, expected in ORDERS.items():
        assert run.addresses[order] == [expected, expected], (order, run.addresses)
