# SPDX-License-Identifier: MIT

import reports


def check(run):
    reports.check_all(run)
    asked = " ".join(run.servers.fault.requests("/targets-that-depend/"))
    assert "/shop" not in asked and "/cart" not in asked, asked
    assert "/reports" in asked, asked
    assert 'message="depends on &quot;gateway&quot;, which is down"' in run.read("report.xml")
