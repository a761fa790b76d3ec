# SPDX-License-Identifier: MIT
"""A server that sends a body after its answer to HEAD, which looks like an answer and comes when the
next request has (golang/go#12855). Alone, /late is up and /dead is down; so they are together."""

import contextlib
import select
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
STATUSES = {"ok": 200, "dead": 500, "gone": 404, "moved": 302, "mute": 200, "tardy": 503}
LISTS = (("late", "dead"), ("ok", "late", "dead", "ok"), ("late", "dead", "gone", "ok"),
         ("ok", "late", "ok", "late", "dead", "gone"), ("closing", "dead"),
         ("ok", "closing", "dead", "ok"), ("old", "dead", "ok"), ("garbage", "dead", "ok"),
         ("half", "dead", "ok"), ("joined", "dead"), ("ok", "joined", "dead", "ok"),
         # The answer of /moved waits while it is asked for again elsewhere; /mute takes it and is itself the end.
         ("late", "dead", "moved", "mute"), ("ok", "late", "gone", "moved", "mute"),
         # The answer of /tardy comes after everything else.
         ("late", "tardy"), ("ok", "late", "tardy"))
# Where it is the only one with another status, its batch must not be cut: with one worker none is.
LONG_LIST = ("gone", *["ok"] * 9, "late", "tardy")
# All that came was quick and alike.
ALIKE_LISTS = (("ok", "ok", "ok", "late", "tardy"), (*["ok"] * 9, "late", "tardy"))
ONE, ONE_PER_HOST = ("-j", "1"), ("--per-host", "1")
has_moved = threading.Event()


def read_word(stream):
    """The method, and the first part of the path of the next request."""
    method, path = stream.readline().decode().split()[:2]
    while stream.readline().strip():
        pass
    return method, path.split("/")[1]


def answer_of(word):
    if word not in STATUSES:
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(ANSWERS[word])
    where = b"Location: /ok\r\n" if word == "moved" else b""
    return b"HTTP/1.1 %d X\r\n" % STATUSES[word] + where + EMPTY


def wait_for_end(connection):
    """That of the client's side, and nothing is read."""
    waiting = select.poll()
    waiting.register(connection, select.POLLRDHUP)
    waiting.poll()


def serve(connection):
    late = b""
    with contextlib.suppress(OSError, ValueError), connection:
        stream = connection.makefile("rb")
        while True:
            method, word = read_word(stream)
            answer = answer_of(word)
            if (method, word) == ("GET", "moved"):
                has_moved.wait()
            if late == ANSWERS["joined"]:
                connection.sendall(late + answer)
            else:
                if late:
                    connection.sendall(late)
                if late and word == "tardy":
                    wait_for_end(connection)
                connection.sendall(answer)
            late = ANSWERS.get(word, b"")
            if word == "moved":
                has_moved.set()
            elif word == "mute":
                stream.read()


def accept(listener, context):
    with contextlib.suppress(OSError):
        while True:
            connection = listener.accept()[0]
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with contextlib.suppress(OSError):
                if context is not None:
                    connection = context.wrap_socket(connection, server_side=True)
                threading.Thread(target=serve, args=(connection,), daemon=True).start()


def listen(context):
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=(listener, context), daemon=True).start()
    return listener


def ask(run, origin, words, options):
    has_moved.clear()
    urls = [f"{origin}/{word}/{i}" for i, word in enumerate(words)]
    run.finish(run.start([*urls, *options, "--retries", "0", "--ca-file", run.places["ca"],
                          "--order", "input", "-o", "json=report.json"]))
    return [(target["http_status"], target["outcome"], len(target["attempts"]))
            for target in run.report()["targets"]]


def expect(words):
    return [(status, "up" if status == 200 else "down", 1)
            for status in (200 if word == "moved" else STATUSES.get(word, 200) for word in words)]


def act(run):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(run.servers.log / "good.pem", run.servers.log / "key.pem")
    wrong = []
    for scheme, listener in (("http", listen(None)), ("https", listen(context))):
        origin = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
        for words, options in (*((words, options) for words in LISTS for options in (ONE, ONE_PER_HOST)),
                               *((words, options) for words in ALIKE_LISTS for options in (ONE, ONE_PER_HOST)),
                               (LONG_LIST, ONE)):
            seen = ask(run, origin, words, options)
            if seen != expect(words):
                wrong.append((scheme, words, options, seen))
        listener.close()
    assert not wrong, wrong
