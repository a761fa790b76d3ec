# SPDX-License-Identifier: MIT
import socket
import threading

REFUSED = "Proxy-Status: near; error=connection_refused, far; error=dns_error"
# name, scheme, the proxy's answer; then the verdict, and the one where the target is expected down
ROWS = [
    ("CONNECT 403", "https", "403 No", (), "unknown proxy", "unknown proxy"),
    ("CONNECT 502", "https", "502 No", (), "unknown proxy", "unknown proxy"),
    ("CONNECT 407", "https", "407 No", (REFUSED,), "unknown proxy", "unknown proxy"),
    ("CONNECT 502 refused", "https", "502 No", (REFUSED,), "down connect", "unknown proxy"),
    ("CONNECT 504 timed out", "https", "504 No", ("proxy-status: p;error=connection_timeout",),
     "down timeout", "unknown proxy"),
    ("CONNECT 503 squid refused", "https", "503 No", ("X-Squid-Error: ERR_CONNECT_FAIL 111",),
     "down connect", "unknown proxy"),
    ("CONNECT 503 squid no route", "https", "503 No", ("X-Squid-Error: ERR_CONNECT_FAIL 101",),
     "unknown proxy", "unknown proxy"),
    ("CONNECT 500 refused", "https", "500 No", (REFUSED,), "unknown proxy", "unknown proxy"),
    ("CONNECT 502 dns", "https", "502 No", ("Proxy-Status: p; error=dns_error",),
     "unknown proxy", "unknown proxy"),
    ("CONNECT 502 quoted", "https", "502 No",
     ('Proxy-Status: p; details="; error=connection_refused"',),
     "unknown proxy", "unknown proxy"),
    ("CONNECT 502 via", "https", "502 No", ("Via: 1.1 p",), "unknown proxy", "unknown proxy"),
    ("CONNECT nothing", "https", None, (), "unknown proxy", "unknown proxy"),
    ("CONNECT silence", "https", "", (), "unknown proxy", "unknown proxy"),
    ("http 407", "http", "407 No", (), "unknown proxy", "unknown proxy"),
    ("http 502", "http", "502 No", (), "down status", "down status"),
    ("http 502 refused", "http", "502 No", (REFUSED,), "down connect", "unknown proxy"),
    ("http 504 timed out", "http", "504 No", ("Proxy-Status: p; error=connection_timeout",),
     "down timeout", "unknown proxy"),
    ("http 503 squid dns", "http", "503 No", ("X-Squid-Error: ERR_DNS_FAIL 0",), "down dns",
     "unknown proxy"),
    ("http 404 denied", "http", "404 No", ("Proxy-Status: p; error=http_request_denied",),
     "down status", "unknown proxy"),
    ("http 503 via", "http", "503 No", ("Via: 1.1 p",), "down status", "down status"),
    ("http 200 marked", "http", "200 OK", (REFUSED,), "up none", "down status"),
    ("http nothing", "http", None, (), "down protocol", "unknown proxy"),
]


def serve(server, answers):
    silent = []
    while True:
        try:
            connection = server.accept()[0]
        except OSError:
            return
        with connection:
            connection.settimeout(10)
            head = b""
            while b"\r\n\r\n" not in head:
                data = connection.recv(9999)
                if not data:
                    break
                head += data
            number = head.decode("latin-1").partition("n")[2].partition(".")[0]
            status, fields = answers.get(number, (None, ()))
            if status == "":
                silent.append(connection.dup())
            elif status is not None:
                lines = [f"HTTP/1.1 {status}", *fields, "Content-Length: 0", "Connection: close"]
                connection.sendall("\r\n".join([*lines, "", ""]).encode())


def act(run):
    answers = {str(i): row[2:4] for i, row in enumerate(ROWS)}
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=(server, answers), daemon=True).start()
        proxy = f"http://127.0.0.1:{server.getsockname()[1]}"
        lines = [f"defaults: {{retries: 0, proxy: \"{proxy}\"}}", "targets:"]
        for i, row in enumerate(ROWS):
            url = f"{row[1]}://n{i}.test/"
            timeout = "1s" if row[2] == "" else "20s"
            lines += [f'  - {{name: "{row[0]}", url: "{url}", timeout: {timeout}}}',
                      f'  - {{name: "{row[0]}, down", url: "{url}", timeout: {timeout}, '
                      'expect: down}']
        (run.folder / "headgate.yml").write_text("version: 1\n" + "\n".join(lines) + "\n")
        run.finish(run.start())
        server.close()
    found = {t["name"]: f"{t['outcome']} {t['cause']}" for t in run.report()["targets"]}
    reasons = {t["name"]: t["reason"] for t in run.report()["targets"]}
    for name, _, _, _, verdict, when_down in ROWS:
        assert found[name] == verdict, (name, found[name], reasons[name])
        assert found[f"{name}, down"] == when_down, (name, found[f"{name}, down"])
    assert reasons["CONNECT 502 refused"] == (
        f"n3.test refused the connection, says the proxy {proxy} (connection_refused)")
    assert reasons["http 502 refused"] == (
        "expected status 200-299, got 502 from the proxy: connection_refused")
    assert reasons["CONNECT 407"] == f"the proxy {proxy} requires authentication (status 407)"
