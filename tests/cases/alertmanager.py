# SPDX-License-Identifier: MIT
"""Debian's Alertmanager on loopback, which tells a sink of the groups of its alerts."""

import json
import os
import shutil
import subprocess
import time
import urllib.request

from servers import free_ports

WAIT_S = 60
CONFIGURATION = """
route: {{receiver: sink, group_by: [group], group_wait: 100ms, group_interval: 1s, repeat_interval: 1h}}
receivers: [{{name: sink, webhook_configs: [{{url: "{url}", send_resolved: true}}]}}]
"""


class Alertmanager:
    """Runs while it is entered."""

    def __init__(self, run, sink):
        self.programs = [shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")
                         for name in ("prometheus-alertmanager", "amtool")]
        assert None not in self.programs, "prometheus-alertmanager is not installed (ci/deps test)"
        self.folder = run.folder.parent / "alertmanager"
        self.folder.mkdir()
        (self.folder / "alertmanager.yml").write_text(CONFIGURATION.format(url=sink.url))
        self.sink = sink

    def __enter__(self):
        port, = free_ports(1)
        self.url = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.log = open(self.folder / "log", "wb")
        self.process = subprocess.Popen(
            [self.programs[0], "--config.file=alertmanager.yml", "--storage.path=data",
             f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="],
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.until(self.is_ready, "it did not start")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(timeout=20)
        self.log.close()

    def is_ready(self):
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            return self.get("/-/ready") == b"OK"
        except OSError:
            return False

    def get(self, path):
        with self.opener.open(self.url + path, timeout=20) as reply:
            return reply.read()

    def alerts(self):
        """Those that fire, by their targets, as its own program reads them."""
        run = subprocess.run([self.programs[1], "alert", "query", "-o", "json",
                              f"--alertmanager.url={self.url}"],
                             capture_output=True, text=True, timeout=60, check=True)
        return {alert["labels"]["target"]: alert for alert in json.loads(run.stdout)}

    def groups(self):
        """What it has said so far: a set of (status, target) for each message."""
        return [{(alert["status"], alert["labels"]["target"]) for alert in json.loads(body)["alerts"]}
                for _, _, body in self.sink.posts]

    @staticmethod
    def until(is_so, problem):
        end = time.monotonic() + WAIT_S
        while not is_so():
            assert time.monotonic() < end, problem
            time.sleep(0.05)
