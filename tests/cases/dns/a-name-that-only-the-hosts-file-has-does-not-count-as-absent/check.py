# SPDX-License-Identifier: MIT
import names

HOSTS = "127.0.0.1 localhost\n127.0.0.1 intranet.test here.test\n::1 six.test\n2001:db8::1 elsewhere.test\n"
LATE = ("intranet.test", "six.test", "elsewhere.test", "gone.test", "here.test")


def prepare(run):
    # libcurl gives up while the name server is silent; when the name is asked for again, there is no such name in DNS.
    # The first three names are looked up before the run.
    names.use_name_server(run, {f"n{i}.test": ["127.0.0.1"] for i in (1, 2, 3)}, services="dns files",
                          hosts=HOSTS, late=LATE)
