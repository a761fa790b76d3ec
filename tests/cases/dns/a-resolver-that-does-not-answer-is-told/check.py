# SPDX-License-Identifier: MIT

import names


def prepare(run):
    names.use_resolver(run, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")


def check(run):
    target = run.report()["targets"][0]
    assert (target["outcome"], target["cause"]) == ("unknown", "resolver"), target
