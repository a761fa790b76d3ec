# SPDX-License-Identifier: MIT
import signal
import time

from mail_server import MailServer, configure, kept


def act(run):
    with MailServer(run, answers={"MESSAGE": ""}) as server:
        configure(run, server, timeout="2m")
        process = run.start()
        end = time.monotonic() + 60
        while not server.messages:
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        run.finish(process)
    assert [attempts for attempts, _, _ in kept(run)] == [1]
