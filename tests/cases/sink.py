# SPDX-License-Identifier: MIT
"""A server on loopback that keeps what channels post to it."""

import http.server
import json
import socket
import struct
import threading
import time

import reports


class Sink:
    """Runs while it is entered. `answers` are given one after another, the last one again and again: a status,
    (status, {header: value}), "hang" (until the end) or "reset"."""

    def __init__(self, answers=(200,)):
        self.answers = list(answers)
        self.methods = []
        self.posts = []  # (path, headers, body as text), in the order of their arrival
        self.times = []  # of their arrival
        self.ending = threading.Event()

    def __enter__(self):
        sink = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.do_POST()

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                answer = sink.answers.pop(0) if len(sink.answers) > 1 else sink.answers[0]
                sink.times.append(time.monotonic())
                sink.methods.append(self.command)
                sink.posts.append((self.path, dict(self.headers), body))
                self.close_connection = True
                if answer == "hang":
                    sink.ending.wait(60)
                elif answer == "reset":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                               struct.pack("ii", 1, 0))
                else:
                    status, headers = answer if isinstance(answer, tuple) else (answer, {})
                    self.send_response(status)
                    for name, value in {"Content-Length": "0", **headers}.items():
                        self.send_header(name, value)
                    self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(20)

    def messages(self):
        """The bodies, each by the schema of events where the library for it is there."""
        found = [json.loads(body) for _, _, body in self.posts]
        try:
            validator = reports.schema("headgate-event-1.schema.json")
        except reports.Skip:
            return found
        for message in found:
            assert reports.problems_of(validator, message) == [], message
        return found


def configure(run, channels, up, history="h.db", **more):
    """Write headgate.yml: `up` says of each target by its name whether it is up."""
    urls = {True: f"{run.places['fault']}/ok/{run.name}",
            False: f"http://127.0.0.1:{run.places['closed_port']}/"}
    targets = [{"name": name, "url": urls[is_up]} for name, is_up in up.items()]
    run.write("headgate.yml", json.dumps({
        "history": history, "defaults": {"retries": 0}, "channels": channels, "targets": targets,
        **more}))


def begin_a_minute(run):
    """The wall clock of the program begins a minute soon after now: an outage is of one minute."""
    run.set_clock(62 - time.time() % 60)


def check_now(run, channels, up, **more):
    configure(run, channels, up, **more)
    run.finish(run.start())
    assert run.status == (not all(up.values())), run.stderr
    return run.stderr
