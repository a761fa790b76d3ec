# SPDX-License-Identifier: MIT
"""The servers that all cases share, started once: fault_server twice and nginx.

Places that cases may name in braces:
  fault, fault_port     the fault server on 127.0.0.1 (and on [::1]: fault6)
  lo_port               another fault server on every address of 127.0.0.0/8
  nginx_http, nginx_https, nginx_https_expired, ... (SECURE below)
                        nginx on localhost, with the ports as ..._port
  ca, crl               the authority that signed nginx's certificates, and what it revoked
  client_certificate, client_key   accepted by nginx_https_client
  pin                   of the key of all of nginx's certificates but the weak one
  closed_port           a port that refuses connections
  case, tmp             the case's name and the folder that it runs in
"""

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path

import certificates

HERE = Path(__file__).resolve().parent
CERTIFICATES = ("expired", "wrong_host", "self_signed", "ending", "revoked", "weak_key",
                "missing_intermediate", "chain", "not_yet_valid", "address_as_name", "forged", "fresh",
                "ending_chain")
WEAK = "ssl_ciphers DEFAULT@SECLEVEL=0;"
CLIENT = "ssl_client_certificate @FOLDER@/ca.pem;"
# Ends each connection, and tells whether its TLS session was resumed: "r" or ".".
ENDING = "keepalive_timeout 0; add_header X-Resumed $ssl_session_reused; ssl_protocols"
# end of the place's name: (certificate, further lines for nginx)
SECURE = {
    "": ("good", ""),
    **{f"_{name}": (name, WEAK if name == "weak_key" else "") for name in CERTIFICATES},
    "_tls10": ("good", f"ssl_protocols TLSv1; {WEAK}"),
    "_client": ("good", f"{CLIENT} ssl_verify_client on;"),
    "_by_name": ("wrong_host", "server_name elsewhere.example;"),
    **{f"_closing{name}{version}": (certificate, f"{lines} {ENDING} TLSv1.{version - 10};")
       for version in (12, 13)
       for name, certificate, lines in (
           ("", "good", ""), ("_wrong_host", "wrong_host", ""),
           ("_ending_chain", "ending_chain", ""),
           ("_client", "good", f"{CLIENT} ssl_verify_client optional;"))},
}
STATUSES = (200, 204, 401, 404, 500, 503)


class Skip(Exception):
    """What the case needs is not there."""


def sanitizer_options(log):
    """Findings go to files, and end the program with a status that it has no other use for."""
    common = f"exitcode=99:log_path={log}:{os.environ.get('HEADGATE_SANITIZER_OPTIONS', '')}"
    leaks, races = (pathlib.Path(__file__).with_name(name) for name in ("leaks", "races"))
    return {"ASAN_OPTIONS": f"{common}:detect_leaks=1",
            "LSAN_OPTIONS": f"{common}:suppressions={leaks}:print_suppressions=0",
            "UBSAN_OPTIONS": f"{common}:print_stacktrace=1:halt_on_error=1",
            "TSAN_OPTIONS": f"{common}:suppressions={races}:print_suppressions=0"
                            ":halt_on_error=1:second_deadlock_stack=1"}


