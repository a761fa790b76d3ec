# SPDX-License-Identifier: MIT
import resource


def act(run):
    run.spare_coverage()
    run.finish(run.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))))
