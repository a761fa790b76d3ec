# SPDX-License-Identifier: MIT
"""Runs a program in a network namespace of its own that has nothing but loopback, a small DNS server
and a fault server on port 80. Called by names.py: own_network.py PLAN PROGRAM ARGUMENTS...

The plan, in JSON:
  files        {place: file that is mounted over it}
  fault_server the program
  addresses    of other machines, which redirect /redirect-to?URL and answer 200 otherwise
  own          arguments of "ip address add"
  routes       arguments of "ip route add"; IPv6 where they have a colon
  rules        arguments of "ip rule add"
  anywhere     a port that is open at every local address
  socks        a port of a proxy for SOCKS 4 and 5 that answers every request itself
  mute         a port of a proxy that says nothing
  records      {name: [address, ..., or another name that it is an alias of]}
  silent       names of which nothing is answered; "" stands for all
  late         names of which the first question for each type is not answered
  codes        {name: code, or [code for A, code for AAAA]}: see CODES
  log          where each question goes, as "NAME TYPE libc" or "NAME TYPE c-ares"
"""

import fcntl
import http.server
import ipaddress
import json
import socket
import socketserver
import struct
import subprocess
import sys
import threading

GUARD_S = 110
SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1
A, CNAME, AAAA = 1, 5, 28
TYPES = {A: "A", AAAA: "AAAA"}
AUTHENTIC = 0x20  # RFC 6840 5.7: set by the libc (options trust-ad), not by c-ares
TRUNCATED, UDP_MAX = 0x02, 512
NOT_FOUND = 3
SILENT, BROKEN = -1, -2
CODES = {"ok": 0, "formerr": 1, "servfail": 2, "nxdomain": NOT_FOUND, "notimp": 4, "refused": 5,
         "silent": SILENT, "broken": BROKEN}  # broken: it announces records and has none
ADDRESS = ("127.0.0.1", 53)


def raise_loopback():
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", IFF_UP))


def read_name(packet):
    """The name in question and where it ends."""
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1:at + 1 + packet[at]].decode())
        at += 1 + packet[at]
    return ".".join(labels).lower(), at + 1


def write_name(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def write_record(name, kind, data):
    return write_name(name) + struct.pack("!HHIH", kind, 1, 60, len(data)) + data


def find(records, name, kind):
    """The records that answer."""
    found = []
    for value in records[name]:
        if value in records:
            found.append(write_record(name, CNAME, write_name(value)))
            found += find(records, value, kind)
            continue
        address = ipaddress.ip_address(value)
        if kind == (A if address.version == 4 else AAAA):
            found.append(write_record(name, kind, address.packed))
    return found


def truncated(answer, packet):
    """The question alone: newer resolvers take no answer that is cut inside a record."""
    _, end = read_name(packet)
    return (answer[:2] + bytes([answer[2] | TRUNCATED]) + answer[3:4] +
            struct.pack("!HHHH", 1, 0, 0, 0) + packet[12:end + 4])


class NameServer:
    def __init__(self, plan):
        self.plan = plan
        self.log = open(plan["log"], "w", buffering=1)
        self.late = {(name, kind) for name in plan["late"] for kind in TYPES}
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(ADDRESS)
        self.tcp = socket.create_server(ADDRESS)
        threading.Thread(target=self.serve_udp, daemon=True).start()
        threading.Thread(target=self.serve_tcp, daemon=True).start()

    def serve_udp(self):
        while True:
            packet, client = self.udp.recvfrom(4096)
            answer = self.answer(packet)
            if answer is not None and len(answer) > UDP_MAX:
                answer = truncated(answer, packet)
            if answer is not None:
                self.udp.sendto(answer, client)

    def serve_tcp(self):
        while True:
            connection, _ = self.tcp.accept()
            threading.Thread(target=self.serve_connection, args=[connection],
                             daemon=True).start()

    def serve_connection(self, connection):
        with connection, connection.makefile("rb") as reader:
            connection.settimeout(GUARD_S)
            while packet := reader.read(int.from_bytes(reader.read(2), "big")):
                answer = self.answer(packet)
                if answer is not None:
                    connection.sendall(struct.pack("!H", len(answer)) + answer)

    def code(self, name, kind, usual):
        word = self.plan["codes"].get(name)
        if isinstance(word, list):
            word = word[1 if kind == AAAA else 0]
        return usual if word is None else CODES[word]

    def answer(self, packet):
        name, end = read_name(packet)
        kind = struct.unpack_from("!H", packet, end)[0]
        asker = "libc" if packet[3] & AUTHENTIC else "c-ares"
        self.log.write(f"{name} {TYPES.get(kind, kind)} {asker}\n")
        if name in self.plan["silent"] or "" in self.plan["silent"]:
            return None
        if (name, kind) in self.late:
            self.late.remove((name, kind))
            return None
        is_known = name in self.plan["records"]
        found = find(self.plan["records"], name, kind) if is_known else []
        code = self.code(name, kind, 0 if is_known else NOT_FOUND)
        if code == SILENT:
            return None
        if code == BROKEN:
            return packet[:2] + struct.pack("!HHHHH", 0x8180, 1, 5, 0, 0) + packet[12:end + 4] + b"\xc0"
        found = found if code == 0 else []
        flags = 0x8180 | code
        return (packet[:2] + struct.pack("!HHHHH", flags, 1, len(found), 0, 0) +
                packet[12:end + 4] + b"".join(found))


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """A site of another machine; the fault server takes loopback addresses only."""

    def do_HEAD(self):
        path, _, url = self.path.partition("?")
        self.send_response(302 if path == "/redirect-to" else 200)
        if path == "/redirect-to":
            self.send_header("Location", url)
        self.end_headers()

    def log_message(self, *_):
        pass


def run_ip(*arguments):
    subprocess.run(["ip", *arguments], check=True, env={"PATH": "/usr/sbin:/sbin:/usr/bin:/bin"})


def add_route(route):
    run_ip(*["-6"][:route.count(":")], "route", "add", *route.split())


def serve_anywhere(port):
    with socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True) as any_address:
        server = socketserver.ThreadingTCPServer(("", 0), Elsewhere, bind_and_activate=False)
        server.daemon_threads = True
        server.socket = any_address.dup()
    threading.Thread(target=server.serve_forever, daemon=True).start()


