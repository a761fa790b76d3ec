# SPDX-License-Identifier: MIT

import pathlib
import re
import shutil
import subprocess

from servers import Skip

UNIT = pathlib.Path(__file__).parents[4] / "configs" / "headgate-watch.service"


def check(run):
    if shutil.which("systemd-analyze") is None:
        raise Skip("systemd-analyze is not installed")
    ended = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", UNIT],
                           capture_output=True, text=True, check=False)
    level = re.search(r"Overall exposure level for [^:]*: ([\d.]+)", ended.stdout)
    assert level is not None and float(level[1]) < 2, ended.stdout[-300:] + ended.stderr[-300:]
