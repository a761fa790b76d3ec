# SPDX-License-Identifier: MIT
"""Gives a case an /etc/hosts or a resolver of its own, in a mount namespace of its own; or a whole
network with a name server."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from servers import Skip

HERE = Path(__file__).resolve().parent
SCRIPT = """#!/bin/sh
exec unshare --user --map-root-user --mount sh -c '{mounts} && exec "$@"' sh "{headgate}" "$@"
"""
NETWORK = """#!/bin/sh
exec unshare --user --map-root-user --mount --net {python} -B {script} "{plan}" "{headgate}" "$@"
"""
# The libc marks its questions by trust-ad, so that the name server can tell who asks.
RESOLVER = "{servers}options trust-ad attempts:1 timeout:{patience_s}\n"


def use_hosts(run, lines):
    """From now on headgate finds these names only: "ADDRESS NAME" lines."""
    use_files(run, {"/etc/hosts": lines})


def use_resolver(run, lines):
    """From now on headgate asks these name servers: lines of resolv.conf(5)."""
    use_files(run, {"/etc/resolv.conf": lines})


def use_no_resolver(run, hosts="127.0.0.1 localhost\n"):
    """From now on headgate finds these names only, and that there are no others is for certain: no
    name server is asked for them."""
    use_files(run, {"/etc/hosts": hosts, "/etc/nsswitch.conf": "hosts: files\n",
                    "/etc/resolv.conf": "nameserver 127.255.255.254\n"})


def use_files(run, files):
    mounts = [f'mount --bind "{run.write("own" + place.replace("/", "-"), text)}" {place}'
              for place, text in files.items()]
    use_wrapper(run, SCRIPT.format(mounts=" && ".join(mounts), headgate=run.headgate))


def use_wrapper(run, script):
    wrapper = run.write("headgate-in-namespace", script)
    wrapper.chmod(0o755)
    probe = subprocess.run([wrapper, "--version"], capture_output=True, env=run.environment) \
        if shutil.which("unshare") else None
    if probe is None or probe.returncode != 0:
        raise Skip("no namespace of that kind can be made here")
    run.headgate = wrapper
    run.version = probe.stdout.decode()


def use_name_server(run, records, silent=(), services="files dns", hosts="127.0.0.1 localhost\n",
                    patience_s=1, addresses=(), codes=None, routes=(), rules=(),
                    own=(), anywhere=None, gai=None,
                    server_count=1, search="", late=(), socks=None, mute=None):
    """From now on headgate is in a network with a name server that knows these records
    (own_network.py), and an HTTP server on port 80 of 127.0.0.1 and ::1, and another one on
    these addresses, and proxies at the ports `socks` and `mute`; `services` are those of nsswitch.conf(5); a question is given up after patience_s
    by each of server_count name servers, all of them that one. `search` is a line of resolv.conf(5)."""
    servers = "nameserver 127.0.0.1\n" * server_count + search
    files = {"/etc/resolv.conf": RESOLVER.format(servers=servers, patience_s=patience_s), "/etc/hosts": hosts,
             "/etc/nsswitch.conf": f"hosts: {services}\n"}
    if gai is not None:
        files["/etc/gai.conf"] = gai
    plan = {"files": {place: str(run.write("own" + place.replace("/", "-"), text))
                      for place, text in files.items()},
            "fault_server": str(run.servers.fault.process.args[0]),
            "addresses": list(addresses), "routes": list(routes), "rules": list(rules), "own": list(own),
            "anywhere": anywhere, "records": records, "silent": list(silent),
            "late": list(late), "socks": socks, "mute": mute, "codes": codes or {}, "log": str(run.folder / "questions")}
    path = run.write("plan.json", json.dumps(plan))
    use_wrapper(run, NETWORK.format(python=sys.executable, script=HERE / "own_network.py",
                                    plan=path, headgate=run.headgate))


def questions(run, name, asker):
    """The types of records that the name server was asked for, by "libc" or "c-ares"."""
    return [line.split()[1] for line in run.read("questions").splitlines()
            if line.split()[0] == name and line.split()[2] == asker]


def has_c_ares(run):
    """Whether this build has another way than the libc's; as use_wrapper() has seen it."""
    return re.search(r" c-ares/[0-9.]+\)$", run.version.strip()) is not None
