# SPDX-License-Identifier: MIT

def check(run):
    target = run.report()["targets"][0]
    assert target["final_url"] == run.places["fault"] + "/ok", target["final_url"]
    assert target["note"].startswith("https gave no answer"), target["note"]
