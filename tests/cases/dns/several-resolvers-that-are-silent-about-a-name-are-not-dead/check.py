# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_name_server(run, {}, codes={"silent.test": "silent"}, server_count=3,
                          search="search corp.test\n")
