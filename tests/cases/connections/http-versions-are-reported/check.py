# SPDX-License-Identifier: MIT

def check(run):
    versions = [target["http_version"] for target in run.report()["targets"]]
    assert versions == ["1.1", "2"], versions
