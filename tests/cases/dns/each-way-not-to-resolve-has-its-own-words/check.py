# SPDX-License-Identifier: MIT
import names

CODES = {**{f"{code}.test": code for code in ("servfail", "refused", "notimp", "formerr", "broken", "silent")},
         "half.test": ["ok", "servfail"], "other-half.test": ["refused", "nxdomain"],
         "silent-four.test": ["silent", "nxdomain"], "silent-six.test": ["nxdomain", "silent"],
         "silent-and-empty.test": ["silent", "ok"], "empty-and-silent.test": ["ok", "silent"]}


def prepare(run):
    names.use_name_server(run, {"empty.test": [], "alias.test": ["empty.test"], "half.test": [], "silent-and-empty.test": [], "empty-and-silent.test": [],
                                "here.test": ["127.0.0.1"]}, codes=CODES)
