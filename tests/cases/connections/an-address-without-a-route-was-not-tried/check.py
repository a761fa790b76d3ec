# SPDX-License-Identifier: MIT
import names

FAR = ["192.0.2.1", "2001:db8::1"]
FORBIDDEN = ["198.51.100.1", "198.51.100.65", "198.51.100.129"]
ROUTES = ["blackhole 198.51.100.0/26", "prohibit 198.51.100.64/26", "unreachable 198.51.100.128/26",
          "203.0.113.0/24 dev lo src 127.0.0.1"]  # nobody receives what is sent there


def prepare(run):
    names.use_name_server(run, {"far.test": FAR, "forbidden.test": FORBIDDEN,
                                "here.test": ["127.0.0.1", "2001:db8::1"],
                                "many.test": [*FAR, "2001:db8::2", *FORBIDDEN, "127.0.0.1", "127.0.0.2"],
                                "silent.test": ["203.0.113.1", "2001:db8::1"]}, routes=ROUTES)
