# SPDX-License-Identifier: MIT
import names
from servers import Skip


def prepare(run):
    if run.places["fault6"] is None:
        raise Skip("no IPv6 here")
    names.use_name_server(run, {"four.test": ["127.0.0.1"], "six.test": ["::1"], "empty.test": [],
                                "half.test": ["127.0.0.1"]},
                          codes={"half.test": ["ok", "servfail"]},
                          hosts="127.0.0.1 localhost local.test\n")
