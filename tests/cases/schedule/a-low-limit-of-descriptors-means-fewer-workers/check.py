# SPDX-License-Identifier: MIT

import resource


def prepare(run):
    port = run.places["lo_port"]
    run.write("targets.txt", "".join(f"http://127.3.0.{n % 200 + 1}:{port}/delay/20/{n}\n"
                                     for n in range(400)))


def act(run):
    # A soft limit alone could be raised by the program.
    run.finish(run.start(preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_NOFILE, (64, 64))))


def check(run):
    assert run.report()["summary"]["up"] == 400, run.report()["summary"]
