# SPDX-License-Identifier: MIT

def check(run):
    target = run.report()["targets"][0]
    assert target["final_url"] == run.places["nginx_https"] + "/", target["final_url"]
    assert target["http_version"] == "2", target["http_version"]
    assert target["phases_ms"]["tls"] is not None
