# SPDX-License-Identifier: MIT

import ssl

import tls_server

YAML = """version: 1
defaults: {{retries: 0, tls: {{ca: "{ca}"}}, expect: {{body: {{contains: ready}}}}}}
targets:
  - {{name: closed, url: "{url}/closed"}}
  - {{name: cut off, url: "{url}/cut"}}
  - {{name: cut off and accepted, url: "{url}/cut", expect: {{body: {{contains: ready, unclosed: accept}}}}}}
  - {{name: closed and accepted, url: "{url}/closed", expect: {{body: {{contains: ready, unclosed: accept}}}}}}
  - {{name: with a length, url: "{url}/length"}}
  - {{name: shorter than its length and accepted, url: "{url}/short", expect: {{body: {{unclosed: accept, contains: ready}}}}}}
  - {{name: in chunks, url: "{url}/chunked"}}
  - {{name: without its last chunk and accepted, url: "{url}/chunks", expect: {{body: {{unclosed: accept, contains: ready}}}}}}
  - {{name: closed with TLS 1.2, url: "{url12}/closed"}}
  - {{name: cut off with TLS 1.2, url: "{url12}/cut"}}
reports: {{json: report.json}}
"""
ANSWERS = {
    b"/length": b"Content-Length: 5\r\n\r\nready",
    b"/short": b"Content-Length: 9\r\n\r\nready",
    b"/chunked": b"Transfer-Encoding: chunked\r\n\r\n5\r\nready\r\n0\r\n\r\n",
    b"/chunks": b"Transfer-Encoding: chunked\r\n\r\n5\r\nready\r\n",
}


def serve(connection):
    head = tls_server.read_head(connection)
    method, path = (head + b"- -").split()[:2]
    answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + ANSWERS.get(path, b"\r\nready")
    connection.sendall(answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
                       if method == b"HEAD" else answer)
    return path == b"/closed"


def act(run):
    with tls_server.TlsServer(run, serve) as server, \
            tls_server.TlsServer(run, serve, version=ssl.TLSVersion.TLSv1_2) as older:
        run.places |= {"url": server.url, "url12": older.url}
        run.write("headgate.yml", YAML.format(**run.places))
        run.finish(run.start(["-c", "headgate.yml"]))
