# SPDX-License-Identifier: MIT
"""A mail server on loopback for the cases that send mail."""

import asyncio
import contextlib
import email
import email.policy
import json
import logging
import sqlite3
import ssl
import threading
import warnings

from reports import need



class MailServer:
    """Runs while it is entered. `answers` says what it replies in place of "250 OK" to "MAIL",
    "RCPT ADDRESS", "DATA", "MESSAGE" (the end of one) or "QUIT": a text, "" for silence, or None to
    cut the connection off.

    tls: "starttls", "tls" (from the first byte) or "none"; certificate: name of one of
    certificates.py; login: (user, password) that are asked for, in ways that nobody knows with unknown_login."""

    def __init__(self, run, tls="none", certificate="good", login=None, answers=None, unknown_login=False):
        aiosmtpd = need("aiosmtpd.smtp")
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)
        warnings.filterwarnings("ignore", module="aiosmtpd")
        self.aiosmtpd, self.login, self.answers = aiosmtpd, login, dict(answers or {})
        folder = run.servers.log
        self.context = None
        if tls != "none":
            key = folder / f"{certificate}_key.pem"
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(folder / f"{certificate}.pem",
                                         key if key.exists() else folder / "key.pem")
        self.tls = tls
        self.hidden = ["LOGIN", "PLAIN"] if unknown_login else []
        self.messages = []  # (sender, recipients, bytes), in the order of their arrival
        self.clear = b""  # what came without TLS
        self.logins = []
        self.connections = 0
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        assert self.ready.wait(20), "the mail server did not start"
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(20)

    def serve(self):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(self.loop.create_server(
            self.protocol, "127.0.0.1", 0, ssl=self.context if self.tls == "tls" else None))
        self.port = server.sockets[0].getsockname()[1]
        self.address = f"localhost:{self.port}"
        self.ready.set()
        self.loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))

    def protocol(self):
        owner = self

        class Protocol(self.aiosmtpd.SMTP):
            def connection_made(self, transport):
                owner.connections += 1
                super().connection_made(transport)

            def data_received(self, data):
                if self.transport.get_extra_info("sslcontext") is None:
                    owner.clear += data
                super().data_received(data)

            @self.aiosmtpd.syntax("DATA")
            async def smtp_DATA(self, argument):
                if "DATA" in owner.answers:
                    await self.push(owner.answers["DATA"])
                else:
                    await super().smtp_DATA(argument)

        if self.hidden:
            Protocol.auth_XOAUTH2 = lambda *_: None
        return Protocol(
            self, hostname="mail.example", loop=self.loop, enable_SMTPUTF8=False,
            tls_context=self.context if self.tls == "starttls" else None,
            require_starttls=self.tls == "starttls", auth_required=self.login is not None,
            auth_require_tls=False, authenticator=self.authenticate,
            auth_exclude_mechanism=self.hidden)

    def authenticate(self, server, session, envelope, mechanism, data):
        given = (data.login.decode(), data.password.decode())
        self.logins.append((mechanism, *given))
        return self.aiosmtpd.AuthResult(success=given == self.login, handled=False)

    async def reply(self, server, what):
        wanted = self.answers.get(what, "250 OK")
        if wanted is None:
            server.transport.abort()
            raise ConnectionResetError
        if wanted == "":
            await asyncio.sleep(600)
        return wanted

    async def handle_MAIL(self, server, session, envelope, address, options):
        reply = await self.reply(server, "MAIL")
        if reply.startswith("250"):
            envelope.mail_from = address
        return reply

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = await self.reply(server, f"RCPT {address}")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):
        self.messages.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return await self.reply(server, "MESSAGE")

    async def handle_QUIT(self, server, session, envelope):
        return await self.reply(server, "QUIT")

    def mails(self):
        """What arrived, parsed: no defects anywhere."""
        parsed = [email.message_from_bytes(content, policy=email.policy.default)
                  for _, _, content in self.messages]
        for mail in parsed:
            for part in mail.walk():
                assert not part.defects, part.defects
        return parsed


def configure(run, server, targets=None, wait="15s", **mail):
    """Write headgate.yml: runs with a history and mails to the server, without patience."""
    settings = {"send": True, "server": getattr(server, "address", server),
                "tls": getattr(server, "tls", "none"), "ca": run.places["ca"],
                "from": "Nightly <nightly@example.com>", "to": ["ops@example.com"],
                "timeout": "20s", **mail}
    run.write("headgate.yml", json.dumps({
        "history": "headgate.db",
        "notify": {"wait": wait},
        "defaults": {"retries": 0},
        "mail": {key: value for key, value in settings.items() if value is not None},
        "targets": targets or [{"name": "shop", "url": f"{run.places['fault']}/ok/{run.name}"}],
    }))


def kept(run):
    """(attempts, problem, recipients) of each mail that is kept, oldest first."""
    with contextlib.closing(sqlite3.connect(run.folder / "headgate.db")) as database:
        return database.execute(
            "SELECT attempts, problem, substr(envelope, instr(envelope, char(10)) + 1) FROM outbox"
            " WHERE channel IN ('mail', 'mail:rest') ORDER BY id").fetchall()


def failing(run):
    """Names of the channels that a report says do not work."""
    run.finish(run.start(["report", "headgate.yml", "--since", "1h", "-o", "json"]))
    return [channel["name"] for channel in json.loads(run.stdout)["failing_channels"]]


def let_time_pass(run):
    """Until every mail that is kept is due."""
    with contextlib.closing(sqlite3.connect(run.folder / "headgate.db")) as database, database:
        database.execute("UPDATE outbox SET next_ms = NULL")
