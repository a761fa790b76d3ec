# SPDX-License-Identifier: MIT

def check(run):
    target = run.report()["targets"][0]
    base = run.places["fault"]
    assert target["final_url"] == base + "/ok", target["final_url"]
    assert target["redirects"] == [{"url": f"{base}/redirect/{n}", "status": 302}
                                   for n in (3, 2, 1)], target["redirects"]
