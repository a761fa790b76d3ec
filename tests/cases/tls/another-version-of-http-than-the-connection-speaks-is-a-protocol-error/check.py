# SPDX-License-Identifier: MIT

import tls_server

YAML = """version: 1
defaults: {{retries: 0, tls: {{ca: "{ca}"}}}}
targets:
  - {{name: a lie about 2, url: "{url}/HTTP/2"}}
  - {{name: a lie that is expected, url: "{url}/HTTP/2", expect: {{http_version: 2}}}}
  - {{name: a lie with a body, url: "{url}/HTTP/2", expect: {{body: {{contains: ready}}}}}}
  - {{name: a lie about 2.0, url: "{url}/HTTP/2.0"}}
  - {{name: a lie about 3, url: "{url}/HTTP/3"}}
  - {{name: the truth, url: "{url}/HTTP/1.1", expect: {{http_version: 1.1}}}}
  - {{name: a lie without TLS, url: "{fault}/bad-status/HTTP/2%20200%20OK"}}
  - {{name: what speaks it, url: "{nginx_https}/", expect: {{http_version: 2}}}}
reports: {{json: report.json}}
"""


def serve(connection):
    while head := tls_server.read_head(connection):
        method, path = head.split()[:2]
        connection.sendall(path[1:] + b" 200 OK\r\nContent-Length: 5\r\n\r\n" +
                           (b"" if method == b"HEAD" else b"ready"))


def act(run):
    with tls_server.TlsServer(run, serve, alpn=["http/1.1"]) as server:
        run.places |= {"url": server.url}
        run.write("headgate.yml", YAML.format(**run.places))
        run.finish(run.start(["-c", "headgate.yml"]))
