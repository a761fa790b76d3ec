# SPDX-License-Identifier: MIT
import email.utils
import http.server
import threading
import time


class Yesterday(http.server.BaseHTTPRequestHandler):
    """Its clock is two hours behind, or its answers lay in a cache for as long."""

    def do_HEAD(self):
        self.send_response(200)
        if self.path == "/cached":
            self.send_header("Age", "7200")
        self.end_headers()

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(time.time() - 7200, usegmt=True)

    def log_message(self, *_):
        pass


def act(run):
    server = http.server.ThreadingHTTPServer(("", 0), Yesterday)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    addresses = [f"http://127.0.0.{i}:{server.server_port}/" for i in range(1, 5)]
    run.finish(run.start([address + "cached" for address in addresses]
                         + ["-o", "json=cached.json"]))
    run.cached = run.stderr
    run.finish(run.start(addresses[:2] + ["-o", "json=two.json"]))
    run.two = run.stderr
    run.finish(run.start(addresses + ["-o", "json=report.json"]))
    server.shutdown()
    server.server_close()


def check(run):
    assert "warning: the clock of this machine is 2 h 00 m ahead of" in run.stderr, run.stderr
    assert abs(run.report()["run"]["clock_offset_s"] - 7200) < 60, run.report()["run"]
    assert run.cached == "", run.cached
    assert abs(run.report("cached.json")["run"]["clock_offset_s"]) < 60, run.report("cached.json")
    assert run.two == "", run.two
    assert run.report("two.json")["run"]["clock_offset_s"] is None
