# SPDX-License-Identifier: MIT
"""Shows the site on localhost, rebuilds it when chapters/ or docs/ change and reloads the browser. When a build fails, its
faults are shown in the terminal and over the page, and the last good site stays below them.

usage: serve.py [--port N] [--limit SECONDS] [--root DIR] [--heddle FILE] [--no-compile]; port 0 takes a free one. Runs in
build/venv: watchfiles looks at the folders, starlette answers, uvicorn speaks HTTP. The build is a process of its own, with
all that it starts in one group, so that nothing of it is left when this ends.
"""
import argparse
import asyncio
import json
import os
import signal
import socket
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from uvicorn.protocols.http.h11_impl import H11Protocol
from watchfiles import Change, awatch

import site_build

sys.path.insert(0, str(site_build.extension()))
import heddle_head

EVENTS, SCRIPT = "/.serve/events", "/.serve/reload.js"
# A page of another site that names itself "localhost" by its own name server still sends that name.
HOSTS = ["localhost", "127.0.0.1"]
MOST_CONNECTIONS = 200
MOST_SAID = 1 << 24  # bytes of what a build has to say
LOOK_SECONDS = 0.5  # how long a folder that has gone, or come again, may go unnoticed
STOP_SECONDS = 5  # for what a build has started, before it is killed
HEADERS = [("Cache-Control", "no-store"), ("Connection", "close"), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY")]
# A file of its own, because the pages' policy allows no other script. The page knows the state that it was made in.
RELOAD = """// Reloads the page when there is a new site, and lays the faults of a failed build over it.
(() => {
  const own = document.currentScript.dataset.state;
  const style = { position: "fixed", inset: "0", margin: "0", padding: "2em", overflow: "auto", zIndex: "99999", whiteSpace: "pre-wrap",
                  background: "#fff", color: "#8b0000", font: "14px/1.5 monospace" };
  let box;
  new EventSource("%s").onmessage = ({ data }) => {
    const { state, fault } = JSON.parse(data);
    if (state !== own) return location.reload();
    box?.remove();
    if (!fault) return;
    box = Object.assign(document.createElement("pre"), { id: "serve-fault", textContent: fault, tabIndex: 0 });
    box.setAttribute("role", "alert");
    Object.assign(box.style, style);
    document.body.append(box);
  };
})();
""" % EVENTS
PLAIN = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{0}</title></head><body><p>{0}</p></body></html>'


class State:
    """Which site is shown, by a name that no other run gives, and what the last build complained of."""

    def __init__(self):
        self.site, self.fault, self.closed, self.changed = str(time.time_ns()), "", False, asyncio.Event()

    def change(self, fault="", new_site=False, closed=False):
        self.site = str(time.time_ns()) if new_site else self.site
        self.fault, self.closed = fault, self.closed or closed
        self.changed.set()
        self.changed = asyncio.Event()

    async def events(self):
        while not self.closed:
            changed = self.changed
            yield f"data: {json.dumps({'state': self.site, 'fault': self.fault})}\n\n"
            while not changed.is_set():
                try:
                    await asyncio.wait_for(changed.wait(), 15)
                except TimeoutError:
                    yield ": still here\n\n"  # finds out when the browser has gone


class Site(StaticFiles):
    """The files of the site, and nothing beside them: no link is followed out of it, no folder is listed. Pages get the
    script as they go out; the site on the disk stays clean."""

    def __init__(self, folder, state):
        super().__init__(directory=folder, html=True, check_dir=False)
        self.state = state

    async def check_config(self):
        """The first build may still make the folder."""

    async def get_response(self, path, scope):
        try:
            answer = await super().get_response(path, scope)
            if answer.status_code != 404:
                return answer
        except HTTPException as error:
            if error.status_code != 404:
                raise
        except OSError:
            pass
        return self.not_found()

    def not_found(self):
        """The site's own page that says so. It is shown at any address, so its links begin here at the root, whatever BOOK_URL says."""
        try:
            page = Path(self.directory, f"{heddle_head.NOT_FOUND}.html").read_text(encoding="utf-8")
        except OSError:
            ready = Path(self.directory, "index.html").exists()
            words = "There is no such page." if ready else "The site is being built."
            return HTMLResponse(self.with_script(PLAIN.format(words).encode()), status_code=404 if ready else 503)
        root = urlsplit(os.environ.get("BOOK_URL", "")).path.rstrip("/") + "/"
        page = heddle_head.from_root(page, "/").replace(f'="{root}', '="/')
        return HTMLResponse(self.with_script(page.encode()), status_code=404)

    def file_response(self, full_path, stat_result, scope, status_code=200):
        if not str(full_path).endswith(".html"):
            return super().file_response(full_path, stat_result, scope, status_code)
        return HTMLResponse(self.with_script(Path(full_path).read_bytes()), status_code=status_code)

    def with_script(self, page):
        return page.replace(b"</body>", f'<script src="{SCRIPT}" data-state="{self.state.site}"></script></body>'.encode())


class Timed(H11Protocol):
    """A connection has one request, and it has to be over in time: asked, answered and read. Only events take longer."""

    limit = 30.0

    def connection_made(self, transport):
        super().connection_made(transport)
        self.timer = asyncio.get_running_loop().call_later(self.limit, self.end)

    def connection_lost(self, exc):
        self.timer.cancel()
        super().connection_lost(exc)

    def end(self):
        if self.scope is None or self.scope["path"] != EVENTS:
            self.transport.abort()


class Server(uvicorn.Server):
    """Ends by itself at a signal. uvicorn would raise it again, before what a build has started is stopped."""

    def __init__(self, config, state):
        super().__init__(config)
        self.state = state

    @contextmanager
    def capture_signals(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        yield

    def stop(self):
        self.should_exit = True
        self.state.change(closed=True)


def identities(folders):
    """The folders that there are. One that was removed and made again is another."""
    found = {}
    for folder in folders:
        try:
            state = folder.stat()
        except OSError:
            continue
        found[folder] = (state.st_dev, state.st_ino)
    return found


async def watch(folders, changed):
    """Sets `changed` when something in the folders does; goes on when they vanish, and when they come again."""
    before = identities(folders)
    while True:
        present = identities(folders)
        if present != before:
            before = present
            changed.set()
        try:
            # Ends at once where there is no folder.
            looks = awatch(*present, rust_timeout=int(LOOK_SECONDS * 1000), yield_on_timeout=True) if present else None
            async for changes in looks or nothing():
                if changes:
                    changed.set()
                gone = any(change == Change.deleted and Path(path) in present for change, path in changes)
                if gone or identities(folders) != present:
                    break
        except (OSError, RuntimeError):  # a folder went while the watch was set up
            pass
        await asyncio.sleep(0 if present else LOOK_SECONDS)


async def nothing():
    for none in ():
        yield none


async def stop_group(leader):
    """Ends a process and all that it has started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        end = time.monotonic() + STOP_SECONDS
        while time.monotonic() < end:
            try:
                os.killpg(leader.pid, number)
            except ProcessLookupError:
                return
            number = 0  # only: is anything left?
            await asyncio.sleep(0.05)


class Builder:
    """A process that builds when it is told to, and keeps what a build would load again. It goes with all it has started."""

    def __init__(self, arguments):
        self.command = [sys.executable, Path(site_build.__file__), "--orders", "--root", arguments.root, "--heddle", arguments.heddle]
        self.command += ["--no-compile"] if arguments.no_compile else []
        self.process = None

    async def build(self, state):
        if self.process is None or self.process.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            self.process = await asyncio.create_subprocess_exec(*self.command, stdin=pipe, stdout=pipe, limit=MOST_SAID, start_new_session=True)
        self.process.stdin.write(b"build\n")
        while line := await self.process.stdout.readline():
            said = json.loads(line)
            if "shown" in said:
                state.change(new_site=True)
                continue
            if "fault" in said:
                print(f"{said['fault']}\nserve: the last good site is shown, below these messages", file=sys.stderr, flush=True)
                return state.change(fault=said["fault"])
            if said["tests"]:
                print(said["tests"], file=sys.stderr, flush=True)
            print(f"serve: {said['done']}", flush=True)
            return state.change()
        await self.process.wait()
        return state.change(fault=f"the build ended with status {self.process.returncode}")

    async def stop(self):
        if self.process is not None:
            await stop_group(self.process)


async def build_on_change(arguments, state, changed):
    builder = Builder(arguments)
    try:
        while True:
            await changed.wait()
            changed.clear()
            await builder.build(state)
    finally:
        await builder.stop()


def application(folder, state):
    async def events(request):
        return StreamingResponse(state.events(), media_type="text/event-stream")

    async def script(request):
        return Response(RELOAD, media_type="text/javascript")

    routes = [Route(EVENTS, events), Route(SCRIPT, script), Mount("/", Site(folder, state))]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)])


async def serve(arguments, listener):
    state, changed = State(), asyncio.Event()
    changed.set()
    Timed.limit = arguments.limit
    config = uvicorn.Config(application(arguments.root / "build" / "site", state), http=Timed, ws="none", lifespan="off", log_config=None,
                            log_level="critical", access_log=False, server_header=False, headers=HEADERS, proxy_headers=False,
                            limit_concurrency=MOST_CONNECTIONS, timeout_graceful_shutdown=2)
    print(f"serve: http://localhost:{listener.getsockname()[1]}/ (stop with Ctrl-C)", flush=True)
    folders = [arguments.root / "chapters", arguments.root / "docs"]
    tasks = [asyncio.create_task(watch(folders, changed)), asyncio.create_task(build_on_change(arguments, state, changed))]
    try:
        await Server(config, state).serve(sockets=[listener])
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception) and not isinstance(end, asyncio.CancelledError):
            raise end


def port(text):
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port: a number from 0 to 65535")
    return int(text)


def main():
    parser = argparse.ArgumentParser(description="Shows the site on localhost; rebuilds and reloads on change.")
    parser.add_argument("--port", type=port, default=8000)
    parser.add_argument("--limit", type=float, default=Timed.limit, help="seconds that a request may take")
    site_build.add_options(parser)
    arguments = site_build.parse(parser)
    try:
        listener = socket.create_server(("127.0.0.1", arguments.port))
    except OSError as error:
        print(f"serve: port {arguments.port}: {os.strerror(error.errno)}; choose another by PORT=", file=sys.stderr)
        return 4
    with listener:
        asyncio.run(serve(arguments, listener))
    return 0


if __name__ == "__main__":
    sys.exit(main())
