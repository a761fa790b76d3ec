# SPDX-License-Identifier: MIT

def check(run):
    target = run.report()["targets"][0]
    assert target["final_url"] == run.places["nginx_https"] + "/", target["final_url"]
    assert target["note"] is None, target["note"]
