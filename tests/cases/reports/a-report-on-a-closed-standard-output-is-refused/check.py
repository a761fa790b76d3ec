# SPDX-License-Identifier: MIT

import os


def act(run):
    run.finish(run.start(stdout=None, preexec_fn=lambda: os.close(1)))
