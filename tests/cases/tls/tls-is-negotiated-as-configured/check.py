# SPDX-License-Identifier: MIT


def check(run):
    targets = {target["name"]: target for target in run.report()["targets"]}
    for name in ("TLS 1.0", "TLS 1.3 only"):
        certificate = targets[name]["certificate"]
        assert certificate["days_left"] in (29, 30), (name, certificate)
        assert certificate["problem"] == "not_checked", (name, certificate)
    assert targets["TLS 1.0 allowed"]["certificate"]["verified"] is True
    note = "the server requested a client certificate, and none is configured (tls.client_certificate)"
    assert targets["no client certificate"]["note"] == note
    assert targets["client certificate stays with its origin"]["note"] == note
    assert targets["client certificate"]["note"] is None
