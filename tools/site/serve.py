# SPDX-License-Identifier: MIT
"""Shows the site on localhost, rebuilds it when chapters/ or docs/ change and reloads the browser. Faults are shown in the
terminal, and the last good site stays.

usage: serve.py [--port N] [--root DIR] [--heddle FILE] [--no-compile]; port 0 takes a free one. Standard library only.
"""
import argparse
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import site_build

LOOK_SECONDS = 0.2
RELOAD_PATH = "/.reload"
# The number of the site's state comes with the first message; another one later means that there are new pages.
RELOAD_SCRIPT = b"""<script>
(() => {
  let shown;
  new EventSource("%s").onmessage = ({data}) => { if (shown !== undefined && shown !== data) location.reload(); shown = data; };
})();
</script>
""" % RELOAD_PATH.encode()


class State:
    """The number of the site's state; who waits for the next one is woken."""

    def __init__(self):
        self.number, self.changed = 0, threading.Condition()

    def advance(self):
        with self.changed:
            self.number += 1
            self.changed.notify_all()

    def wait_for_other(self, number, seconds):
        with self.changed:
            self.changed.wait_for(lambda: self.number != number, timeout=seconds)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """The files of the site; pages get the reload script as they go out, the site on the disk stays clean."""

    def __init__(self, *arguments, state, **options):
        self.state = state
        super().__init__(*arguments, **options)

    def do_GET(self):
        if self.path == RELOAD_PATH:
            return self.send_events()
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
        if path.suffix != ".html" or not path.is_file():
            return super().do_GET()
        page = path.read_bytes().replace(b"</body>", RELOAD_SCRIPT + b"</body>")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)
        return None

    def send_events(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number = None
        try:
            while True:
                now = self.state.wait_for_other(number, 15)
                # A comment keeps the connection, and finds out when the browser has gone.
                self.wfile.write(b": still here\n\n" if now == number else f"data: {now}\n\n".encode())
                self.wfile.flush()
                number = now
        except OSError:
            return

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_):
        """The terminal is for builds and their faults."""


def watched(root):
    """Name, size and time of everything that the site is made from by hand."""
    seen = {}
    for folder in (root / "chapters", root / "docs"):
        for path in site_build.walk(folder):
            try:
                state = path.stat()
            except FileNotFoundError:  # an editor replaces files
                continue
            seen[path] = (state.st_size, state.st_mtime_ns)
    return seen


def build_and_say(arguments, state):
    try:
        done = site_build.build_site(arguments.root, arguments.heddle, not arguments.no_compile, state.advance)
    except site_build.Fault as fault:
        print(f"{fault}\nserve: the last good site is shown", file=sys.stderr, flush=True)
        return
    print(f"serve: {done}", flush=True)
    if done != site_build.NOTHING:
        state.advance()


def watch(arguments, state, seen):
    while True:
        time.sleep(LOOK_SECONDS)
        now = watched(arguments.root)
        if now != seen:
            seen = now
            build_and_say(arguments, state)


def main():
    parser = argparse.ArgumentParser(description="Shows the site on localhost; rebuilds and reloads on change.")
    parser.add_argument("--port", type=int, default=8000)
    site_build.add_options(parser)
    arguments = site_build.parse(parser)
    state, seen = State(), watched(arguments.root)
    build_and_say(arguments, state)
    site = arguments.root / "build" / "site"
    try:
        server = ThreadingHTTPServer(("127.0.0.1", arguments.port), partial(Handler, directory=str(site), state=state))
    except OSError as error:
        print(f"serve: port {arguments.port}: {error.strerror}; choose another by PORT=", file=sys.stderr)
        return 4
    server.daemon_threads = True
    threading.Thread(target=watch, args=(arguments, state, seen), daemon=True).start()
    print(f"serve: http://localhost:{server.server_port}/ (stop with Ctrl-C)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
