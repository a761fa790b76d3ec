# SPDX-License-Identifier: MIT
"""Three days and ten attempts; fewer attempts, or less time, and it stays. One of a channel that is in no configuration
any more goes after three days."""

import sqlite3

from sink import Sink, check_now

DAY_S = 86400


def act(run):
    with Sink([500]) as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        stderr = check_now(run, channels | {"old": {"type": "webhook", "url": sink.url}},
                           {"shop": False})
        for number in range(1, 9):
            run.set_clock(number * DAY_S // 2)
            stderr = check_now(run, channels, {"shop": False})
            assert ('"old", which is not configured any more: 1 message was dropped' in stderr) == (number == 7), (number, stderr)
        database = sqlite3.connect(run.folder / "h.db")
        rows = database.execute("SELECT channel, attempts FROM outbox").fetchall()
        database.close()
        assert rows == [("ops", 9)], rows
        run.set_clock(9 * DAY_S // 2)
        stderr = check_now(run, channels, {"shop": False})
        assert 'channel "ops": 1 message was not accepted for three days and dropped' in stderr, stderr
        run.set_clock(5 * DAY_S)
        # Nothing waits, and the channel has not worked since.
        stderr = check_now(run, channels, {"shop": False})
        assert "sent" not in stderr and stderr.count("\n") == 1 and 'channel "ops" has failed since ' in stderr, stderr
