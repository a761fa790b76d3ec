# SPDX-License-Identifier: MIT
"""Certificates for the TLS tests: an authority of our own and leaves that are right or wrong."""

import subprocess

NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"

# name: (subject alternative names, days of validity from now)
LEAVES = {
    "good": (NAMES, 30),
    "expired": (NAMES, -1),
    "wrong_host": ("subjectAltName=DNS:elsewhere.example", 30),
}


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True,
                   stdin=subprocess.DEVNULL, timeout=60)


def make(folder):
    """key.pem for all, ca.pem, NAME.pem for each leaf, and self_signed.pem."""
    openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")
    for name, subject in (("ca", "/CN=headgate test authority"), ("self_signed", "/CN=localhost")):
        openssl(folder, "req", "-x509", "-new", "-key", "key.pem", "-days", "30",
                "-subj", subject, "-addext", NAMES, "-out", f"{name}.pem")
    openssl(folder, "req", "-new", "-key", "key.pem", "-subj", "/CN=localhost",
            "-out", "request.pem")
    for name, (alternatives, days) in LEAVES.items():
        extensions = folder / f"{name}.ext"
        extensions.write_text(alternatives + "\n")
        openssl(folder, "x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "key.pem",
                "-set_serial", "1", "-days", str(days), "-extfile", str(extensions),
                "-out", f"{name}.pem")
