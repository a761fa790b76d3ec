# SPDX-License-Identifier: MIT
"""A TLS server on loopback that sends what a case wants, and ends its connections as the case wants."""

import contextlib
import socket
import ssl
import threading


class TlsServer:
    """Runs while it is entered. `serve(connection)` gets each connection after its handshake, in a thread of
    its own; what it returns is True where the connection is ended with close_notify. certificate: name of
    one of certificates.py; alpn: the protocols to agree on; version: of TLS, at most."""

    def __init__(self, run, serve, certificate="good", alpn=("http/1.1",), version=None):
        folder = run.servers.log
        key = folder / f"{certificate}_key.pem"
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / f"{certificate}.pem",
                                     key if key.exists() else folder / "key.pem")
        self.context.set_alpn_protocols(list(alpn))
        if version is not None:
            self.context.maximum_version = version
        self.serve = serve

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://localhost:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection = self.listener.accept()[0]
                threading.Thread(target=self.handle, args=(connection,), daemon=True).start()

    def handle(self, plain):
        plain.settimeout(60)
        with plain, contextlib.suppress(OSError):
            connection = self.context.wrap_socket(plain, server_side=True, suppress_ragged_eofs=True)
            if self.serve(connection):
                connection.unwrap()
            # Otherwise the TCP connection ends alone.
            plain = socket.socket(fileno=connection.detach())
            plain.shutdown(socket.SHUT_RDWR)
            plain.close()


def read_head(connection):
    """A request without a body: its bytes, empty at the end of the connection."""
    head = b""
    while b"\r\n\r\n" not in head:
        data = connection.recv(4096)
        if not data:
            return b""
        head += data
    return head
