# SPDX-License-Identifier: MIT
"""Certificates for the TLS tests: an authority of our own and leaves that are right or wrong."""

import base64
import datetime
import hashlib
import subprocess

NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"
ISSUER_PLACE = "authorityInfoAccess=caIssuers;URI:http://localhost/intermediate.pem"

# name: (subject alternative names and other extensions, authority); valid for 30 days, their
# authorities for 60
LEAVES = {
    "good": ([NAMES], "ca"),
    "wrong_host": (["subjectAltName=DNS:elsewhere.example"], "ca"),
    "revoked": ([NAMES], "ca"),
    "weak_key": ([NAMES], "ca"),
    "address_as_name": (["subjectAltName=DNS:127.0.0.1"], "ca"),
    "missing_intermediate": ([NAMES, ISSUER_PLACE], "intermediate"),
    "client": (["extendedKeyUsage=clientAuth"], "ca"),
}
CA_CONFIGURATION = """
[ca]
default_ca = ours
[ours]
database = index.txt
new_certs_dir = .
serial = serial.txt
default_md = sha256
default_crl_days = 30
policy = any
unique_subject = no
[any]
commonName = supplied
"""


def openssl(folder, *arguments):
    return subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=60).stdout


def sign(folder, name, extensions, authority, serial):
    """NAME.pem by the authority, with NAME_key.pem when there is one and key.pem otherwise."""
    key = f"{name}_key.pem" if (folder / f"{name}_key.pem").exists() else "key.pem"
    openssl(folder, "req", "-new", "-key", key, "-subj", "/CN=localhost", "-out", "request.pem")
    (folder / f"{name}.ext").write_text("\n".join(extensions) + "\n")
    openssl(folder, "x509", "-req", "-in", "request.pem", "-CA", f"{authority}.pem",
            "-CAkey", "key.pem", "-set_serial", str(serial), "-days", "30",
            "-extfile", f"{name}.ext", "-out", f"{name}.pem")


def make_authorities(folder):
    openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")
    for name, subject, days in (("ca", "/CN=headgate test authority", "60"),
                                ("self_signed", "/CN=localhost", "30")):
        openssl(folder, "req", "-x509", "-new", "-key", "key.pem", "-days", days, "-subj", subject,
                "-addext", NAMES, "-out", f"{name}.pem")
    openssl(folder, "req", "-new", "-key", "key.pem", "-subj", "/CN=headgate test intermediate",
            "-out", "request.pem")
    (folder / "intermediate.ext").write_text(
        f"basicConstraints=critical,CA:TRUE\n{ISSUER_PLACE}\n")
    openssl(folder, "x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "key.pem",
            "-set_serial", "2", "-days", "60", "-extfile", "intermediate.ext",
            "-out", "intermediate.pem")


def make_by_database(folder):
    """What only "openssl ca" can: certificates of the past and the future, and a list of revoked ones."""
    (folder / "ca.cnf").write_text(CA_CONFIGURATION)
    (folder / "index.txt").write_text("")
    (folder / "serial.txt").write_text("1000\n")
    (folder / "names.ext").write_text(NAMES + "\n")
    ours = ("ca", "-batch", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "key.pem")
    openssl(folder, "req", "-new", "-key", "key.pem", "-subj", "/CN=localhost",
            "-out", "request.pem")
    now = datetime.datetime.now(datetime.timezone.utc)

    def moment(days):
        return f"{now + datetime.timedelta(days=days):%Y%m%d%H%M%SZ}"

    # A little more than the days and hours that are expected, whatever the clock does meanwhile.
    for name, (start, end) in {"expired": (moment(-30), moment(-1.02)),
                               "ending": (moment(-30), moment(4.5)),
                               "fresh": (moment(-0.1), moment(5.9)),
                               "not_yet_valid": ("20980102030405Z", "20990102030405Z")}.items():
        openssl(folder, *ours, "-in", "request.pem", "-extfile", "names.ext", "-notext",
                "-startdate", start, "-enddate", end, "-out", f"{name}.pem")
    make_ending_chain(folder, ours, moment(-361), moment(3.5))
    openssl(folder, *ours, "-revoke", "revoked.pem")
    openssl(folder, *ours, "-gencrl", "-out", "crl.pem")


def make_ending_chain(folder, ours, start, end):
    """ending_chain.pem: a good certificate, and its authority's for a year of which little is left."""
    openssl(folder, "req", "-new", "-key", "key.pem", "-subj", "/CN=headgate old intermediate",
            "-out", "old.request.pem")
    (folder / "old.ext").write_text("basicConstraints=critical,CA:TRUE\n")
    openssl(folder, *ours, "-in", "old.request.pem", "-extfile", "old.ext", "-notext",
            "-startdate", start, "-enddate", end, "-out", "old.pem")
    sign(folder, "ending_chain", [NAMES], "old", 0x30)
    with (folder / "ending_chain.pem").open("a") as chain:
        chain.write((folder / "old.pem").read_text())


def make_forged(folder):
    """good.pem with another serial number, which its signature is not for."""
    der = bytearray(openssl(folder, "x509", "-in", "good.pem", "-outform", "DER"))
    der[der.index(b"\x02\x01\x10") + 2] ^= 1
    (folder / "forged.der").write_bytes(der)
    openssl(folder, "x509", "-inform", "DER", "-in", "forged.der", "-out", "forged.pem")


def make(folder):
    """key.pem for all but weak_key, ca.pem, NAME.pem for each leaf, self_signed.pem, chain.pem
    (sent with its intermediate certificate) and crl.pem."""
    make_authorities(folder)
    openssl(folder, "genrsa", "-out", "weak_key_key.pem", "1024")
    for serial, (name, (extensions, authority)) in enumerate(LEAVES.items(), 0x10):
        sign(folder, name, extensions, authority, serial)
    (folder / "chain.pem").write_text((folder / "missing_intermediate.pem").read_text() +
                                      (folder / "intermediate.pem").read_text())
    make_by_database(folder)
    make_forged(folder)


def pin(folder):
    """Of key.pem, as tls.pin wants it."""
    der = openssl(folder, "pkey", "-in", "key.pem", "-pubout", "-outform", "DER")
    return "sha256//" + base64.b64encode(hashlib.sha256(der).digest()).decode()
