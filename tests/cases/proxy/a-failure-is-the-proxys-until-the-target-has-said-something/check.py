# SPDX-License-Identifier: MIT
import contextlib
import socket
import threading

CLOSE, SILENCE = "close", "silence"
V5, V4 = b"\5\0", b"\0\x5a" + bytes(6)
OPEN5 = b"\5\0\0\1" + bytes(6)
OPEN = b"HTTP/1.1 200 OK\r\n\r\n"
GARBAGE = b"\0\1garbage\r\n\r\n" + bytes(64)
ALERT = b"\x15\3\3\0\2\2\x28"
NO_HEAD = b"HTTP/1.1 503 No\r\n"

NO = "the proxy P did not open a connection: "
OTHER_SOCKS = NO + "its answer is not of this version of SOCKS"
CLOSED = NO + "it closed the connection"
INVALID = "the proxy P gave no valid answer"
REFUSED = "the proxy P refused the connection with status "
LATE = "the proxy P did not say within "
# name, scheme of the proxy, and the reason, or its beginning; then what the proxy does: bytes after each message of ours
SOCKS = [
    ("1", "socks5h", NO + "general failure (SOCKS reply 1)", 1),
    ("2", "socks5h", NO + "its rules do not allow it (SOCKS reply 2)", 2),
    ("3", "socks5h", NO + "network unreachable (SOCKS reply 3)", 3),
    ("4", "socks5h", NO + "host unreachable (SOCKS reply 4)", 4),
    ("6", "socks5h", NO + "TTL expired (SOCKS reply 6)", 6),
    ("7", "socks5h", NO + "it does not support CONNECT (SOCKS reply 7)", 7),
    ("8", "socks5h", NO + "it does not support this type of address (SOCKS reply 8)", 8),
    ("9", "socks5h", NO + "unknown SOCKS reply", 9),
    ("255", "socks5h", NO + "unknown SOCKS reply", 255),
    ("91", "socks4a", NO + "it rejected the request, or failed (SOCKS reply 91)", 91),
    ("92", "socks4a", NO + "it can't reach identd of this machine (SOCKS reply 92)", 92),
    ("93", "socks4a", NO + "identd of this machine names another user (SOCKS reply 93)", 93),
    ("94", "socks4a", NO + "unknown SOCKS reply", 94),
    ("no way", "socks5h", NO + "it accepts no way to authenticate that was offered", b"\5\xff", CLOSE),
    ("other way", "socks5h", NO + "it rejected user or password", b"\5\2", b"\1\1", CLOSE),
    ("unknown way", "socks5h", NO + "it chose a way to authenticate that was not offered", b"\5\x77", CLOSE),
    ("5 as 4", "socks5h", OTHER_SOCKS, V4, CLOSE),
    ("4 as 5", "socks4a", OTHER_SOCKS, b"\5\0\0\1" + bytes(8), CLOSE),
    ("5 garbage", "socks5h", OTHER_SOCKS, GARBAGE, CLOSE),
    ("4 garbage", "socks4a", OTHER_SOCKS, b"garbage!", CLOSE),
    ("http", "socks5h", OTHER_SOCKS, b"HTTP/1.1 400 No\r\n\r\n", CLOSE),
    ("wrong type", "socks5h", NO + "its answer is not valid SOCKS", V5, b"\5\0\0\7" + bytes(6), CLOSE),
    ("half", "socks5h", CLOSED, V5, b"\5\0", CLOSE),
    ("5 nothing", "socks5h", CLOSED, CLOSE),
    ("4 nothing", "socks4a", CLOSED, CLOSE),
    ("silence", "socks5h", LATE, V5, SILENCE),
]
# name, reason or its beginning (versions of libcurl differ), what the proxy answers
CONNECT = [
    ("garbage", INVALID, GARBAGE, CLOSE),
    ("no head", INVALID, b"220 mail.test ESMTP\r\n", CLOSE),
    ("HTTP/0.9", INVALID, b"<html>\n", CLOSE),
    ("half a head", INVALID, b"HTTP/1.1 200 OK\r\nX: y", CLOSE),
    ("half a head and silence", LATE, b"HTTP/1.1 200 OK\r\nX: y", SILENCE),
    ("no colon", INVALID, NO_HEAD + b"nocolon\r\n\r\n", CLOSE),
    ("folded", INVALID, NO_HEAD + b" folded\r\n\r\n", CLOSE),
    ("NUL", INVALID, NO_HEAD + b"X: a\0b\r\n\r\n", CLOSE),
    ("a large line", INVALID, NO_HEAD + b"X: " + b"y" * 99999, CLOSE),
    ("many lines", INVALID, NO_HEAD + b"X: yyyyyyyyyyy\r\n" * 30000, CLOSE),
    ("HTTP/2", INVALID, b"HTTP/2 503\r\n\r\n", CLOSE),
    ("2000", INVALID, b"HTTP/1.1 2000 OK\r\n\r\n", CLOSE),
    ("99", INVALID, b"HTTP/1.1 099 OK\r\n\r\n", CLOSE),
    ("100", INVALID, b"HTTP/1.1 100 Go on\r\n\r\n", CLOSE),
    ("101", INVALID, b"HTTP/1.1 101 Go on\r\n\r\n", CLOSE),
    ("302", REFUSED + "302", b"HTTP/1.1 302 No\r\nLocation: http://login.test/\r\n\r\n", CLOSE),
    ("no length", "the proxy P ", NO_HEAD + b"Content-Length: none\r\n\r\n", CLOSE),
    ("no chunk", REFUSED + "503", NO_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", CLOSE),
    ("length and silence", REFUSED + "503", NO_HEAD + b"Content-Length: 9\r\n\r\n", SILENCE),
]
UNKNOWN = "unknown proxy"
SAID = "a.test refused the connection, says the proxy P (SOCKS reply 5)"
CUT = "the connection was cut during the TLS handshake"
EMPTY = "the connection was closed without an answer"
NO_TLS = "connected, but the TLS handshake did not finish within "
NO_ANSWER = "connected, but no answer within "
OTHER = "the TLS handshake failed: the server's answer is not TLS"
REJECTED = "the TLS handshake failed: no cipher, curve or signature algorithm"
# The target was asked. Silence is down, and may be the proxy's where the target is expected down: the last column.
ASKED = [
    ("refused", "socks5h http", SAID, [V5, b"\5\5\0\1" + bytes(6), CLOSE], "down connect", UNKNOWN),
    ("refused, TLS", "socks5h https", SAID, [V5, b"\5\5\0\1" + bytes(6), CLOSE], "down connect", UNKNOWN),
    ("tunnel closed", "http https", CUT, [OPEN, CLOSE], "down tls", UNKNOWN),
    ("tunnel closed after hello", "http https", CUT, [OPEN, b"", CLOSE], "down tls", UNKNOWN),
    ("tunnel silent", "http https", NO_TLS, [OPEN, SILENCE], "down timeout", UNKNOWN),
    ("tunnel garbage", "http https", OTHER, [OPEN, GARBAGE, CLOSE], "down tls", "down tls"),
    ("tunnel http", "http https", OTHER, [OPEN, b"HTTP/1.1 400 No\r\n\r\n", CLOSE], "down tls", "down tls"),
    ("tunnel alert", "http https", REJECTED, [OPEN, ALERT, CLOSE], "down tls", "down tls"),
    ("5 closed", "socks5h http", EMPTY, [V5, OPEN5, CLOSE], "down protocol", UNKNOWN),
    ("5 closed after request", "socks5h http", EMPTY, [V5, OPEN5, b"", CLOSE], "down protocol", UNKNOWN),
    ("5 silent", "socks5h http", NO_ANSWER, [V5, OPEN5, SILENCE], "down timeout", UNKNOWN),
    ("5 half a line", "socks5h http", EMPTY, [V5, OPEN5, b"HTTP/1.1 200", CLOSE], "down protocol", UNKNOWN),
    ("5 half a head", "socks5h http", "the connection was closed within the answer's headers",
     [V5, OPEN5, b"HTTP/1.1 200 OK\r\nX: y\r\n", CLOSE], "down protocol", "down protocol"),
    ("5 no http", "socks5h http", "the answer is not HTTP", [V5, OPEN5, GARBAGE, CLOSE], "down protocol",
     "down protocol"),
    ("5 answer", "socks5h http", "expected status 200-299, got 404",
     [V5, OPEN5, b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", CLOSE], "down status", "down status"),
    ("5 TLS closed", "socks5h https", CUT, [V5, OPEN5, b"", CLOSE], "down tls", UNKNOWN),
    ("5 TLS silent", "socks5h https", NO_TLS, [V5, OPEN5, SILENCE], "down timeout", UNKNOWN),
    ("5 TLS alert", "socks5h https", REJECTED, [V5, OPEN5, ALERT, CLOSE], "down tls", "down tls"),
    ("4 closed", "socks4a http", EMPTY, [V4, b"", CLOSE], "down protocol", UNKNOWN),
    ("4 silent", "socks4a http", NO_ANSWER, [V4, SILENCE], "down timeout", UNKNOWN),
]


def script_of(steps):
    if not isinstance(steps[0], int):
        return steps
    code = bytes(steps)
    return [b"\0" + code + bytes(6), CLOSE] if steps[0] in range(90, 100) else [V5, b"\5" + code + b"\0\1" + bytes(6), CLOSE]


ROWS = [*[(f"SOCKS {name}", f"{proxy} http", reason, script_of(steps), UNKNOWN, UNKNOWN)
          for name, proxy, reason, *steps in SOCKS],
        *[(f"CONNECT {name}", "http https", reason, steps, UNKNOWN, UNKNOWN) for name, reason, *steps in CONNECT],
        *ASKED]


def play(connection, script, held):
    with contextlib.suppress(OSError):
        for step in script:
            if step == SILENCE:
                held.append(connection)
                return
            if step == CLOSE or not connection.recv(9999):
                break
            connection.sendall(step)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(9999):
            pass
    connection.close()


def serve(listener, script, held):
    with contextlib.suppress(OSError):
        while True:
            connection = listener.accept()[0]
            connection.settimeout(20)
            threading.Thread(target=play, args=(connection, script, held), daemon=True).start()


def act(run):
    held, lines, proxies = [], ["version: 1", "defaults: {retries: 0}", "targets:"], {}
    with contextlib.ExitStack() as stack:
        for name, schemes, _, script, *_ in ROWS:
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            threading.Thread(target=serve, args=(listener, script, held), daemon=True).start()
            proxy, scheme = schemes.split()
            proxies[name] = f"{proxy}://127.0.0.1:{listener.getsockname()[1]}"
            rest = f"url: \"{scheme}://a.test/\", proxy: \"{proxies[name]}\""
            rest += ", timeout: 1s" if SILENCE in script else ""
            lines += [f'  - {{name: "{name}", {rest}}}', f'  - {{name: "{name}, down", {rest}, expect: down}}']
        run.write("headgate.yml", "\n".join(lines) + "\n")
        run.finish(run.start())
    found = {target["name"]: target for target in run.report()["targets"]}
    for name, _, reason, _, verdict, when_down in ROWS:
        up, down = found[name], found[f"{name}, down"]
        assert up["reason"].startswith(reason.replace("proxy P", f"proxy {proxies[name]}")), up
        assert f"{up['outcome']} {up['cause']}" == verdict, up
        assert f"{down['outcome']} {down['cause']}" == when_down, down
