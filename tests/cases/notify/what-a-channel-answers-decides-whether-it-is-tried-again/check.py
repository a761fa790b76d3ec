# SPDX-License-Identifier: MIT
"""Whether a message is kept after each answer, and when it is tried again."""

import sqlite3

from sink import Sink, check_now

KEPT = "1 message is not sent yet"
DROPPED = "a message was rejected permanently and is dropped"
ROWS = [
    (200, None, ""),
    (204, None, ""),
    (301, KEPT, "answered 301, and redirects are not followed"),
    (400, DROPPED, "answered 400"),
    (404, DROPPED, "answered 404"),
    (410, DROPPED, "answered 410"),
    (408, KEPT, "answered 408"),
    (425, KEPT, "answered 425"),
    (429, KEPT, "answered 429"),
    (500, KEPT, "answered 500"),
    (503, KEPT, "answered 503"),
    ("reset", KEPT, "could not be asked: "),
    ("hang", KEPT, "did not answer in time"),
]


def due_s(run, history):
    """In how many seconds the message that waits is due, counted from the attempt."""
    database = sqlite3.connect(run.folder / history)
    (attempts, next_ms, at_ms), = database.execute("SELECT attempts, next_ms, at_ms FROM outbox")
    database.close()
    return attempts, (next_ms - at_ms) / 1000


def act(run):
    for number, (answer, kept, words) in enumerate(ROWS):
        location = ({"Location": "/elsewhere"},) if answer == 301 else ()
        with Sink([(answer, *location) if location else answer]) as sink:
            channels = {"ops": {"type": "webhook", "url": sink.url + "/secret-path", "timeout": "1s"}}
            stderr = check_now(run, channels, {"shop": False}, history=f"{number}.db")
            assert len(sink.posts) == 1, (answer, sink.posts)
            assert (stderr == "") == (kept is None), (answer, stderr)
            assert kept is None or (kept in stderr and words in stderr), (answer, stderr)
            assert "secret-path" not in stderr, stderr
            if kept == KEPT:
                attempts, after_s = due_s(run, f"{number}.db")
                assert attempts == 1 and 10 <= after_s < 30, (answer, after_s)
                # Not before it is due.
                sink.posts.clear()
                stderr = check_now(run, channels, {"shop": False}, history=f"{number}.db")
                assert kept in stderr and sink.posts == [], stderr
    with Sink([(429, {"Retry-After": "500"})]) as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        check_now(run, channels, {"shop": False}, history="later.db")
        _, after_s = due_s(run, "later.db")
        assert 500 <= after_s < 530, after_s
