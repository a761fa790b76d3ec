# SPDX-License-Identifier: MIT

def check(run):
    """Each was given its cookie by a redirect of its own."""
    for target in run.report()["targets"]:
        assert [hop["status"] for hop in target["redirects"]] == [302], target
