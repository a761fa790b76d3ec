# SPDX-License-Identifier: MIT

import collections


def check(run):
    requests = collections.defaultdict(list)
    for line in run.servers.fault.log(run.name):
        connection, _, target = line.split()
        requests[target.split("/")[3] if "/shared/" in target else target].append(connection)
    shared = set(requests.pop("shared"))
    others = [connection for connections in requests.values() for connection in connections]
    assert len(others) == len(set(others)) == 13, requests
    assert not shared & set(others), (shared, requests)
