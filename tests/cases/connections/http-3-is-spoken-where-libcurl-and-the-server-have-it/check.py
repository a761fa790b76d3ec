# SPDX-License-Identifier: MIT

import http3

YAML = """version: 1
defaults: {{retries: 0, timeout: 20s, tls: {{ca: "{ca}"}}, expect: {{http_version: 3}}}}
targets:
  - {{name: three, url: "{url}/"}}
  - {{name: with a body, url: "{url}/", expect: {{body: {{contains: "HTTP/3.0"}}}}}}
  - {{name: after a redirect, url: "{url}/redirect"}}
  - {{name: another status, url: "{url}/status/404"}}
  - {{name: two or three, url: "{url}/", expect: {{http_version: [2, 3]}}}}
  - {{name: two, url: "{url}/", expect: {{http_version: 2}}}}
  - {{name: a server without it, url: "{nginx_https}/", connect_timeout: 1s}}
  - {{name: a bad certificate, url: "{bad}/"}}
reports: {{json: report.json}}
"""


def act(run):
    with http3.Http3Nginx(run) as good, http3.Http3Nginx(run, "wrong_host") as bad:
        run.places |= {"url": good.url, "bad": bad.url}
        run.write("headgate.yml", YAML.format(**run.places))
        run.finish(run.start(["-c", "headgate.yml", "-j", "1"]))


def check(run):
    targets = {target["name"]: target for target in run.report()["targets"]}
    shown = {name: (target["outcome"], target["cause"], target["http_version"])
             for name, target in targets.items()}
    assert shown == {
        "three": ("up", "none", "3"),
        "with a body": ("up", "none", "3"),
        "after a redirect": ("up", "none", "3"),
        "another status": ("down", "status", "3"),
        "two or three": ("up", "none", shown["two or three"][2]),
        "two": ("up", "none", "2"),
        "a server without it": ("down", shown["a server without it"][1], None),
        "a bad certificate": ("down", "certificate", None),
    }, shown
    assert shown["a server without it"][1] in ("connect", "timeout"), shown
    for name in ("three", "with a body", "after a redirect", "another status"):
        certificate = targets[name]["certificate"]
        assert certificate["verified"] and certificate["subject"] == "CN=localhost", certificate