def free_ports(count):
    """Held all at the same time, so that they are different ones."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


class FaultServer:
    def __init__(self, program, addresses, environment):
        arguments = [word for address in addresses for word in ("--address", address)]
        self.process = subprocess.Popen(
            [program, *arguments, "--seconds", "1200", "--until-eof"], env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        words = self.process.stdout.readline().split()
        self.port = int(words[1]) if words else None

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()

    def requests(self, text):
        """The log lines of requests whose target contains the text, as "METHOD target"."""
        return [line.split(" ", 1)[1] for line in self.log(text)]

    def log(self, text):
        url = f"http://127.0.0.1:{self.port}/log?{urllib.parse.quote(text)}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, timeout=30) as reply:
            return reply.read().decode().splitlines()


class Nginx:
    def __init__(self, folder):
        names = ["http", *("https" + key for key in SECURE)]
        self.ports = dict(zip(names, free_ports(len(names))))
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if program is None:
            raise Skip("nginx is not installed")
        (folder / "nginx.conf").write_text(self.configuration(folder))
        self.process = subprocess.Popen(
            [program, "-p", folder, "-c", "nginx.conf", "-e", "error.log"], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_until_ready(folder)

    @staticmethod
    def key(folder, name):
        return f"{name}_key.pem" if (folder / f"{name}_key.pem").exists() else "key.pem"

    def configuration(self, folder):
        template = (HERE / "nginx.conf").read_text()
        secure = "".join(
            f"    server {{ listen 127.0.0.1:{self.ports['https' + key]} ssl"
            f"{'' if ENDING in lines else ' http2'};\n"
            f"             ssl_certificate {folder}/{name}.pem; {lines}\n"
            f"             ssl_certificate_key {folder}/{self.key(folder, name)};\n"
            f"             include https.conf; }}\n"
            for key, (name, lines) in SECURE.items())
        statuses = "".join(f"location = /status/{status} {{ return {status}; }}\n"
                           for status in STATUSES)
        (folder / "common.conf").write_text(
            statuses + 'location / { return 200 "ok\\n"; }\n')
        (folder / "https.conf").write_text(
            "include common.conf;\n"
            f"location = /to-http {{ return 302 http://localhost:{self.ports['http']}/; }}\n" +
            "".join(f"location = /to-https{key} "
                    f"{{ return 302 https://localhost:{self.ports['https' + key]}/; }}\n"
                    for key in SECURE) +
            'location = /name { return 200; add_header X-Name $ssl_server_name; }\n')
        return (template.replace("@SECURE@", secure).replace("@FOLDER@", str(folder))
                .replace("@HTTP@", str(self.ports["http"]))
                .replace("@HTTPS@", str(self.ports["https"])))

    def wait_until_ready(self, folder):
        end = time.monotonic() + 20
        while time.monotonic() < end and self.process.poll() is None:
            try:
                for port in self.ports.values():
                    socket.create_connection(("127.0.0.1", port), timeout=5).close()
                return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise RuntimeError("nginx did not start: " + (folder / "error.log").read_text())

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)


class Servers:
    def __init__(self, fault_program, scratch):
        self.log = scratch / "servers"
        self.log.mkdir()
        self.preload = fault_program.parent.parent / "preload"
        environment = {"PATH": os.environ["PATH"], **sanitizer_options(self.log / "sanitizer")}
        self.running = []
        try:
            self.places = self.start(fault_program, environment)
        except BaseException:
            self.stop()
            raise

    def start(self, fault_program, environment):
        ipv6 = has_ipv6()
        self.fault = FaultServer(fault_program, ["127.0.0.1", "127.0.0.2"] + ["::1"] * ipv6,
                                 environment)
        self.lo = FaultServer(fault_program, ["lo"], environment)
        self.running += [self.fault, self.lo]
        certificates.make(self.log)
        nginx = Nginx(self.log)
        self.running.append(nginx)
        self.closed = socket.socket()
        self.closed.bind(("127.0.0.1", 0))
        places = {
            "fault": f"http://127.0.0.1:{self.fault.port}",
            "fault_port": str(self.fault.port),
            "fault6": f"http://[::1]:{self.fault.port}" if ipv6 else None,
            "lo_port": str(self.lo.port) if self.lo.port else None,
            "ca": str(self.log / "ca.pem"),
            "crl": str(self.log / "crl.pem"),
            "client_certificate": str(self.log / "client.pem"),
            "client_key": str(self.log / "key.pem"),
            "pin": certificates.pin(self.log),
            "closed_port": str(self.closed.getsockname()[1]),
        }
        for name, port in nginx.ports.items():
            scheme = "http" if name == "http" else "https"
            places[f"nginx_{name}"] = f"{scheme}://localhost:{port}"
            places[f"nginx_{name}_port"] = str(port)
        return places

    def stop(self):
        """End the servers; what their sanitizers found."""
        for server in reversed(self.running):
            server.stop()
        self.running = []
        return [f"the fault server:\n{path.read_text()}" for path in self.log.glob("sanitizer*")]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self.closed.close()
