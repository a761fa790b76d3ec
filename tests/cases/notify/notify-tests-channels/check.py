# SPDX-License-Identifier: MIT
"""--test posts a marked sample and needs no history; a wrong name is told."""

from sink import Sink, configure


def notify(run, *arguments):
    run.finish(run.start(["notify", *arguments, "headgate.yml"]))
    return run.status, run.stderr


def act(run):
    with Sink() as sink, Sink([404]) as gone:
        configure(run, {"ops": {"type": "webhook", "url": sink.url},
                        "gone": {"type": "webhook", "url": gone.url}}, {"shop": True})
        assert notify(run, "--test", "--dry-run") == (0, "")
        assert sink.posts == gone.posts == [] and run.stdout.count("POST http://127.0.0.1:") == 2
        status, stderr = notify(run, "--test")
        assert status == 3 and 'channel "ops": the sample was sent' in stderr, stderr
        assert "the sample was not sent: 127.0.0.1" in stderr and "answered 404" in stderr, stderr
        message, = sink.messages()
        assert message["test"] and message["title"].startswith("test, nothing has happened: "), message
        assert notify(run, "--test", "--channel", "ops")[0] == 0 and len(gone.posts) == 1
        assert not (run.folder / "h.db").exists()
        status, stderr = notify(run, "--test", "--channel", "op")
        assert status == 2 and 'there is no channel "op", did you mean "ops"?' in stderr, stderr
        run.write("headgate.yml", "targets: [http://a.example/]\n")
        status, stderr = notify(run, "--test")
        assert status == 2 and "no channels" in stderr, stderr
        run.finish(run.start(["check", "--test", "headgate.yml"]))
        assert run.status == 2, run.stderr
    run.finish(run.start(["notify", "--help"]))
