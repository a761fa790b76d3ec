# SPDX-License-Identifier: MIT

import reports

PROBLEMS = {
    "good": None, "chain": None, "expired": "expired", "not yet valid": "not_yet_valid",
    "wrong host": "wrong_host", "self-signed": "self_signed", "untrusted root": "untrusted_root",
    "untrusted root of a chain": "untrusted_root",
    "missing intermediate": "missing_intermediate", "weak key": "weak_key", "revoked": "revoked",
    "not revoked": None, "no list for it": "unknown_revocation", "wrong pin": "wrong_pin",
    "right pin": None, "address as a name": "wrong_host", "forged": "other",
}
NAMES = {"wrong host": ["elsewhere.example"], "address as a name": ["127.0.0.1"]}
WHOLE = {"expired": -1}  # others: 30 days, at most a day less by now


def check(run):
    report = reports.check_all(run)
    for target in report["targets"]:
        name, certificate = target["name"], target["certificate"]
        assert certificate is not None, name
        assert certificate["problem"] == PROBLEMS[name], (name, certificate)
        assert certificate["verified"] == (PROBLEMS[name] is None), (name, certificate)
        if name != "not yet valid":
            assert 0 <= WHOLE.get(name, 30) - certificate["days_left"] <= 1, (name, certificate)
        else:
            assert certificate["not_before"] == "2098-01-02T03:04:05.000Z", certificate
            assert certificate["not_after"] == "2099-01-02T03:04:05.000Z", certificate
        assert certificate["key"] == ("RSA 1024" if name == "weak key" else "EC P-256"), name
        assert certificate["signature"] == "ecdsa-with-SHA256", certificate
        names = NAMES.get(name, ["localhost", "127.0.0.1"])
        assert certificate["names"] == names, (name, certificate)
        assert certificate["subject"] == "CN=localhost", certificate
