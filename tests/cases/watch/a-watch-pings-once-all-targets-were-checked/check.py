# SPDX-License-Identifier: MIT

import json
import signal
import time

from sink import Sink


def act(run):
    with Sink() as sink:
        run.write("headgate.yml", json.dumps({
            "history": "h.db", "defaults": {"interval": "5s", "retries": 0},
            "channels": {"hc": {"type": "ping", "url": f"{sink.url}/ping/abc"}},
            "targets": [{"name": "shop", "url": f"{run.places['fault']}/status/500/{run.name}"},
                        {"name": "api", "url": f"{run.places['fault']}/ok/{run.name}"}]}))
        process = run.start()
        end = time.monotonic() + 60
        while not sink.posts and time.monotonic() < end:
            time.sleep(0.02)
        asked = " ".join(run.requests())
        assert "/ok/" in asked and "/status/" in asked, "each target has a result: " + asked
        process.send_signal(signal.SIGTERM)
        run.finish(process)
        pings = [(path.split("?")[0], body) for path, _, body in sink.posts]
    assert len(pings) == 1 and pings[0][0] == "/ping/abc", pings
    assert pings[0][1].startswith("1 up, 1 down; gate closed"), pings
