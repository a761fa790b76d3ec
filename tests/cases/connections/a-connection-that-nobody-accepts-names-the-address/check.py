# SPDX-License-Identifier: MIT
import socket


def act(run):
    """A listener whose queue is full drops whoever comes: nobody accepts, nobody refuses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        run.port = listener.getsockname()[1]
        queued = [socket.socket() for _ in range(4)]
        for client in queued:
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", run.port))
        run.finish(run.start([f"http://127.0.0.1:{run.port}/", "--retries", "0", "--timeout",
                              "500ms", "-o", "json=report.json"]))
        for client in queued:
            client.close()


def check(run):
    target = run.report()["targets"][0]
    assert target["cause"] == "timeout", target
    assert target["reason"].startswith(f"could not connect to 127.0.0.1:{run.port} within "), target
