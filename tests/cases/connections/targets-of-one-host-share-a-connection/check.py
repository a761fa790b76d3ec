# SPDX-License-Identifier: MIT

def check(run):
    connections = {line.split()[0] for line in run.servers.fault.log(run.name)}
    assert len(connections) == 1, connections
