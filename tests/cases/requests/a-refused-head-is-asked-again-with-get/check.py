# SPDX-License-Identifier: MIT

def check(run):
    heads = [target["head_status"] for target in run.report()["targets"]]
    assert heads == [405, 403, 404, 500, 501, 0], heads
