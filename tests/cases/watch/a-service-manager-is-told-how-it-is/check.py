# SPDX-License-Identifier: MIT

import signal
import socket

said = []


def receive_until(manager, beginning):
    while not said or not said[-1].startswith(beginning):
        said.append(manager.recv(4096).decode())


def act(run):
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.settimeout(60)
    name = f"\0headgate-{run.name}-{run.servers.fault.port}"
    manager.bind(name)
    run.environment |= {"NOTIFY_SOCKET": "@" + name[1:], "WATCHDOG_USEC": "1000000"}
    process = run.start()
    receive_until(manager, "READY=1")
    receive_until(manager, "WATCHDOG=1")
    run.wait_for_requests(process)
    process.send_signal(signal.SIGTERM)
    receive_until(manager, "STOPPING=1")
    run.finish(process)
    manager.close()


def check(run):
    assert said[0] == "READY=1", said
    assert "headgate: stopped after 1 check\n" in run.stderr, run.stderr
