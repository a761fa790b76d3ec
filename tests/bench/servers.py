# SPDX-License-Identifier: MIT
"""What is asked: nginx, the delay server, a DNS server; and blackbox_exporter, which is a peer that
is a server itself. All inside the namespace (place.py), so the ports are fixed."""

import os
import resource
import shutil
import socket
import subprocess
import time
from pathlib import Path

import lists
from logs import Log

HTTP, HTTPS, HTTPS_CLOSING, DELAY, BLACKBOX, DNS = 8080, 8443, 8444, 8081, 9115, 53
PORTS = (HTTP, HTTPS, HTTPS_CLOSING, DELAY, BLACKBOX)
NAME_SERVER = "127.0.0.53"
NAME_COUNT = 2000
LIFE_S = 3600
SYSTEM_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")

NGINX = """
{user}worker_processes 2;
worker_rlimit_nofile {descriptors};
pid nginx.pid;
error_log error.log warn;
daemon off;
events {{ worker_connections {descriptors}; multi_accept on; }}
http {{
    log_format seen '$request_method $connection $msec $ssl_session_reused '
                    '$http_host$request_uri';
    access_log nginx.log seen buffer=256k flush=100ms;
    client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp;
    uwsgi_temp_path tmp; scgi_temp_path tmp;
    keepalive_requests 100000000;
    keepalive_timeout 75s;
    # linkchecker asks a host ten times a second at most unless it is told that it may.
    add_header LinkChecker "as often as you like";
    ssl_certificate leaf.pem;
    ssl_certificate_key key.pem;
    ssl_session_cache shared:sessions:20m;
    server {{ listen {http} backlog=4096; location / {{ return 200 "ok\\n"; }} }}
    server {{ listen {https} ssl backlog=4096;
              location / {{ return 200 "ok\\n"; }}
              location /slow/ {{ proxy_pass http://127.0.0.1:{delay}/200/; }} }}
    server {{ listen {closing} ssl backlog=4096; keepalive_timeout 0;
              location / {{ return 200 "ok\\n"; }} }}
}}
"""
BLACKBOX_MODULES = """
modules:
  head:
    prober: http
    timeout: 5s
    http: {method: HEAD, preferred_ip_protocol: ip4, follow_redirects: true}
"""


class Server:
    """A child process; its words go to a file beside the logs."""

    def __init__(self, name, command, folder, port):
        self.name = name
        self.words = folder / f"{name}.out"
        with open(self.words, "wb") as out:
            self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL,
                                            stdout=out, stderr=out)
        self.wait_until_ready(port)

    def wait_until_ready(self, port, address="127.0.0.1"):
        end = time.monotonic() + 20
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection((address, port), timeout=5).close()
                return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise RuntimeError(f"{self.name} did not start: {self.words.read_text()}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu_s(self):
        """User and system time so far; in steps of 10 ms."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_kb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0])


class NameServer(Server):
    def wait_until_ready(self, port, address=NAME_SERVER):
        super().wait_until_ready(port, address)


def find_program(name):
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True,
                   stdin=subprocess.DEVNULL, timeout=60)


def make_certificates(folder):
    """leaf.pem with key.pem (P-256), and bundle.pem: the system's authorities and ours."""
    openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")
    openssl(folder, "req", "-x509", "-new", "-key", "key.pem", "-days", "30",
            "-subj", "/CN=headgate benchmark authority", "-out", "ca.pem")
    openssl(folder, "req", "-new", "-key", "key.pem", "-subj", "/CN=localhost",
            "-out", "request.pem")
    (folder / "leaf.ext").write_text(
        "subjectAltName=DNS:localhost,DNS:*.bench.test,IP:127.0.0.1\n")
    openssl(folder, "x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "key.pem",
            "-set_serial", "2", "-days", "30", "-extfile", "leaf.ext", "-out", "leaf.pem")
    (folder / "bundle.pem").write_bytes(
        SYSTEM_BUNDLE.read_bytes() + (folder / "ca.pem").read_bytes())


class Servers:
    """All servers, started; `missing` says by name why one is not."""

    def __init__(self, folder, delay_server):
        self.folder = folder
        self.running = {}
        self.missing = {}
        try:
            self.start(delay_server)
        except BaseException:
            self.stop()
            raise
        self.logs = {"nginx": Log(folder / "nginx.log"), "delay": Log(folder / "delay.log")}
        self.bundle = folder / "bundle.pem"

    def start(self, delay_server):
        make_certificates(self.folder)
        self.start_nginx()
        self.running["delay"] = Server(
            "delay", [delay_server, "--port", str(DELAY), "--seconds", str(LIFE_S), "--log",
                      self.folder / "delay.log"], self.folder, DELAY)
        self.start_name_server()
        self.start_blackbox()

    def start_nginx(self):
        program = find_program("nginx")
        if program is None:
            raise RuntimeError("nginx is not installed")
        user = "user root;\n" if os.geteuid() == 0 else ""
        # aiohttp keeps the connections to ten thousand hosts for a while.
        most = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 32768)
        (self.folder / "nginx.conf").write_text(NGINX.format(
            user=user, descriptors=most, http=HTTP, https=HTTPS, closing=HTTPS_CLOSING,
            delay=DELAY))
        self.running["nginx"] = Server(
            "nginx", [program, "-p", self.folder, "-c", "nginx.conf", "-e", "error.log"],
            self.folder, HTTP)

    def start_name_server(self):
        program = find_program("dnsmasq")
        if program is None:
            self.missing["dns"] = "dnsmasq is not installed"
            return
        hosts = self.folder / "hosts"
        hosts.write_text("".join(f"{lists.address(i)} {lists.host_name(i)}\n"
                                 for i in range(NAME_COUNT)))
        self.running["dns"] = NameServer(
            "dns", [program, "--no-daemon", "--conf-file=/dev/null", "--no-resolv",
                    "--no-hosts", "--local=/bench.test/", f"--addn-hosts={hosts}",
                    f"--listen-address={NAME_SERVER}", "--bind-interfaces"], self.folder, DNS)

    def start_blackbox(self):
        program = find_program("prometheus-blackbox-exporter")
        if program is None:
            self.missing["blackbox"] = "prometheus-blackbox-exporter is not installed"
            return
        (self.folder / "blackbox.yml").write_text(BLACKBOX_MODULES)
        self.running["blackbox"] = Server(
            "blackbox", [program, "--config.file=blackbox.yml", "--log.level=error",
                         f"--web.listen-address=127.0.0.1:{BLACKBOX}"], self.folder, BLACKBOX)

    def stop(self):
        for server in reversed(list(self.running.values())):
            server.stop()
        self.running = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
