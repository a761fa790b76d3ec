# SPDX-License-Identifier: MIT
import http.server
import threading


class Deployment(http.server.BaseHTTPRequestHandler):
    """The old build answers twice, then the new one."""

    def do_HEAD(self):
        self.server.seen += 1
        self.send_response(200)
        self.send_header("X-Version", "new" if self.server.seen > 2 else "old")
        self.end_headers()

    def log_message(self, *_):
        pass


def act(run):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Deployment)
    server.seen = 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run.finish(run.start(["wait", f"http://127.0.0.1:{server.server_port}/", "--expect-header",
                          "X-Version: ^new$", "--every", "10ms", "--for", "60s"]))
    server.shutdown()
    server.server_close()
    run.seen = server.seen


def check(run):
    assert run.seen == 3, run.seen
    assert "in round 3\n" in run.stderr, run.stderr
