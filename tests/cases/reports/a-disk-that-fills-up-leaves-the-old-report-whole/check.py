# SPDX-License-Identifier: MIT

import resource


def prepare(run):
    run.write("report.json", "old")


def act(run):
    run.spare_coverage()
    run.finish(run.start(preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_FSIZE, (100, 100))))


def check(run):
    assert run.read("report.json") == "old"
    assert sorted(path.name for path in run.folder.iterdir()) == ["report.json"]
