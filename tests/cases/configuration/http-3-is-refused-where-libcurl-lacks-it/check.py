# SPDX-License-Identifier: MIT

import http3


def prepare(run):
    http3.need_lack(run)
