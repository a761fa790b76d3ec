# SPDX-License-Identifier: MIT

import json
import signal
import time

from mail_server import MailServer, configure


def act(run):
    with MailServer(run) as server:
        target = {"name": "shop", "url": f"{run.places['fault']}/flap/2/{run.name}",
                  "interval": "5s", "retries": 0}
        configure(run, server, [target], when="change")
        config = json.loads(run.read("headgate.yml"))
        run.write("headgate.yml", json.dumps({**config, "watch": {"flush": "1s"}}))
        process = run.start()
        end = time.monotonic() + 60
        while len(server.messages) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        run.finish(process)
        down, up = server.mails()
    assert ": DOWN: shop" in down["Subject"], down["Subject"]
    assert ": UP: shop" in up["Subject"], up["Subject"]
