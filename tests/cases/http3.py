# SPDX-License-Identifier: MIT
"""Whether libcurl and nginx speak HTTP/3, and an nginx that does."""

import contextlib
import os
import shutil
import socket
import subprocess

from servers import HERE, Nginx, Skip

CONF = """daemon off;
master_process off;
pid @FOLDER@/http3.pid;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path @FOLDER@/body;
    proxy_temp_path @FOLDER@/proxy;
    fastcgi_temp_path @FOLDER@/fastcgi;
    uwsgi_temp_path @FOLDER@/uwsgi;
    scgi_temp_path @FOLDER@/scgi;
    ssl_protocols TLSv1.3;
    server {{
        listen 127.0.0.1:{port} ssl;
        listen 127.0.0.1:{port} quic;
        http2 on;
        ssl_certificate {certificates}/{name}.pem;
        ssl_certificate_key {certificates}/key.pem;
        location / {{ return 200 "$server_protocol\\n"; }}
        location = /redirect {{ return 302 /there; }}
        location = /status/404 {{ return 404; }}
    }}
}}
"""


def libcurl_has_it(run):
    version = subprocess.run([run.headgate, "--version"], env=run.environment, check=True,
                             capture_output=True, timeout=60).stdout
    return b"nghttp3" in version or b"quiche" in version


def need_lack(run):
    if libcurl_has_it(run):
        raise Skip("this libcurl speaks HTTP/3")


def find_nginx(run):
    if not libcurl_has_it(run):
        raise Skip("this libcurl does not speak HTTP/3")
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    build = subprocess.run([program, "-V"], capture_output=True, timeout=60)
    if b"http_v3_module" not in build.stderr:
        raise Skip("this nginx does not speak HTTP/3")
    return program


def free_port():
    """For TCP and UDP."""
    while True:
        with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagram:
            stream.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError):
                datagram.bind(stream.getsockname())
                return stream.getsockname()[1]


class Http3Nginx(Nginx):
    """Runs while it is entered, on `url`, with TLS for HTTP/1.1 and 2 and QUIC for 3."""

    def __init__(self, run, certificate="good"):
        program = find_nginx(run)
        folder = run.folder.parent / f"http3_{certificate}"
        folder.mkdir()
        self.ports = {"https": free_port()}
        self.url = f"https://localhost:{self.ports['https']}"
        (folder / "nginx.conf").write_text(
            CONF.format(port=self.ports["https"], certificates=run.servers.log, name=certificate)
            .replace("@FOLDER@", str(folder)))
        self.process = subprocess.Popen(
            [program, "-p", folder, "-c", "nginx.conf", "-e", "error.log"], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_until_ready(folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
