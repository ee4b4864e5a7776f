#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the data that the book carries, and of tools/fetch_mnist.py with a server that does what servers do wrong."""
import contextlib
import hashlib
import http.server
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import unittest.mock

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools"))
import fetch_mnist  # noqa: E402

CONTENT = {f"file{i}.gz": bytes([i]) * (100_000 + i) for i in range(3)}
FILES = {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in CONTENT.items()}


class Handler(http.server.BaseHTTPRequestHandler):
    """/good/NAME is right; other folders are wrong in the way that they are called."""

    def do_GET(self):
        _, way, name = self.path.split("/")
        self.server.asked.append(self.path)
        data = CONTENT.get(name)
        if data is None or way == "missing":
            self.send_error(404)
            return
        if way == "trickled-head":
            self.trickle(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * len(data))
            return
        self.send_response(200)
        announced = len(data)
        if way == "altered":
            data = data[:-1] + b"!"
        elif way == "short":
            data = data[:-1]
            announced = len(data)
        elif way == "endless":
            data = data * 50
            announced = len(data)
        elif way == "page":
            data = b"<!DOCTYPE html><title>Sign in</title>"
            announced = len(data)
        self.send_header("Content-Length", str(announced))
        self.end_headers()
        if way == "trickled":
            self.trickle(data)
            return
        half = len(data) // 2
        with contextlib.suppress(OSError):
            self.wfile.write(data[:half])
            # Two at once: the first is done when the second has half of the file, which is all that the second gets.
            if way == "first":
                self.server.second_has_half.wait(20)
            if way == "second":
                self.server.second_has_half.set()
                self.server.first_is_done.wait(20)
            if way not in ("half", "second"):
                self.wfile.write(data[half:])

    def trickle(self, data):
        """A byte now and then: never so long without one that the mirror looks dead."""
        with contextlib.suppress(OSError):
            for byte in data:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)

    def log_message(self, *arguments):
        pass


