# SPDX-License-Identifier: MIT

def check(run):
    address = run.report()["targets"][0]["remote_address"]
    assert address == "[::1]:" + run.places["fault_port"], address
