# SPDX-License-Identifier: MIT
"""`headgate notify` sends what a run could not, once it is due; status 3 as long as something waits."""

from sink import Sink, check_now


def act(run):
    with Sink([500]) as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url + "/s3cret"},
                    "more": {"type": "webhook", "url": sink.url + "/more"}}
        check_now(run, channels, {"shop": False})
        sink.posts.clear()
        sink.answers = [200]
        # It shows what would be sent, also when it is not due.
        run.finish(run.start(["notify", "--dry-run", "--channel", "ops", "headgate.yml"]))
        assert (run.status, run.stderr, sink.posts) == (0, "", []), run.stderr
        assert run.stdout.startswith('channel "ops":\nPOST http://127.0.0.1:'), run.stdout
        assert '"title":"1 went down: shop"' in run.stdout and "s3cret" not in run.stdout
        # Not yet.
        run.finish(run.start(["notify", "headgate.yml"]))
        assert run.status == 3 and sink.posts == [], run.stderr
        assert 'channel "ops": 1 message is not sent yet' in run.stderr, run.stderr
        run.set_clock(60)
        run.finish(run.start(["notify", "--channel", "more", "headgate.yml"]))
        assert (run.status, run.stderr) == (0, ""), run.stderr
        assert [path for path, _, _ in sink.posts] == ["/more"]
        run.finish(run.start(["notify", "headgate.yml"]))
        assert (run.status, run.stderr) == (0, ""), run.stderr
        assert [path for path, _, _ in sink.posts] == ["/more", "/s3cret"]
        run.finish(run.start(["notify", "headgate.yml"]))
        assert (run.status, len(sink.posts)) == (0, 2), run.stderr
        run.finish(run.start(["notify", "--dry-run", "headgate.yml"]))
        assert (run.status, run.stdout) == (0, ""), run.stdout