class Fetch(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.asked = []
        self.server.second_has_half, self.server.first_is_done = threading.Event(), threading.Event()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name) / "new" / "data"
        published = fetch_mnist.FILES
        fetch_mnist.FILES = FILES
        self.addCleanup(lambda: setattr(fetch_mnist, "FILES", published))

    def fetch(self, *ways):
        """Runs the tool with mirrors that fail in these ways. Returns the exit status and what it said."""
        mirrors = [f"--mirror=http://127.0.0.1:{self.server.server_port}/{way}/" for way in ways]
        out, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            status = fetch_mnist.main([*mirrors, str(self.folder)])
        return status, errors.getvalue()

    def kept(self):
        return {p.name: p.read_bytes() for p in self.folder.iterdir()} if self.folder.is_dir() else {}

    def test_a_good_mirror_gives_all_files_and_is_not_asked_twice(self):
        self.assertEqual(self.fetch("good"), (0, ""))
        self.assertEqual(self.kept(), CONTENT)
        self.server.asked.clear()
        self.assertEqual(self.fetch("good"), (0, ""))
        self.assertEqual(self.server.asked, [])

    def test_of_every_wrong_answer_nothing_is_kept_and_the_next_run_starts_clean(self):
        faults = {"half": "100,000", "altered": "SHA-256", "short": "99,999 bytes, expected 100,000", "missing": "404",
                  "endless": "more than 100,000 bytes", "page": "37 bytes, expected 100,000"}
        for way, words in faults.items():
            with self.subTest(way):
                status, said = self.fetch(way)
                self.assertEqual(status, 4)
                self.assertIn(f"/{way}/file0.gz: ", said)
                self.assertIn(words, said)
                self.assertIn("no mirror gave file0.gz", said)
                self.assertIn("TEN_MNIST_DIR", said)
                self.assertEqual(self.kept(), {})
        self.assertEqual(self.fetch("good")[0], 0)
        self.assertEqual(self.kept(), CONTENT)

    def test_the_next_mirror_is_asked_when_one_fails(self):
        status, said = self.fetch("missing", "half", "good")
        self.assertEqual(status, 0)
        self.assertIn("/missing/file2.gz", said)
        self.assertEqual(self.kept(), CONTENT)

    def test_a_mirror_that_is_down_or_no_mirror_is_named(self):
        self.server.shutdown()
        self.server.server_close()
        status, said = self.fetch("good", "good")
        self.assertEqual(status, 4)
        self.assertEqual(said.count("refused"), 2)
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            self.assertEqual(fetch_mnist.main(["--mirror=nonsense", str(self.folder)]), 4)
        self.assertIn("nonsense/file0.gz", errors.getvalue())
        self.assertEqual(self.kept(), {})

    def test_a_damaged_file_is_replaced_and_rests_are_removed(self):
        self.folder.mkdir(parents=True)
        (self.folder / "file1.gz").write_bytes(b"damaged")
        left, young = self.folder / "file2.gz.17-aa.part", self.folder / "file2.gz.18-bb.part"
        for part in (left, young):
            part.write_bytes(b"of a run that was killed, or of one that goes on")
        os.utime(left, (0, 0))
        status, said = self.fetch("good")
        self.assertEqual(status, 0)
        self.assertIn("file1.gz: has 7 bytes, expected 100,001", said)
        self.assertTrue(young.exists())
        young.unlink()
        self.assertEqual(self.kept(), CONTENT)

    def test_a_mirror_that_trickles_is_left_after_a_time(self):
        before, fetch_mnist.LIMIT = fetch_mnist.LIMIT, 1
        self.addCleanup(lambda: setattr(fetch_mnist, "LIMIT", before))
        for way in ("trickled", "trickled-head"):
            with self.subTest(way):
                start = time.monotonic()
                status, said = self.fetch(way)
                self.assertEqual(status, 4)
                self.assertIn("not done after 1 seconds", said)
                self.assertLess(time.monotonic() - start, 10)
                self.assertEqual(self.kept(), {})

    def test_two_at_once_do_not_write_into_one_file(self):
        program = ("import sys; sys.path.insert(0, sys.argv[1]); import fetch_mnist as m\n"
                   f"m.FILES = {dict(list(FILES.items())[:1])}\nsys.exit(m.main(sys.argv[2:]))")

        def start(way):
            mirror = f"--mirror=http://127.0.0.1:{self.server.server_port}/{way}/"
            command = [sys.executable, "-c", program, TOP / "tools", mirror, self.folder]
            return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        first = start("first")
        while not self.server.asked:
            time.sleep(0.01)
        second = start("second")
        self.assertEqual(first.wait(30), 0)
        file = self.folder / "file0.gz"
        self.assertEqual(file.read_bytes(), CONTENT["file0.gz"])
        self.server.first_is_done.set()
        # Its mirror has failed, but the file is there.
        self.assertEqual(second.wait(30), 0)
        self.assertEqual(self.kept(), {"file0.gz": CONTENT["file0.gz"]})

    def test_the_digest_is_of_the_file_and_not_of_what_came(self):
        class Forgetful(type(self.folder)):
            """A disk that changes a byte."""

            def open(self, *arguments, **options):
                file = super().open(*arguments, **options)
                if arguments == ("xb",):
                    write = file.write
                    file = unittest.mock.MagicMock(wraps=file)
                    file.__enter__.return_value = file
                    file.write.side_effect = lambda data: write(b"!" + data[1:])
                return file

        self.folder.mkdir(parents=True)
        url = f"http://127.0.0.1:{self.server.server_port}/good/file0.gz"
        with self.assertRaisesRegex(fetch_mnist.Refused, "SHA-256"):
            fetch_mnist.download(url, Forgetful(self.folder / "x.part"), FILES["file0.gz"])

    def test_a_folder_that_cannot_be_made_is_named(self):
        self.folder.parent.mkdir()
        self.folder.write_text("a file")
        status, said = self.fetch("good")
        self.assertEqual(status, 4)
        self.assertIn(str(self.folder), said)


class Carried(unittest.TestCase):
    def test_the_files_are_what_the_readme_says_and_the_readme_names_them_all(self):
        folder = TOP / "chapters" / "data"
        rows = re.findall(r"^\| `(\S+)` \| (\d+) \| `([0-9a-f]{64})` \|$", (folder / "README.md").read_text(), re.M)
        self.assertEqual({name for name, _, _ in rows} | {"README.md"}, {p.name for p in folder.iterdir()})
        for name, size, digest in rows:
            self.assertIsNone(fetch_mnist.fault_of_file(folder / name, (int(size), digest)), name)
            if name.endswith(".gz"):
                self.assertEqual(fetch_mnist.FILES[name], (int(size), digest))


if __name__ == "__main__":
    unittest.main()
