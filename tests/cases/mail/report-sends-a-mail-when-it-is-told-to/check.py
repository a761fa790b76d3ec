# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept


def act(run):
    with MailServer(run) as server:
        configure(run, server, send=False)
        run.finish(run.start(["-q"]))
        assert server.messages == []
        run.finish(run.start(["report", "--since", "1h", "--mail"]))
        assert run.status == 0 and run.stdout == "", run.stdout
        mail, = server.mails()
        assert mail["Subject"].endswith(": 1 up"), mail["Subject"]
        run.finish(run.start(["report", "--mail", "-q", "-o", "csv"]))
        assert run.status == 0 and "shop" in run.stdout and run.stderr == "", run.stderr
        assert len(server.messages) == 2
        # What a configuration says is for runs.
        configure(run, server, send=True)
        run.finish(run.start(["report"]))
        assert len(server.messages) == 2 and "shop" in run.stdout
        run.finish(run.start(["report", "--mail=false"]))
        assert len(server.messages) == 2 and "shop" in run.stdout
    run.finish(run.start(["report", "--mail"]))
    assert run.status == 3
    assert len(kept(run)) == 1
    with MailServer(run) as server:
        configure(run, server)
        run.finish(run.start(["report", "--mail"]))
        assert run.status == 0 and len(server.messages) == 2, run.stderr
    (run.folder / "headgate.db").unlink()
    run.finish(run.start(["report", "--mail"]))
    assert not (run.folder / "headgate.db").exists()
    assert run.status == 2, run.stderr
    with MailServer(run, answers={"RCPT ops@example.com": "550 no such user"}) as server:
        configure(run, server, send=False)
        run.finish(run.start(["-q"]))
        run.finish(run.start(["report", "--mail"]))
    assert kept(run) == []
