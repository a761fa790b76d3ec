# SPDX-License-Identifier: MIT
import contextlib
import select
import socket
import ssl

import names
from tls_server import TlsServer, read_head

BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
OPEN = b"HTTP/1.1 200 OK\r\n\r\n"
ALERT = b"\x15\3\3\0\2\2\x28"
MARKED = b"HTTP/1.1 502 No\r\nProxy-Status: p; error=connection_refused\r\n\r\n"
SILENCE, RELAY = "silence", "relay"
UNKNOWN = "unknown proxy"
INVALID = "the proxy P gave no valid answer"
UNTRUSTED = "the proxy P is not used: the certificate was rejected: "
NO_TLS = "the proxy P is not used: the TLS handshake failed: "
# name; the proxy's certificate; URL, or the certificate of the target that it leads to; what the proxy does: bytes after each
# message of ours; the verdict or its beginning, the one where the target is expected down, and the reason or its beginning
ROWS = [
    ("works", "good", "http://a.test/", [OK], "up none", "down status", ""),
    ("407", "good", "http://a.test/", [b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"], UNKNOWN, UNKNOWN,
     "the proxy P requires authentication"),
    # libcurl 8.14 now and then takes such a close for one within the handshake: another cause and reason, the same outcome.
    ("closes", "good", "http://a.test/", [], "down ", UNKNOWN, "the connection was "),
    ("forbids", "good", "https://a.test/", [b"HTTP/1.1 403 No\r\n\r\n"], UNKNOWN, UNKNOWN,
     "the proxy P refused the connection with status 403"),
    ("closes at CONNECT", "good", "https://a.test/", [], UNKNOWN, UNKNOWN, "the proxy P "),
    ("garbage at CONNECT", "good", "https://a.test/", [b"\0garbage\r\n\r\n"], UNKNOWN, UNKNOWN, INVALID),
    ("silence at CONNECT", "good", "https://a.test/", [SILENCE], UNKNOWN, UNKNOWN, "the proxy P did not say within "),
    ("target refused", "good", "https://a.test/", [MARKED], "down connect", UNKNOWN,
     "a.test refused the connection, says the proxy P (connection_refused)"),
    ("tunnel closed", "good", "https://a.test/", [OPEN], "down tls", UNKNOWN,
     "the connection was cut during the TLS handshake"),
    ("tunnel silent", "good", "https://a.test/", [OPEN, SILENCE], "down timeout", UNKNOWN,
     "connected, but the TLS handshake did not finish within "),
    ("tunnel alert", "good", "https://a.test/", [OPEN, ALERT], "down tls", "down tls",
     "the TLS handshake failed: no cipher, curve"),
    ("relays", "good", "good", [OPEN, RELAY], "up none", "down status", ""),
    ("relays to a wrong host", "good", "wrong_host", [OPEN, RELAY], "down certificate", "down certificate",
     "the certificate of elsewhere.example is for another host: it is valid for elsewhere.example, not for localhost"),
    ("relays to a bad certificate", "good", "self_signed", [OPEN, RELAY], "down certificate", "down certificate",
     "the certificate of localhost is self-signed"),
    ("relays without TLS", None, "good", [OPEN, RELAY], "up none", "down status", ""),
    ("relays without TLS to a wrong host", None, "wrong_host", [OPEN, RELAY], "down certificate", "down certificate",
     "the certificate of elsewhere.example is for another host: it is valid for elsewhere.example, not for localhost"),
    ("self-signed", "self_signed", "https://a.test/", [OPEN], UNKNOWN, UNKNOWN, UNTRUSTED + "self"),
    ("wrong host", "wrong_host", "https://a.test/", [OPEN], UNKNOWN, UNKNOWN, UNTRUSTED),
    ("wrong host and http", "wrong_host", "http://a.test/", [OK], UNKNOWN, UNKNOWN, UNTRUSTED),
    ("wants a certificate", "client", "http://a.test/", [OK], UNKNOWN, UNKNOWN, NO_TLS),
    ("wants a certificate at CONNECT", "client", "https://a.test/", [OPEN], UNKNOWN, UNKNOWN, NO_TLS),
]


def relay(connection, port):
    with socket.create_connection(("127.0.0.1", port)) as target:
        to = {connection: target, target: connection}
        while True:
            has_data = isinstance(connection, ssl.SSLSocket) and connection.pending()
            for source in [connection] if has_data else select.select(list(to), [], [])[0]:
                data = source.recv(65536)
                if not data:
                    return
                to[source].sendall(data)


def wait_for_end(connection):
    while connection.recv(4096):
        pass


def play(connection, steps, port):
    for step in steps:
        if step == SILENCE:
            wait_for_end(connection)
        elif step == RELAY:
            relay(connection, port)
        elif read_head(connection) if step != ALERT else connection.recv(4096):
            connection.sendall(step)
    if not steps:
        read_head(connection)  # a close before that may be taken for one within the handshake
    return bool(steps)


def answer(connection):
    while read_head(connection):
        connection.sendall(OK)
    return True


class Plain(TlsServer):
    """A proxy without TLS."""

    def __init__(self, serve):
        self.serve = serve

    def handle(self, plain):
        plain.settimeout(60)
        with plain, contextlib.suppress(OSError):
            self.serve(plain)


def open_server(run, certificate, serve):
    if certificate is None:
        return Plain(serve)
    wants_ours = certificate == "client"
    server = TlsServer(run, serve, "good" if wants_ours else certificate,
                       version=ssl.TLSVersion.TLSv1_2 if wants_ours else None)
    if wants_ours:
        server.context.verify_mode = ssl.CERT_REQUIRED
        server.context.load_verify_locations(run.servers.log / "ca.pem")
    return server


def check_without_authorities(run, plain):
    """libcurl has nothing to verify a proxy with."""
    run.headgate = plain
    names.use_files(run, {BUNDLE: ""})
    with open_server(run, "good", lambda connection: play(connection, [OK], None)) as server:
        run.finish(run.start(["--proxy", server.url, "http://a.test/", "-o", "json=report.json", "--retries", "0"]))
    target = run.report()["targets"][0]
    assert (target["outcome"], target["cause"]) == ("unknown", "local"), target
    assert BUNDLE in target["reason"], target


def act(run):
    plain = run.headgate
    names.use_files(run, {BUNDLE: (run.servers.log / "ca.pem").read_text()})
    lines, proxies = ["version: 1", "defaults: {retries: 0}", "targets:"], {}
    with contextlib.ExitStack() as stack:
        for name, certificate, url, steps, *_ in ROWS:
            port = None
            if RELAY in steps:
                url = stack.enter_context(open_server(run, url, answer)).url
                port = int(url.rpartition(":")[2])
            proxy = stack.enter_context(open_server(
                run, certificate, lambda connection, steps=steps, port=port: play(connection, steps, port))).url
            proxies[name] = proxy if certificate else proxy.replace("https", "http")
            rest = f"url: \"{url}\", proxy: \"{proxies[name]}\""
            rest += ", timeout: 1s" if SILENCE in steps else ""
            lines += [f'  - {{name: "{name}", {rest}}}', f'  - {{name: "{name}, down", {rest}, expect: down}}']
        run.write("headgate.yml", "\n".join(lines) + "\n")
        run.finish(run.start())
    found = {target["name"]: target for target in run.report()["targets"]}
    for name, _, url, steps, verdict, when_down, reason in ROWS:
        up, down = found[name], found[f"{name}, down"]
        assert (up["reason"] or "").startswith(reason.replace("proxy P", f"proxy {proxies[name]}")), up
        assert f"{up['outcome']} {up['cause']}".startswith(verdict), up
        assert f"{down['outcome']} {down['cause']}" == when_down, down
        # The certificate of a proxy is none of the target's.
        assert (up["certificate"] is not None) == (RELAY in steps), up
    check_without_authorities(run, plain)
    run.status = 1
