# SPDX-License-Identifier: MIT

def check(run):
    first, second = run.report()["run"]["canaries"]
    assert first["outcome"] == "down", first
    assert first["reason"] == (
        "it redirects to another host, as the login page of a network does: "
        f"http://127.0.0.2:{run.places['fault_port']}/ok/{run.name}"), first
    assert second["outcome"] == "down", second
    # One that stays at home counts.
    run.write("headgate.yml", run.read("headgate.yml").replace("127.0.0.2", "127.0.0.1"))
    run.finish(run.start())
    assert run.status == 1, run.stderr
    run.status = 3
