# SPDX-License-Identifier: MIT
"""The network and mount namespace that the benchmark runs in: ci/bench has made it with unshare.

Nothing but loopback exists in it, so a server may listen on every address of 127.0.0.0/8, ports can
be fixed, and /etc/resolv.conf may name our own DNS server; nobody outside sees any of it.
"""

import os
import resource
import subprocess
from pathlib import Path

SETTINGS = {
    "net/ipv4/ip_local_port_range": "1024 65000",
    "net/ipv4/tcp_tw_reuse": "1",
    "net/core/somaxconn": "4096",
    "net/ipv4/tcp_max_syn_backlog": "8192",
}
RESERVED = "net/ipv4/ip_local_reserved_ports"


class PlaceError(Exception):
    """This is not the namespace that ci/bench makes."""


def require_namespace():
    """Guards against changing the machine's own network."""
    interfaces = [line.split(":")[0].strip()
                  for line in Path("/proc/net/dev").read_text().splitlines()[2:]]
    if interfaces != ["lo"]:
        raise PlaceError("this is not a network namespace of its own "
                         f"(it has {', '.join(interfaces)}); start it with ci/bench")


def prepare(folder, ports, name_server):
    """Bring loopback up, widen limits, and name our DNS server in /etc/resolv.conf."""
    require_namespace()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for name, value in {**SETTINGS, RESERVED: ",".join(map(str, sorted(ports)))}.items():
        try:
            Path("/proc/sys", name).write_text(value)
        except OSError as error:
            print(f"bench: {name} stays as it is: {error.strerror}")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    resolver = folder / "resolv.conf"
    resolver.write_text(f"nameserver {name_server}\noptions timeout:2 attempts:2\n")
    subprocess.run(["mount", "--bind", resolver, os.path.realpath("/etc/resolv.conf")], check=True)
