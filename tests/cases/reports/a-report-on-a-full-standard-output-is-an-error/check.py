# SPDX-License-Identifier: MIT

def act(run):
    with open("/dev/full", "wb") as full:
        run.finish(run.start(stdout=full))
