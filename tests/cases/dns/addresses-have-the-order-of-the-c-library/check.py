# SPDX-License-Identifier: MIT
"""The same names, in a network with addresses of every kind: looked up by c-ares, and by the libc. On
port 81 all of them answer, and the first one does; on port 82 none, and the reason has the order."""
import random

import names
from servers import Skip

OWN = ["10.1.2.3/16", "192.0.2.129/25", "169.254.7.7/16", "2001:db8::5/128 nodad", "fd00::5/128 nodad",
       "fec0::5/128 nodad", "2002::5/128 nodad", "2001:db8:7::5/128 nodad preferred_lft 0"]
ROUTES = ["local 10.2.0.0/16 dev lo src 10.1.2.3", "local 172.16.0.0/12 dev lo",
          "local 2001:db8::/64 dev lo src 2001:db8::5", "local 2001:db8:1::/48 dev lo src 2001:db8::5",
          "local 2001:db8:7::/48 dev lo src 2001:db8:7::5",
          "local 2001:db8:2::/48 dev lo src fd00::5", "local 2002::/16 dev lo", "local 2001::/32 dev lo",
          "local fd00::/16 dev lo src fd00::5", "local fec0::/16 dev lo src fec0::5"]
FOUR = ["127.0.{}.{}", "10.1.{}.{}", "10.2.{}.{}", "172.16.{}.{}", "169.254.{}.{}", "192.0.2.{1}",
        "198.51.100.{1}"]
SIX = ["::1", "2001:db8::{:x}", "2001:db8:1:{:x}::{:x}", "2001:db8:2::{:x}", "2001:db8:7::{:x}", "2001:db8:9::{:x}",
       "fd00::{:x}", "fd00:{:x}::{:x}", "fec0::{:x}", "2002:{:x}::{:x}", "2001::{:x}", "fe80::{:x}"]
SEED, COUNT = 6724, 120


def records():
    choose = random.Random(SEED)
    return {f"n{i}.test": list(dict.fromkeys(
                choose.choice(choose.choice([FOUR, SIX])).format(choose.randrange(1, 250), choose.randrange(1, 250))
                for _ in range(choose.randrange(2, 9))))
            for i in range(COUNT)}


def find(run, port, option, services):
    run.headgate = run.without_network
    names.use_name_server(run, records(), services=services, own=OWN, routes=ROUTES, anywhere=81)
    run.write("urls.txt", "".join(f"http://n{i}.test:{port}/\n" for i in range(COUNT)))
    run.finish(run.start(["-f", "urls.txt", "--retries", "0", "-q", "-o", "json=report.json", *option]))
    return {target["name"]: (target["remote_address"], target["outcome"], target["reason"])
            for target in run.report()["targets"]}


def prepare(run):
    if run.places["fault6"] is None:
        raise Skip("no IPv6 here")
    run.without_network = run.headgate
    names.use_name_server(run, {})


def act(run):
    run.differences = []
    for port, option in ((81, []), (82, ["--ip", "4"]), (82, ["--ip", "6"])):
        by_libc = find(run, port, option, "files ldap dns")
        by_c_ares = find(run, port, option, "files dns")
        assert len({found for found in by_libc.values()}) > COUNT / 3
        run.differences += [(option, name, records()[name.split("/")[2].split(":")[0]], by_libc[name], found)
                            for name, found in by_c_ares.items() if found != by_libc[name]]


def check(run):
    assert run.differences == [], "\n".join(map(str, run.differences))
    if names.has_c_ares(run):
        assert names.questions(run, "n99.test", "c-ares") != []
