# SPDX-License-Identifier: MIT

def check(run):
    proxy = run.report()["run"]["proxy"]
    assert run.places["fault_port"] in proxy, proxy
