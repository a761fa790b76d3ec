# SPDX-License-Identifier: MIT
"""Names in certificates that are what libraries say when this machine lacks something: libcurl quotes them."""

import json
from contextlib import ExitStack

import certificates
import tls_server

NAMES = ("Out of memory", "nghttp2: Out of memory", "malloc failure", "too many open files",
         "SSL routines::unexpected eof")


def make(run, name, number):
    """A certificate that the authority has signed, for no host but this name."""
    folder = run.servers.log
    openssl = certificates.openssl
    request, leaf = f"words{number}.request.pem", f"words{number}.pem"
    openssl(folder, "req", "-new", "-key", "key.pem", "-subj", f"/CN={name}", "-out", request)
    (folder / "words.ext").write_text("basicConstraints=CA:FALSE\n")
    openssl(folder, "x509", "-req", "-in", request, "-CA", "ca.pem", "-CAkey", "key.pem", "-set_serial",
            str(0x50 + number), "-days", "30", "-extfile", "words.ext", "-out", leaf)
    return leaf.removesuffix(".pem")


def act(run):
    with ExitStack() as stack:
        servers = [stack.enter_context(tls_server.TlsServer(run, lambda _: True, make(run, name, number)))
                   for number, name in enumerate(NAMES)]
        run.write("headgate.yml", json.dumps({
            "defaults": {"retries": 0, "tls": {"ca": run.places["ca"]}}, "reports": {"json": "report.json"},
            "targets": [{"name": name, "url": server.url} for name, server in zip(NAMES, servers)]}))
        run.finish(run.start(["-c", "headgate.yml"]))
