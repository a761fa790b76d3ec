# SPDX-License-Identifier: MIT
"""Two messages that have waited for a chat are a second apart, counted from the answer to the first; those of a webhook that
waits beside it all come."""

from sink import Sink, check_now

HOUR_S = 3600
RUNS = [{"shop": False, "blog": True}, {"shop": False, "blog": False}]


def act(run):
    for kind in ("slack", "discord", "teams"):
        with Sink([500]) as chat, Sink([500]) as hook:
            channels = {"chat": {"type": kind, "url": chat.url}, "hook": {"type": "webhook", "url": hook.url}}
            for number, up in enumerate([*RUNS, RUNS[-1]]):
                run.set_clock(number * HOUR_S)
                if number == len(RUNS):
                    for sink in (chat, hook):
                        sink.posts.clear()
                        sink.times.clear()
                        sink.answers = [200]
                stderr = check_now(run, channels, up, history=f"{kind}.db")
            assert stderr == "" and len(chat.posts) == len(hook.posts) == 2, (stderr, chat.posts)
            assert chat.times[1] - chat.times[0] >= 1, chat.times
