# SPDX-License-Identifier: MIT

import json
import os
import stat


def act(run):
    os.mkfifo(run.folder / "pipe")
    reader = os.open(run.folder / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    run.finish(run.start())
    run.piped = os.read(reader, 65536)
    os.close(reader)


def check(run):
    assert json.loads(run.piped)["summary"]["up"] == 1
    assert stat.S_ISFIFO((run.folder / "pipe").stat().st_mode)
