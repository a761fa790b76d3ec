# SPDX-License-Identifier: MIT
"""Servers that end the handshake without a client certificate; nginx answers 400 instead."""

import socket
import subprocess
import time

from servers import free_ports

VERSIONS = {"1.2": "-tls1_2", "1.3": "-tls1_3"}


def start(run, option):
    folder = run.servers.log
    port = free_ports(1)[0]
    process = subprocess.Popen(
        ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", option, "-quiet", "-www",
         "-cert", folder / "good.pem", "-key", folder / "key.pem", "-Verify", "1",
         "-verify_return_error", "-CAfile", folder / "ca.pem"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return process, port
        except OSError:
            time.sleep(0.02)
    raise AssertionError("openssl s_server did not start")


def act(run):
    started = {name: start(run, option) for name, option in VERSIONS.items()}
    ca, key = run.places["ca"], run.places["client_key"]
    targets = "".join(
        f"  - {{ name: without at {name}, url: 'https://localhost:{port}/' }}\n"
        f"  - {{ name: with at {name}, url: 'https://localhost:{port}/', method: GET,\n"
        f"      tls: {{ client_certificate: {run.places['client_certificate']},\n"
        f"             client_key: {key} }} }}\n"
        f"  - {{ name: no certificate at {name}, url: 'https://localhost:{port}/',\n"
        f"      tls: {{ client_certificate: {key} }} }}\n"
        for name, (_, port) in started.items())
    run.write("headgate.yml", f"version: 1\ndefaults: {{ retries: 0, ip: 4, tls: {{ ca: {ca} }} }}\n"
                              f"targets:\n{targets}reports: {{ json: report.json }}\n")
    try:
        run.finish(run.start(["headgate.yml"]))
    finally:
        for process, _ in started.values():
            process.kill()
            process.wait()


def check(run):
    for target in run.report()["targets"]:
        if not target["name"].startswith("no certificate"):
            assert target["certificate"]["verified"] is True, target
