# SPDX-License-Identifier: MIT
"""`headgate notify` sends mails that are due and shows the next one; --test sends a report that is marked as a sample."""

from mail_server import MailServer, configure, failing, kept, let_time_pass


def notify(run, *arguments):
    run.finish(run.start(["notify", *arguments, "headgate.yml"]))
    return run.status


def act(run):
    run.write("headgate.yml", "history: headgate.db\ntargets: [http://a.example/]\n")
    assert notify(run, "--test", "--channel", "mail") == 2 and "mail is not configured" in run.stderr, run.stderr
    with MailServer(run, tls="starttls", login=("nightly", "s3cret-password"),
                    answers={"MAIL": "450 later"}) as server:
        configure(run, server, user="nightly", password="s3cret-password")
        assert notify(run, "--test", "--channel", "mail") == 3, run.stderr
        assert "the sample was not sent: mail server" in run.stderr and "450 later" in run.stderr, run.stderr
        run.finish(run.start())
        assert len(kept(run)) == 1 and failing(run) == ["mail"]
        # It is not due.
        before = server.connections
        assert notify(run) == 3 and 'channel "mail": 1 message is not sent yet' in run.stderr, run.stderr
        assert server.connections == before, server.connections
        assert notify(run, "--dry-run", "--channel", "mail") == 0 and ": 1 up" in run.stdout, run.stdout
        assert "ops@example.com" in run.stdout and "s3cret" not in run.stdout
    let_time_pass(run)
    with MailServer(run) as server:
        configure(run, server)
        assert notify(run, "--test", "--dry-run") == 0 and server.connections == 0
        assert "\nSubject: test, nothing has happened: " in run.stdout, run.stdout
        # A sample ends the failure of its channel, and leaves what waits.
        assert notify(run, "--test") == 0 and failing(run) == [] and len(kept(run)) == 1, run.stderr
        assert notify(run) == 0 and kept(run) == [], run.stderr
        sample, report = server.mails()
        assert sample["Subject"].startswith("test, nothing has happened: "), sample["Subject"]
        assert report["Subject"].endswith(": 1 up"), report["Subject"]
        assert notify(run) == 0 and notify(run, "--dry-run") == 0 and run.stdout == "", run.stdout
