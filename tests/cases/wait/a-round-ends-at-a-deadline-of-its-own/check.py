# SPDX-License-Identifier: MIT
import http.server
import threading


class LateRiser(http.server.BaseHTTPRequestHandler):
    """Answers the second request, and the first one never."""

    def do_HEAD(self):
        self.server.seen += 1
        if self.server.seen == 1:
            self.server.rest.wait()
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def act(run):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), LateRiser)
    server.seen = 0
    server.rest = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run.finish(run.start(["wait", f"http://127.0.0.1:{server.server_port}/", "--timeout", "5m",
                          "--deadline", "500ms", "--every", "10ms", "--for", "20s", "-o",
                          "json=report.json"]))
    server.rest.set()
    server.shutdown()
    server.server_close()


def check(run):
    assert run.report()["run"]["interrupted"] is False
    assert run.report()["targets"][0]["outcome"] == "up", run.report()["targets"]
    assert "the gate opened after" in run.stderr, run.stderr