class Socks(socketserver.StreamRequestHandler):
    timeout = GUARD_S

    def handle(self):
        try:
            self.pass_on()
        except (OSError, LookupError):
            pass  # the client has gone

    def pass_on(self):
        if self.rfile.read(1) == b"\5":
            self.rfile.read(self.rfile.read(1)[0])
            self.wfile.write(b"\5\0")
            kind = self.rfile.read(4)[3:]
            self.rfile.read({b"\1": 4, b"\3": 0, b"\4": 16}[kind] or self.rfile.read(1)[0])
            self.rfile.read(2)
            self.wfile.write(b"\5\0\0\1" + bytes(6))
        else:
            self.rfile.read(7)
            while self.rfile.read(1) not in (b"\0", b""):
                pass
            self.wfile.write(b"\0\x5a" + bytes(6))
        while self.rfile.readline().strip():
            pass
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def serve_socks(port):
    server_class = type("Server", (socketserver.ThreadingTCPServer,),
                        {"daemon_threads": True, "request_queue_size": 128})
    server = server_class(("127.0.0.1", port), Socks)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def serve_as(address):
    family, flags = (socket.AF_INET6, ["nodad"]) if ":" in address else (socket.AF_INET, [])
    run_ip("address", "add", address, "dev", "lo", *flags)
    server_class = type("Server", (socketserver.ThreadingTCPServer,),
                        {"address_family": family, "daemon_threads": True})
    threading.Thread(target=server_class((address, 80), Elsewhere).serve_forever,
                     daemon=True).start()


def main():
    with open(sys.argv[1]) as file:
        plan = json.load(file)
    for place, file in plan["files"].items():
        subprocess.run(["mount", "--bind", file, place], check=True)
    raise_loopback()
    NameServer(plan)
    for address in plan["own"]:
        run_ip("address", "add", *address.split(), "dev", "lo")
    for route in plan["routes"]:
        add_route(route)
    for rule in plan["rules"]:
        run_ip("rule", "add", *rule.split())
    if plan["anywhere"]:
        serve_anywhere(plan["anywhere"])
    if plan["socks"]:
        serve_socks(plan["socks"])
    mute = socket.create_server(("127.0.0.1", plan["mute"])) if plan["mute"] else None
    for address in plan["addresses"]:
        serve_as(address)
    with subprocess.Popen([plan["fault_server"], "--address", "127.0.0.1", "--address", "::1",
                           "--port", "80", "--seconds", "300", "--until-eof"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        server.stdout.readline()  # it listens
        try:
            status = subprocess.run(sys.argv[2:], timeout=GUARD_S).returncode
        finally:
            server.stdin.close()
    if mute:
        mute.close()
    sys.exit(status if status >= 0 else 128 - status)


main()
