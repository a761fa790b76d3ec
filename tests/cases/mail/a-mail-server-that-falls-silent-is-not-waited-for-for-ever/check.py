# SPDX-License-Identifier: MIT
import socket

from mail_server import MailServer, configure, kept, let_time_pass


def act(run):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configure(run, f"127.0.0.1:{silent.getsockname()[1]}", timeout="1s")
        run.finish(run.start())
        assert "greeting: timed out" in run.stderr, run.stderr
        # The end of the check comes before the time-out of a mail.
        let_time_pass(run)
        configure(run, f"127.0.0.1:{silent.getsockname()[1]}", timeout="2m", wait="1s", when="failure")
        run.finish(run.start())
    assert "greeting: timed out" in run.stderr, run.stderr
    let_time_pass(run)
    with MailServer(run, answers={"MESSAGE": ""}) as server:
        configure(run, server, timeout="5s", when="failure")
        run.finish(run.start())
        assert len(server.messages) == 1
    assert "message: timed out" in run.stderr, run.stderr
    # Nobody knows whether it has arrived: twice is better than never, and its name is the same.
    first = [mail["Message-ID"] for mail in server.mails()]
    assert [attempts for attempts, _, _ in kept(run)] == [3]
    let_time_pass(run)
    with MailServer(run) as server:
        configure(run, server, when="failure")
        run.finish(run.start())
        assert [mail["Message-ID"] for mail in server.mails()] == first
    assert kept(run) == []
    # What is taken is sent, whatever becomes of the goodbye.
    for goodbye in ("", None, "554 what?"):
        with MailServer(run, answers={"QUIT": goodbye}) as server:
            configure(run, server, timeout="2m")
            run.finish(run.start())
            assert run.stderr == "headgate: the mail was sent to 1 recipient\n", run.stderr
            assert len(server.messages) == 1 and kept(run) == []
