# SPDX-License-Identifier: MIT

import os
import stat

from servers import Skip


def prepare(run):
    # Root gets a device of its own: a program with a fault must not replace the system's.
    full = run.folder / "full"
    if os.geteuid() != 0:
        full.symlink_to("/dev/full")
        return
    try:
        os.mknod(full, stat.S_IFCHR | 0o600, os.makedev(1, 7))
        os.close(os.open(full, os.O_WRONLY))
    except OSError as error:
        raise Skip(f"no device could be made: {error}") from None


def check(run):
    assert stat.S_ISCHR((run.folder / "full").stat().st_mode)
    assert len(run.read("report.csv").splitlines()) == 2
