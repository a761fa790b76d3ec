# SPDX-License-Identifier: MIT
"""In a folder like /tmp another user has put links and a file under the names of a report and a history."""

import os

from servers import Skip

NOBODY = 65534


def put(run):
    if os.geteuid() != 0:
        raise Skip("only root can make links that belong to somebody else")
    run.write("precious/file", "precious")
    shared = run.folder / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "link.json").symlink_to("../precious/file")
    (shared / "h.db").symlink_to("../precious/file")
    (shared / "folder").symlink_to("../precious")
    (shared / "file.json").write_text("theirs")
    for path in shared.iterdir():
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    (shared / "own.json").symlink_to("../precious/own")
    (run.folder / "deep").symlink_to("shared/folder")
    return shared


def refused(run, *arguments):
    url = run.servers.places["fault"] + "/ok/" + run.name
    run.finish(run.start([url, *arguments]))
    assert run.status == 2, f"{arguments}: {run.status}\n{run.stderr}"
    assert "belongs to another user" in run.stderr, f"{arguments}: {run.stderr}"
    assert run.requests() == []


def act(run):
    put(run)
    refused(run, "-o", "json=shared/link.json")
    refused(run, "-o", "json=shared/folder/new.json")
    refused(run, "-o", "json=shared/./folder/../precious/new.json")
    refused(run, "-o", "json=deep/new.json")
    refused(run, "-o", "json=shared/file.json")
    refused(run, "--history", "shared/h.db")
    refused(run, "--history", "deep/new.db")
    for end in ("-wal", "-shm", "-journal"):
        theirs = run.write(f"shared/good.db{end}", "theirs")
        os.chown(theirs, NOBODY, NOBODY)
        refused(run, "--history", "shared/good.db")
        assert run.read(f"shared/good.db{end}") == "theirs"
        theirs.unlink()
    run.write("shared/own.db", "")
    os.link(run.folder / "shared/own.db", run.folder / "precious/other-name.db")
    url = run.servers.places["fault"] + "/ok/" + run.name
    run.finish(run.start([url, "--history", "shared/own.db"]))
    assert "it has another name (a hard link)" in run.stderr, run.stderr
    run.finish(run.start([url, "-o", "json=shared/own.json"]))
    assert run.status == 0, run.stderr
    run.finish(run.start(["report", "--history", "shared/h.db"]))


def check(run):
    assert run.read("precious/file") == "precious"
    assert sorted(os.listdir(run.folder / "precious")) == ["file", "other-name.db", "own"]
    assert run.read("shared/file.json") == "theirs"
    assert 'history "shared/h.db" can\'t be read: the link "' in run.stderr, run.stderr
