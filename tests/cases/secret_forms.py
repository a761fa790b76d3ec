# SPDX-License-Identifier: MIT
"""The forms in which a secret could be found again, and where it is."""

import base64
import email
import email.policy
import html
import json
import urllib.parse


def forms(value):
    data = value.encode()
    encoded = {value, urllib.parse.quote(value, safe=""), urllib.parse.quote(value),
               urllib.parse.quote(value, safe="").lower(), urllib.parse.quote_plus(value),
               urllib.parse.quote(urllib.parse.quote(value, safe=""), safe=""),
               json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1],
               html.escape(value), "".join(f"%{byte:02x}" for byte in data)}
    found = {text.encode() for text in encoded}
    for before in range(3):  # what continues other bytes; at most two digits depend on others
        digits = base64.b64encode(b"-" * before + data)
        inner = digits[(0, 2, 3)[before]:(before + len(data)) * 8 // 6]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return {form for form in found if len(form) >= 8}


def find_in_bytes(values, data):
    return [(value, form) for value in values for form in forms(value) if form in data]


def find_in_mail(values, data):
    """Also in its parts, decoded, and in its fields."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    fields = [str(field).encode() for field in message.values()]
    return find_in_bytes(values, b"\n".join([data, *parts, *fields]))


def find_in_folder(values, folder, inputs):
    """In all files of the folder but the inputs, as (file, value, form)."""
    return [(str(path.relative_to(folder)), value, form)
            for path in folder.rglob("*") if path.is_file() and path.name not in inputs
            for value, form in find_in_bytes(values, path.read_bytes())]
