# SPDX-License-Identifier: MIT
"""Literal values come back as servers write them; the reasons of the target that sent them have none."""

import base64
import html
import http.server
import json
import threading
import urllib.parse

from secret_forms import find_in_bytes, find_in_folder

VALUE = 'A "literal" <value>/+é'


def forms():
    encoded = urllib.parse.quote(VALUE, safe="")
    return [encoded, urllib.parse.quote(encoded, safe=""), urllib.parse.quote_plus(VALUE), html.escape(VALUE),
            json.dumps(VALUE), base64.b64encode(VALUE.encode()).decode(),
            base64.urlsafe_b64encode(b"xx" + VALUE.encode()).decode(), VALUE]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        texts = {"/json": json.dumps({"v": forms()}), "/other": "A literal value", "/stage": "of production-eu"}
        body = texts.get(self.path, " ".join(forms())).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/" + forms()[0] if self.path == "/type" else "text/plain; charset=utf-8")
        if self.path == "/header":
            self.send_header("X-A", " ".join(forms()[:7]))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


def act(run):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        run.write("headgate.yml", run.read("headgate.yml").replace("{server}", f"http://127.0.0.1:{server.server_port}"))
        run.finish(run.start(["headgate.yml", "-v"]))
        server.shutdown()


def check(run):
    reasons = {target["name"]: target["reason"] for target in run.report()["targets"]}
    for name in ("form", "body", "own header"):
        assert 'got "*** *** *** *** ' in reasons[name], (name, reasons[name])
    for name in ("header", "type", "json"):
        assert "***" in reasons[name], (name, reasons[name])
    assert 'got "of production-eu"' in reasons["public"], reasons
    assert 'got "A literal value"' in reasons["nothing sent"], reasons
    found = (find_in_bytes([VALUE], (run.stdout + run.stderr).encode()),
             find_in_folder([VALUE], run.folder, ["headgate.yml"]))
    assert found == ([], []), (found, reasons)
