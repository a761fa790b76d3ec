# SPDX-License-Identifier: MIT

def check(run):
    addresses = [target["remote_address"].split(":")[0] for target in run.report()["targets"]]
    assert addresses == ["127.0.0.1", "127.0.0.2"], addresses
