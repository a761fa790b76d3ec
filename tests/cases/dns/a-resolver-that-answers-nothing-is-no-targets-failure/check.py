# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_name_server(run, {"shop.test": ["127.0.0.1"]}, silent=[""])
