# SPDX-License-Identifier: MIT
import names

SOCKS, MUTE = 1080, 1081
HOSTS = "127.0.0.1 localhost\n127.0.0.1 intranet.test\n"


def prepare(run):
    names.use_name_server(run, {"shop.test": ["127.0.0.1"], "six.test": ["2001:db8::1"], "empty.test": []},
                          silent=["silent.test"], codes={"failed.test": "servfail"}, hosts=HOSTS,
                          socks=SOCKS, mute=MUTE)
