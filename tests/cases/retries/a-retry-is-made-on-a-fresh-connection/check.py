# SPDX-License-Identifier: MIT

def check(run):
    connections = {}
    for line in run.servers.fault.log(run.name):
        connection, _, target = line.split()
        connections.setdefault(target.split("/")[1], []).append(connection)
    assert connections["flap"][0] == connections["ok"][0], connections
    assert connections["flap"][1] != connections["flap"][0], connections
    attempts = run.report()["targets"][0]["attempts"]
    assert [attempt["outcome"] for attempt in attempts] == ["down", "up"], attempts
    assert [attempt["http_status"] for attempt in attempts] == [503, 200], attempts
