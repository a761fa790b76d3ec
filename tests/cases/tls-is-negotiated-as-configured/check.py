# SPDX-License-Identifier: MIT


def check(run):
    targets = {target["name"]: target for target in run.report()["targets"]}
    note = "the server asked for a client certificate, and none was given (tls.client_certificate)"
    assert targets["no client certificate"]["note"] == note
    assert targets["client certificate stays with its origin"]["note"] == note
    assert targets["client certificate"]["note"] is None
