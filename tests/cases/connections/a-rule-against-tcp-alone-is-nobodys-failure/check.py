# SPDX-License-Identifier: MIT
"""A rule of this machine is for TCP alone: there is a route, and packets of UDP would use it."""

import names

PLACE = "203.0.113.0/24 dev lo src 127.0.0.1"  # nobody receives what is sent there
RULES = [f"pref 50 ipproto tcp to 203.0.113.{number} {action}"
         for number, action in ((1, "prohibit"), (2, "blackhole"), (3, "unreachable"))]


def prepare(run):
    names.use_name_server(run, {"all.test": ["203.0.113.1", "203.0.113.2", "203.0.113.3"],
                                "closed.test": ["203.0.113.1", "127.0.0.1"],
                                "closed-first.test": ["127.0.0.1", "203.0.113.1"],
                                "silent.test": ["203.0.113.1", "203.0.113.9"],
                                "alive.test": ["203.0.113.1", "127.0.0.1"]}, routes=[PLACE], rules=RULES,
                          gai="sortv4 no\n")
