# SPDX-License-Identifier: MIT

import signal


def prepare(run):
    run.write("report.json", "old")


def act(run):
    process = run.start()
    run.wait_for_requests(process)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    run.finish(process)


def check(run):
    # The first signal may have had the time to end the run properly.
    assert run.read("report.json") == "old" or run.report()["run"]["interrupted"]
