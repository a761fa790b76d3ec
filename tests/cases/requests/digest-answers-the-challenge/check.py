# SPDX-License-Identifier: MIT
"""A server that asks for digest authentication (RFC 7616) and checks it."""

import hashlib
import http.server
import re
import threading


def md5(*parts):
    return hashlib.md5(":".join(parts).encode()).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def is_authorized(self):
        header = self.headers.get("Authorization", "")
        sent = dict(re.findall(r'(\w+)="?([^",]+)"?', header))
        if not header.startswith("Digest ") or sent.get("username") != "me":
            return False
        wanted = md5(md5("me", "gate", "hunter2"), "nonce1", sent["nc"], sent["cnonce"], "auth",
                     md5(self.command, self.path))
        return sent["response"] == wanted

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        good = self.is_authorized()
        body = b"welcome\n" if good else b"who are you?\n"
        self.send_response(200 if good else 401)
        if not good:
            self.send_header("WWW-Authenticate", 'Digest realm="gate", nonce="nonce1", qop="auth"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET = do_POST = answer

    def log_message(self, *_):
        pass


def prepare(run):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run.environment["DIGEST_PORT"] = str(server.server_port)


def check(run):
    assert "hunter2" not in run.stdout + run.stderr + run.read("report.json")
