# SPDX-License-Identifier: MIT

def check(run):
    targets = {target["name"]: target["certificate"] for target in run.report()["targets"]}
    for name in ("by default", "over the same connection", "far enough", "hop",
                 "resumed with TLS 1.2", "resumed with TLS 1.3"):
        certificate = targets[name]
        assert certificate["subject"] == "CN=localhost", certificate
        assert certificate["ends_first"]["subject"] == "CN=headgate old intermediate", certificate
        assert certificate["ends_first"]["not_after"] < certificate["not_after"], certificate
        assert certificate["days_left"] == 3, certificate
    for name in ("nothing is verified", "another chain"):
        assert targets[name]["ends_first"] is None, targets[name]
        assert targets[name]["days_left"] > 20, targets[name]
    assert ": 8 targets: by default, over the same connection, share" in run.stdout, run.stdout
