# SPDX-License-Identifier: MIT
"""The servers' logs, which say what each client really did.

nginx and the delay server write the same fields: method, connection's number, time in seconds, r
when the TLS session was resumed, and the target (Host header and path)."""

import time
from collections import Counter


class Seen:
    """What a server's log says of one client's run."""

    def __init__(self):
        self.requests = self.resumed = 0
        self.methods = Counter()
        self.ids, self.paths = set(), set()
        self.first_s = self.last_s = None  # the last that is answered

    def add(self, method, connection, when, resumed, target):
        self.requests += 1
        self.methods[method.decode()] += 1
        self.ids.add(connection)
        self.paths.add(target)
        self.resumed += resumed == b"r"
        if self.first_s is None:
            self.first_s = float(when)
        if not target.endswith(b"/never"):
            self.last_s = float(when)

    @property
    def connections(self):
        return len(self.ids)

    @property
    def targets(self):
        return len(self.paths)

    @property
    def answering_s(self):
        """From the first request to the last that is answered."""
        return self.last_s - self.first_s if self.last_s is not None else 0


class Log:
    """A log that grows."""

    def __init__(self, path):
        self.path = path
        self.offset = 0

    def mark(self):
        """What comes from here on is the next client's."""
        self.offset = self.path.stat().st_size if self.path.exists() else 0

    def read(self, expected, wait_s=3):
        """What came since the mark; waits until as much as expected is there."""
        end = time.monotonic() + wait_s
        while self.count() < expected and time.monotonic() < end:
            time.sleep(0.05)
        seen = Seen()
        with open(self.path, "rb") as file:
            file.seek(self.offset)
            for line in file:
                seen.add(*line.rstrip(b"\n").split(b" ", 4))
        return seen

    def count(self):
        with open(self.path, "rb") as file:
            file.seek(self.offset)
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
