# SPDX-License-Identifier: MIT
"""A target that goes up and down again and again is said to flap, and what it is when it does so no longer; but not
where it is not wanted."""

from sink import Sink, check_now

# results of both targets, and what is said of each
RUNS = [(False, "down"), (True, "recovered"), (False, "down"), (True, "recovered"), (False, "down"), (True, "flapping"),
        (False, None), (True, None), (False, None)] + [(True, None)] * 15 + [(True, "flapping_end recovered"), (True, None)]


def act(run):
    with Sink() as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        said = []
        plain = []
        together = []
        for number, (is_up, _) in enumerate(RUNS):
            run.set_clock(number * 60)
            sink.posts.clear()
            check_now(run, channels, {"shop": is_up, "blog": is_up}, group_notify={"default": {"flapping": True}})
            events = [event for message in sink.messages() for event in message["events"]]
            assert len(events) % 2 == 0, events
            said.append(" ".join(event["event"] for event in events if event["target"] == "shop") or None)
            if "flapping" in (said[-1] or ""):
                plain += [event["text"] for event in events if event["target"] == "shop"]
                together += [(outage["event"], outage["count"]) for message in sink.messages()
                             for outage in message["outages"]]
        assert said == [expected for _, expected in RUNS], said
        assert plain[0].startswith("flapping: shop: last failure: "), plain
        assert plain[1].startswith("stopped flapping: shop, flapped for 19 m"), plain
        # Since it went down for the last time, until it was up for the first time after that.
        assert plain[2].startswith("came back: shop, was down for 1 m"), plain
        # What flaps together went down together last.
        assert together == [(word, 2) for word in ("flapping", "flapping_end", "recovered")], together
        sink.posts.clear()
        for number in range(8):
            run.set_clock((100 + number) * 60)
            check_now(run, channels, {"shop": number % 2 == 1}, history="other.db",
                      defaults={"retries": 0, "notify": {"flapping": False}})
        said = [event["event"] for message in sink.messages() for event in message["events"]]
        assert said == ["down", "recovered"] * 4, said
    run.set_clock(0)
    check_now(run, {}, {"shop": False}, history="third.db")
