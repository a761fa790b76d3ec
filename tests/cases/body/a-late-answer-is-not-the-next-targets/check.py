# SPDX-License-Identifier: MIT
"""A server that sends a body after its answer to HEAD, which looks like an answer and comes when the
next request has (golang/go#12855). Alone, /late is up and /dead is down; so they are together."""

import contextlib
import socket
import ssl
import threading

EMPTY = b"Content-Length: 0\r\n\r\n"
ANSWERS = {"late": b"HTTP/1.1 200 OK\r\n" + EMPTY,
           "closing": b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + EMPTY,
           "old": b"HTTP/1.0 200 OK\r\n\r\n",
           "garbage": b"<p>no answer</p>\n",
           "half": b"HTTP/1.1 200 OK\r\nX-",
           "joined": b"HTTP/1.1 200 OK\r\nX-Joined: with the next answer\r\n" + EMPTY}
STATUSES = {"ok": 200, "dead": 500, "gone": 404}
LISTS = (("late", "dead"), ("ok", "late", "dead", "ok"), ("late", "dead", "gone", "ok"),
         ("ok", "late", "ok", "late", "dead", "gone"), ("closing", "dead"),
         ("ok", "closing", "dead", "ok"), ("old", "dead", "ok"), ("garbage", "dead", "ok"),
         ("half", "dead", "ok"), ("joined", "dead"), ("ok", "joined", "dead", "ok"))


def read_word(stream):
    """The first part of the path of the next request."""
    path = stream.readline().split()[1].decode()
    while stream.readline().strip():
        pass
    return path.split("/")[1]


def serve(connection):
    late = b""
    with contextlib.suppress(OSError, IndexError), connection:
        stream = connection.makefile("rb")
        while True:
            word = read_word(stream)
            answer = (b"HTTP/1.1 %d X\r\n" % STATUSES[word] + EMPTY if word in STATUSES else
                      b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(ANSWERS[word]))
            if late == ANSWERS["joined"]:
                connection.sendall(late + answer)
            else:
                if late:
                    connection.sendall(late)
                connection.sendall(answer)
            late = ANSWERS.get(word, b"")


def accept(listener, context):
    with contextlib.suppress(OSError):
        while True:
            connection = listener.accept()[0]
            with contextlib.suppress(OSError):
                if context is not None:
                    connection = context.wrap_socket(connection, server_side=True)
                threading.Thread(target=serve, args=(connection,), daemon=True).start()


def listen(context):
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=(listener, context), daemon=True).start()
    return listener


def ask(run, origin, words, options):
    urls = [f"{origin}/{word}/{i}" for i, word in enumerate(words)]
    run.finish(run.start([*urls, *options, "--retries", "0", "--ca-file", run.places["ca"],
                          "--order", "input", "-o", "json=report.json"]))
    return [(target["http_status"], target["outcome"], len(target["attempts"]))
            for target in run.report()["targets"]]


def expect(words):
    return [(STATUSES.get(word, 200), "up" if STATUSES.get(word, 200) == 200 else "down", 1)
            for word in words]


def act(run):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(run.servers.log / "good.pem", run.servers.log / "key.pem")
    wrong = []
    for scheme, listener in (("http", listen(None)), ("https", listen(context))):
        origin = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
        for words in LISTS:
            for options in (["-j", "1"], ["--per-host", "1"]):
                seen = ask(run, origin, words, options)
                if seen != expect(words):
                    wrong.append((scheme, words, options, seen))
        listener.close()
    assert not wrong, wrong
