# SPDX-License-Identifier: MIT

import signal
import time

WRONG = {
    "not whole": "targets: [",
    "a key that is unknown": "targets: [{url: http://127.0.0.1/, tiemout: 3s}]\nhistory: h.db\n",
    "nothing to check": "history: h.db\n",
    "another history": "targets: [http://127.0.0.1/]\nhistory: other.db\n",
    "a report that can't be written":
        "targets: [http://127.0.0.1/]\nhistory: h.db\nreports: {json: missing/a.json}\n",
    "a report on standard output":
        "targets: [http://127.0.0.1/]\nhistory: h.db\nreports: {json: \"-\"}\n",
}


def act(run):
    log = open(run.folder / "log", "wb+")
    process = run.start(stderr=log)
    run.wait_for_requests(process)
    for count, text in enumerate(WRONG.values(), 1):
        run.write("headgate.yml", text)
        process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 60
        while run.read("log").count("goes on with the one before") < count:
            assert time.monotonic() < end, run.read("log")
            time.sleep(0.02)
    run.wait_for_requests(process, len(run.requests()) + 1)
    process.send_signal(signal.SIGTERM)
    run.finish(process)
    log.close()


def check(run):
    log = run.read("log")
    assert log.count("headgate: watching 1 target on 1 host\n") == 1, log
    assert "headgate.yml:1:" in log and "\"tiemout\"" in log and "nothing to check" in log, log
    assert "the history can't be changed while it is used: restart the watch\n" in log, log
    assert "missing" in log and "to files only" in log, log
