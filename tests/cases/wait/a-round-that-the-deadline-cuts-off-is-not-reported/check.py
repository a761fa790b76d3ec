# SPDX-License-Identifier: MIT
import http.server
import threading


class Tired(http.server.BaseHTTPRequestHandler):
    """Answers one round and never again."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.server.seen += 1
        if self.server.seen > 2:
            self.server.rest.wait()
        self.send_response(503)
        self.end_headers()

    def log_message(self, *_):
        pass


def act(run):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tired)
    server.seen = 0
    server.rest = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run.finish(run.start(["wait", f"http://127.0.0.1:{server.server_port}/", "--every", "10ms",
                          "--for", "5s", "-o", "json=report.json"]))
    server.rest.set()
    server.shutdown()
    server.server_close()


def check(run):
    target = run.report()["targets"][0]
    assert (target["outcome"], target["http_status"]) == ("down", 503), target
    assert run.report()["run"]["interrupted"] is False
