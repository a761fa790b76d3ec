# SPDX-License-Identifier: MIT

import os
import subprocess


def act(run):
    os.mkfifo(run.folder / "pipe")
    written = run.start()
    with open(run.folder / "pipe", "w", encoding="utf-8") as pipe:
        pipe.write("http://one.example/\nhttp://two")
        pipe.flush()
        try:
            written.wait(1.5)  # longer than somebody is waited for who does not write at all
        except subprocess.TimeoutExpired:
            pipe.write(".example/\n")
    run.listed = written.communicate(timeout=30)[0].decode()
    run.finish(run.start())


def check(run):
    assert run.listed == "http://one.example/\nhttp://two.example/\n", run.listed
