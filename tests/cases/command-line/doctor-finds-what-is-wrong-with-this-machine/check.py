# SPDX-License-Identifier: MIT
import names


def prepare(run):
    run.set_clock(-20 * 365 * 86400)
    names.use_name_server(run, {}, silent=[""])


def check(run):
    rows = {line[2:16].strip(): (line[0], line[17:]) for line in run.stdout.splitlines()}
    assert {name for name, (mark, _) in rows.items() if mark == "✗"} == {"resolver", "routes", "clock"}, run.stdout
    assert rows["resolver"][1].startswith("does not answer: 127."), rows
    assert rows["routes"][1] == "IPv4 no, IPv6 no: there is no way out of this network", rows
    assert rows["clock"][1].endswith("earlier than the release of headgate: it is wrong"), rows
