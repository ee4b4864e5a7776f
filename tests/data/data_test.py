#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the data that the book carries, and of tools/fetch_mnist.py with a server that does what servers do wrong."""
import contextlib
import hashlib
import http.server
import io
import pathlib
import re
import sys
import tempfile
import threading
import unittest

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
        with contextlib.suppress(OSError):
            self.wfile.write(data[:len(data) // 2] if way == "half" else data)

    def log_message(self, *arguments):
        pass


class Fetch(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.asked = []
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
        (self.folder / "file2.gz.part").write_bytes(b"of a run that was killed")
        status, said = self.fetch("good")
        self.assertEqual(status, 0)
        self.assertIn("file1.gz: has 7 bytes, expected 100,001", said)
        self.assertEqual(self.kept(), CONTENT)

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
