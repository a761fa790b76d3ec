# SPDX-License-Identifier: MIT

import contextlib
import functools

import tls_server

YAML = """version: 1
defaults: {{retries: 0, tls: {{ca: "{ca}"}}}}
targets:
  - {{name: by GOAWAY, url: "{goaway}/"}}
  - {{name: by GOAWAY with a body, url: "{goaway}/", expect: {{body: {{contains: ready}}}}}}
  - {{name: by GOAWAY at once, url: "{at_once}/"}}
  - {{name: by GOAWAY that may have processed it, url: "{processed}/"}}
  - {{name: by RST_STREAM, url: "{reset}/"}}
  - {{name: where 2 is expected, url: "{goaway}/", expect: {{http_version: 2}}}}
  - {{name: of a POST, url: "{goaway}/", method: POST}}
  - {{name: of a POST that may be processed, url: "{processed}/", method: POST}}
  - {{name: GOAWAY for another reason, url: "{other}/"}}
  - {{name: cut without a word, url: "{cut}/"}}
reports: {{json: report.json}}
"""
SETTINGS, HEADERS, RST_STREAM, GOAWAY = 4, 1, 3, 7
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(kind, payload, stream=0):
    return len(payload).to_bytes(3, "big") + bytes([kind, 0]) + stream.to_bytes(4, "big") + payload


def goaway(last_stream, error):
    return frame(GOAWAY, last_stream.to_bytes(4, "big") + error.to_bytes(4, "big"))


ENDS = {
    "goaway": goaway(0, 13),
    "at_once": goaway(0, 13),
    "processed": goaway(1, 13),
    "reset": frame(RST_STREAM, (13).to_bytes(4, "big"), 1),
    "other": goaway(0, 11),
    "cut": b"",
}


def take(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            raise OSError("the end")
        data += piece
    return data


def serve_http2(connection, name):
    take(connection, len(PREFACE))
    connection.sendall(frame(SETTINGS, b"") + (ENDS[name] if name == "at_once" else b""))
    kind = None
    while kind != HEADERS:
        head = take(connection, 9)
        kind = head[3]
        take(connection, int.from_bytes(head[:3], "big"))
    connection.sendall(ENDS[name])
    if name == "reset":
        take(connection, 1 << 20)  # the client ends it
    return True


def serve(seen, name, connection):
    if connection.selected_alpn_protocol() == "h2":
        seen[name, "2"] = seen.get((name, "2"), 0) + 1
        return serve_http2(connection, name)
    while head := tls_server.read_head(connection):
        seen[name, head.split()[0].decode()] = True
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" +
                           (b"" if head.startswith(b"HEAD ") else b"ready"))
    return True


def act(run):
    run.seen = {}
    with contextlib.ExitStack() as stack:
        for name in ENDS:
            server = tls_server.TlsServer(run, functools.partial(serve, run.seen, name),
                                          alpn=["h2", "http/1.1"])
            run.places[name] = stack.enter_context(server).url
        run.write("headgate.yml", YAML.format(**run.places))
        run.finish(run.start(["-c", "headgate.yml"]))


def check(run):
    shown = {target["name"]: (target["outcome"], target["cause"], target["http_version"])
             for target in run.report()["targets"]}
    by_http1 = ("up", "none", "1.1")
    failed = ("down", "protocol", None)
    assert shown == {
        "by GOAWAY": by_http1,
        "by GOAWAY with a body": by_http1,
        "by GOAWAY at once": by_http1,
        "by GOAWAY that may have processed it": by_http1,
        "by RST_STREAM": by_http1,
        "where 2 is expected": ("down", "header", "1.1"),
        "of a POST": by_http1,
        "of a POST that may be processed": failed,
        "GOAWAY for another reason": failed,
        "cut without a word": failed,
    }, (shown, run.seen)
    assert ("processed", "POST") not in run.seen, run.seen
    assert not {key for key in run.seen if key[0] in ("other", "cut") and key[1] != "2"}, run.seen
