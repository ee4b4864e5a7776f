# SPDX-License-Identifier: MIT
"""Firefox without a window, by its own protocol for tests, Marionette: messages of JSON over a local socket.

Playwright drives a Firefox of its own making only, Selenium needs geckodriver, which Debian has not, and Mozilla's library needs
packages that are not built for aarch64.
"""
import base64
import json
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

START_SECONDS, ANSWER_SECONDS = 120, 120
PORT_FILE = "MarionetteActivePort"  # where Firefox writes, below its profile, which port it took
SETTINGS = {"marionette.port": 0, "browser.shell.checkDefaultBrowser": False, "app.update.disabledForTesting": True,
            "datareporting.policy.dataSubmissionEnabled": False,
            "browser.startup.homepage_override.mstone": "ignore", "startup.homepage_welcome_url": "about:blank", "network.proxy.type": 0}


class Firefox:
    """A session with a running Firefox."""

    def __init__(self, port):
        self.socket, self.rest, self.number = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS), b"", 0
        self.message()  # who it is
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}})

    def message(self):
        """A message is its length, a colon and JSON."""
        while b":" not in self.rest:
            self.rest += self.some()
        length, _, self.rest = self.rest.partition(b":")
        while len(self.rest) < int(length):
            self.rest += self.some()
        text, self.rest = self.rest[:int(length)], self.rest[int(length):]
        return json.loads(text)

    def some(self):
        data = self.socket.recv(1 << 20)
        if not data:
            raise ConnectionError("Firefox has ended")
        return data

    def ask(self, command, **parameters):
        """What Firefox answers. \\raises RuntimeError with its words where it refuses"""
        self.number += 1
        text = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(text), text))
        _, _, error, result = self.message()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result

    def resize(self, width, height):
        self.ask("WebDriver:SetWindowRect", width=width, height=height)

    def open(self, address):
        self.ask("WebDriver:Navigate", url=address)

    def run(self, script):
        return self.ask("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def picture(self):
        return base64.b64decode(self.ask("WebDriver:TakeScreenshot", full=False)["value"])


@contextmanager
def started(program):
    """Starts Firefox with a new profile; ends it and removes the profile."""
    with tempfile.TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text("".join(f'user_pref("{k}", {json.dumps(v)});\n' for k, v in SETTINGS.items()), encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--marionette", "--profile", profile]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                firefox = Firefox(port_of(Path(profile, PORT_FILE), process))
                yield firefox
                firefox.ask("Marionette:Quit", flags=["eForceQuit"])
                process.wait(START_SECONDS)
            finally:
                process.kill()


def port_of(file, process):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if file.exists() and (text := file.read_text().strip()):
            return int(text)
        time.sleep(0.05)
    raise TimeoutError("Firefox did not start")
