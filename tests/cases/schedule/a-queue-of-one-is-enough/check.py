# SPDX-License-Identifier: MIT

def prepare(run):
    port = run.places["lo_port"]
    run.write("targets.txt", "".join(f"http://127.2.0.{n % 20 + 1}:{port}/ok/{run.name}/{n}\n"
                                     for n in range(300)))


def check(run):
    assert run.report()["summary"]["up"] == 300, run.report()["summary"]
    assert len(run.requests()) == 300
