# SPDX-License-Identifier: MIT
"""From limits at which hardly anything works to one at which all does; where depends on the
libraries."""

import resource
import socket

from servers import Skip

LIMITS = range(4, 17)


def act(run):
    try:
        socket.getaddrinfo(socket.gethostname(), 80)
    except OSError as error:
        raise Skip("this machine's name is not known to it") from error
    port = run.places["fault_port"]
    run.outcomes = []
    for limit in LIMITS:
        run.finish(run.start(
            ["--retries", "0", "--expect-status", "200-599", f"http://127.0.0.1:{port}/ok/{run.name}",
             f"http://{socket.gethostname()}:{port}/ok/{run.name}", "-o", "text"],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))))
        run.outcomes.append((limit, run.status, run.stdout))


def check(run):
    assert any(status == 3 for _, status, _ in run.outcomes), run.outcomes
    for limit, status, text in run.outcomes:
        assert status in (0, 3) and "✗" not in text, (limit, status, text)
        assert (status == 3) == ("too many open files" in text), (limit, status, text)
