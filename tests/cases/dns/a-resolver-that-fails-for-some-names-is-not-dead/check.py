# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_name_server(run, {}, codes={"servfail.test": "servfail", "silent.test": "silent"})


def check(run):
    assert "does not respond" not in run.stderr, run.stderr
