# SPDX-License-Identifier: MIT

def prepare(run):
    run.write("report.json", "old")


def act(run):
    process = run.start()
    run.wait_for_requests(process)
    process.kill()
    run.finish(process)


def check(run):
    assert run.read("report.json") == "old"
    assert sorted(path.name for path in run.folder.iterdir()) == ["report.json"]
