# SPDX-License-Identifier: MIT
"""Opens a page in headless Chromium, at a width, light or dark, on a screen or on paper, and asks it things.

    reason = chromium.missing()     # a sentence where a test has to be skipped, else None
    with chromium.Browser() as browser:
        page = browser.open("report.html", width=320, dark=True)
        page.evaluate("document.title")
        page.screenshot("report.png")

Commands go through pipes (the DevTools protocol with --remote-debugging-pipe): nothing listens, and nothing but
Chromium is needed.
"""

import base64
import fcntl
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile

TIMEOUT_S = 120 # of one answer, for slow machines: nothing takes that long
FD_SPARE = 10   # above those that Chromium reads from and writes to
HEIGHT = 800


def program():
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def missing():
    return None if program() else "chromium is not installed (ci/deps look)"


def _spare(descriptor):
    """The same under a number that the child's own 3 and 4 don't replace."""
    spare = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, FD_SPARE)
    os.close(descriptor)
    return spare


class Browser:
    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="headgate-chromium-", ignore_cleanup_errors=True)
        commands, self.to_child = map(_spare, os.pipe())
        self.from_child, answers = map(_spare, os.pipe())

        def connect():
            os.dup2(commands, 3)
            os.dup2(answers, 4)

        self.log = open(pathlib.Path(self.profile.name) / "log", "w+b")
        self.process = subprocess.Popen(
            [program(), "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run", "--hide-scrollbars",
             f"--user-data-dir={self.profile.name}/profile", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, pass_fds=(3, 4), preexec_fn=connect)
        os.close(commands)
        os.close(answers)
        self.read, self.number, self.events = b"", 0, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        try:
            self.command("Browser.close")
        except (OSError, EOFError):
            pass # it has ended
        self.process.wait(TIMEOUT_S)
        os.close(self.to_child)
        os.close(self.from_child)
        self.log.close()
        self.profile.cleanup()

    def _message(self):
        """The next answer or event; they end with a zero byte."""
        while b"\0" not in self.read:
            ready, _, _ = select.select([self.from_child], [], [], TIMEOUT_S)
            data = os.read(self.from_child, 1 << 20) if ready else b""
            if not data:
                self.log.seek(0)
                raise EOFError("chromium does not answer: " + self.log.read().decode(errors="replace")[-2000:])
            self.read += data
        message, self.read = self.read.split(b"\0", 1)
        return json.loads(message)

    def command(self, method, session=None, **parameters):
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if session:
            command["sessionId"] = session
        data = json.dumps(command).encode() + b"\0"
        while data:
            data = data[os.write(self.to_child, data):]
        while True:
            message = self._message()
            if message.get("id") == self.number:
                assert "error" not in message, (method, message["error"])
                return message["result"]
            self.events.append(message)

    def wait_for(self, session, method):
        while True:
            for event in self.events:
                if event.get("sessionId") == session and event.get("method") == method:
                    return
            self.events.append(self._message())

    def open(self, file, width=1280, dark=False, medium="screen"):
        return Page(self, pathlib.Path(file).resolve(), width, dark, medium)


class Page:
    def __init__(self, browser, path, width, dark, medium):
        self.browser, self.path, self.width = browser, path, width
        self.target = browser.command("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.command("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        self.command("Page.enable")
        self.command("Network.enable")
        # The page's own policy forbids scripts; those of a test are no part of it.
        self.command("Page.setBypassCSP", enabled=True)
        self.resize(width, HEIGHT)
        self.command("Emulation.setEmulatedMedia", media=medium, features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.command("Page.navigate", url=path.as_uri())
        browser.wait_for(self.session, "Page.loadEventFired")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.browser.command("Target.closeTarget", targetId=self.target)
        self.browser.events = [event for event in self.browser.events if event.get("sessionId") != self.session]

    def command(self, method, **parameters):
        return self.browser.command(method, self.session, **parameters)

    def resize(self, width, height):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                     mobile=False)

    def evaluate(self, script):
        """The value of an expression, or what its promise becomes."""
        answer = self.command("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def requests(self):
        """The URLs that were asked for, but the page's own."""
        return [event["params"]["request"]["url"] for event in self.browser.events
                if event.get("sessionId") == self.session and event["method"] == "Network.requestWillBeSent"
                and event["params"]["request"]["url"] != self.path.as_uri()]

    def unfold(self):
        """Opens all details; how many were closed."""
        return self.evaluate("""[...document.querySelectorAll("details:not([open])")]
            .map(details => details.open = true).length""")

    def overflow(self):
        """How many pixels the page is wider than the window (WCAG 2.2, 1.4.10)."""
        return self.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)")

    def screenshot(self, file, height=None):
        """All of the page, or as much of it as is this high."""
        whole = self.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": self.width, "height": min(whole, height or whole), "scale": 1}
        data = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        pathlib.Path(file).write_bytes(base64.b64decode(data))

    def print(self, file):
        """As PDF on A4."""
        self.command("Emulation.setEmulatedMedia", media="print")
        data = self.command("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)["data"]
        pathlib.Path(file).write_bytes(base64.b64decode(data))
