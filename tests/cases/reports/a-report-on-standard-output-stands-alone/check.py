# SPDX-License-Identifier: MIT

import json


def check(run):
    assert json.loads(run.stdout)["summary"]["up"] == 1
