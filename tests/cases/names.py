# SPDX-License-Identifier: MIT
"""Gives a case an /etc/hosts or a resolver of its own, in a mount namespace of its own."""

import shutil
import subprocess

from servers import Skip

SCRIPT = """#!/bin/sh
exec unshare --user --map-root-user --mount sh -c \
    'mount --bind "$1" {place} && shift && exec "$@"' sh "{file}" "{headgate}" "$@"
"""


def use_hosts(run, lines):
    """From now on headgate finds these names only: "ADDRESS NAME" lines."""
    use_file(run, "/etc/hosts", lines)


def use_resolver(run, lines):
    """From now on headgate asks these name servers: lines of resolv.conf(5)."""
    use_file(run, "/etc/resolv.conf", lines)


def use_file(run, place, lines):
    file = run.write("file-of-its-own", lines)
    wrapper = run.write("headgate-with-file", SCRIPT.format(
        place=place, file=file, headgate=run.headgate))
    wrapper.chmod(0o755)
    probe = subprocess.run([wrapper, "--version"], capture_output=True, env=run.environment) \
        if shutil.which("unshare") else None
    if probe is None or probe.returncode != 0:
        raise Skip("no mount namespace can be made here")
    run.headgate = wrapper
