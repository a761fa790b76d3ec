# SPDX-License-Identifier: MIT

import re


def check(run):
    for status in ("0", "1", "2", "3", "130", "143"):
        assert re.search(rf"^ +{status}\b", run.stdout, re.MULTILINE), status
