#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of tools/bench/record.py with programs that stand in for the chapters' benchmarks and for heddle."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools" / "bench"
sys.path.insert(0, str(TOOLS))
import bench_peers  # noqa: E402
import environment  # noqa: E402
import machine_facts  # noqa: E402
import record  # noqa: E402
import series_beside  # noqa: E402

COMPILER = "#!/bin/sh\necho 'c++ (Debian 12.2.0-14) 12.2.0'; echo 'Copyright (C) 2022 Free Software Foundation, Inc.'\n"
BLOCKS = [
    {"file": "chapters/01-sums.md", "line": 9, "kind": "bench", "title": "sum a/b (fast)", "hash": "00aa", "sizes": [64, 8]},
    {"file": "chapters/01-sums.md", "line": 20, "kind": "cell"},
    {"file": "chapters/01-sums.md", "line": 30, "kind": "bench", "title": "once", "hash": "00bb", "sizes": []},
    {"file": "chapters/02-more.md", "line": 3, "kind": "cell"},
]
TIMED = {"file": "chapters/01-sums.md", "line": 40, "kind": "cell", "hash": "00cc", "code": "00dd", "cell": 1}


def run(name, repetition, ns, **more):
    """One repetition as Google Benchmark reports it."""
    return {"name": name, "run_name": name, "run_type": "iteration", "repetitions": 9, "repetition_index": repetition,
            "threads": 1, "iterations": 100, "real_time": ns * 2, "cpu_time": ns, "time_unit": "ns", **more}


def whole_report():
    """Nine repetitions of every run, the times in no order."""
    runs = []
    for i in (4, 8, 0, 2, 6, 1, 3, 5, 7):
        runs.append(run("sum a/b (fast)/64", i, 100.0 + i, bytes_per_second=1e9 + i))
        runs.append(run("sum a/b (fast)/8", i, 10.0 + i, bytes_per_second=2e9))
        runs.append(run("once", i, 5000.0, flops=7))
    runs.append({**run("once", 0, 1.0), "run_type": "aggregate", "aggregate_name": "mean"})
    return {"context": {"host_name": "secret", "executable": "/secret/path"}, "benchmarks": runs}


class Book:
    """A book in a temporary folder: a git repository, a build folder, programs that print what they are told to."""

    def __init__(self, folder):
        self.root = pathlib.Path(folder)
        self.build = self.root / "build"
        self.script(self.build / "bin" / "heddle", "#!/bin/sh\ncat \"$(dirname \"$0\")/listing.json\"\n")
        self.blocks(BLOCKS)
        self.report(json.dumps(whole_report()))
        compiler = self.script(self.root / "build" / "c++", COMPILER)
        command = f"/usr/bin/ccache {compiler} -I/secret/include -O3 -march=native -DNDEBUG -ffile-prefix-map=/a=/b -std=c++20 -o x.o -c x"
        (self.build / "compile_commands.json").write_text(json.dumps([{"command": command, "file": "/secret/01-sums_bench.cpp"}]))
        package = self.build / "cmake"
        package.mkdir()
        (package / "Eigen3ConfigVersion.cmake").write_text('set(PACKAGE_VERSION "3.4.0")\n')
        (self.build / "CMakeCache.txt").write_text(f"Eigen3_DIR:PATH={package}\n")
        (self.root / ".gitignore").write_text("build/\n")
        self.git("init", "-q")
        self.git("add", ".")
        self.git("-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "-m", "a book")

    def git(self, *words):
        """Runs git in the book."""
        subprocess.run(["git", "-C", str(self.root), *words], check=True, stdout=subprocess.DEVNULL)

    @staticmethod
    def script(path, text):
        """A file that can be run."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    def blocks(self, blocks):
        """What heddle lists."""
        (self.build / "bin" / "listing.json").write_text(json.dumps(blocks))

    def report(self, text, end="exit 0"):
        """What the benchmark program prints, and how it ends; it keeps the flags that it was called with."""
        bench = self.build / "bench"
        keep = f'printf "%s\\n" "$@" > "{bench}/flags"\nenv > "{bench}/environment"'
        self.script(bench / "bench-01-sums", f'#!/bin/sh\n{keep}\ncat "{bench}/report"\n{end}\n')
        (bench / "report").write_text(text)

    def cells(self, *texts, failure=None):
        """The chapter has a volatile cell, which shows the texts, one after the other, and the last from then on."""
        self.blocks([*BLOCKS, TIMED])
        folder = self.build / "tests"
        for i, text in enumerate(texts):
            folder.mkdir(exist_ok=True)
            shown = [{"events": []}, {"events": [{"display": {"text/plain": text}}]}]
            (folder / f"{i}.json").write_text(json.dumps({"cells": shown, "failure": failure}))
        self.script(folder / "cells-01-sums", f"""#!/bin/sh
n=$(cat "{folder}/runs" 2> /dev/null || echo 0); echo $((n + 1)) > "{folder}/runs"
[ -e "{folder}/$n.json" ] || n={len(texts) - 1}
cp "{folder}/$n.json" "$3"; env > "{folder}/environment"
""")

    def runs_of_cells(self):
        """How many times the program of the cells ran."""
        return int((self.build / "tests" / "runs").read_text())

    def record(self, *words, **variables):
        """Exit status, standard output, standard error; with variables of the environment."""
        done = subprocess.run(
            [sys.executable, str(TOOLS / "record.py"), "--root", str(self.root), "--build", str(self.build), "--machine", "test-2",
             "--date", "2026-11-24", "--load", "0.1", *words], capture_output=True, text=True, env={**os.environ, **variables})
        return done.returncode, done.stdout, done.stderr

    def written(self):
        """The files in docs/recordings."""
        folder = self.root / "docs" / "recordings"
        return sorted(os.listdir(folder)) if folder.exists() else []


class RecordTest(unittest.TestCase):
    """The program as it is called."""

    def setUp(self):
        environment.clear()  # what is set where the tests run is no part of them
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.book = Book(folder.name)

    def file(self):
        """The one recording, as text."""
        return (self.book.root / "docs" / "recordings" / "01-sums.test-2.json").read_text()

    def refuses(self, status, *texts, words=()):
        """The run ends with `status`, says the texts and writes nothing."""
        code, _, error = self.book.record(*words)
        self.assertEqual(code, status, error)
        for text in texts:
            self.assertIn(text, error)
        self.assertNotIn("Traceback", error)
        self.assertEqual(self.book.written(), [])

    def test_writes_medians_and_quartiles_in_the_order_of_the_chapter(self):
        code, out, error = self.book.record()
        self.assertEqual((code, error), (0, ""))
        self.assertIn("docs/recordings/01-sums.test-2.json", out)
        got = json.loads(self.file())
        self.assertEqual([b["title"] for b in got["benchmarks"]], ["sum a/b (fast)", "once"])
        first, once = got["benchmarks"]
        self.assertEqual(first["hash"], "00aa")
        self.assertEqual([p["n"] for p in first["points"]], [8, 64])
        self.assertEqual(first["points"][1]["seconds"], {"median": 1.04e-07, "low": 1.02e-07, "high": 1.06e-07})
        self.assertEqual(first["points"][0]["bytes_per_second"]["median"], 2e9)
        self.assertEqual(once["points"], [{"n": 1, "seconds": {"median": 5e-06, "low": 5e-06, "high": 5e-06},
                                           "flops": {"median": 7.0, "low": 7.0, "high": 7.0}}])

    def test_names_machine_build_and_commit_but_no_path_and_no_host(self):
        self.book.record()
        got = json.loads(self.file())
        self.assertEqual(got["build"], {"compiler": "g++ 12.2.0", "flags": "-O3 -march=native -DNDEBUG",
                                        "libraries": {"Eigen": "3.4.0", "Google Benchmark": "unknown"}})
        self.assertEqual((got["machine"]["name"], got["schema"], got["dirty"], got["repetitions"]), ("test-2", 1, False, 11))
        self.assertRegex(got["commit"], "^[0-9a-f]{40}$")
        for secret in ("secret", str(self.book.root), os.uname().nodename):
            self.assertNotIn(secret, self.file())

    def test_equal_measurements_give_equal_bytes(self):
        self.book.record()
        first = self.file()
        self.book.record()
        self.assertEqual(self.file(), first)
        self.assertEqual(self.book.written(), ["01-sums.test-2.json"])

    def test_what_was_measured_elsewhere_stays_and_is_replaced_by_its_title(self):
        self.book.record()
        path = self.book.root / "docs" / "recordings" / "01-sums.test-2.json"
        for seconds in ([0.25, 0.27, 0.26], [0.5]):
            series_beside.add(path, [series_beside.series("PyTorch", [series_beside.point(8, seconds, 1024)])], {"PyTorch": "2.15.0"}, {})
        self.assertEqual(self.book.record()[0], 0)
        got = json.loads(self.file())
        self.assertEqual([b["title"] for b in got["benchmarks"]], ["sum a/b (fast)", "once", "PyTorch"])
        self.assertEqual(got["benchmarks"][2]["points"][0]["items_per_second"]["median"], 2048.0)
        self.assertEqual(got["build"]["libraries"]["PyTorch"], "2.15.0")

    def test_the_notebooks_times_make_a_recording_by_themselves(self):
        series = [series_beside.series("PyTorch", [series_beside.point(8, [0.25], part_of_peak=[0.5])])]
        got = json.loads(series_beside.merged("", series, {"PyTorch": "2.15.0"}, {"machine": {"name": "test-2"}}))
        self.assertEqual(got["benchmarks"][0]["points"][0]["part_of_peak"]["median"], 0.5)
        self.assertEqual((got["schema"], got["machine"]["name"], len(got["benchmarks"])), (1, "test-2", 1))

    def test_the_libraries_beside_ten_make_a_series_of_squares_and_one_for_each_other_shape(self):
        points = [{"name": name, "m": m, "k": k, "n": n, "seconds": [1e-6, 2e-6, 4e-6], "peak": [m * k * n * 4e6] * 3}
                  for name in ("ten", "MKL") for m, k, n in ((8, 8, 8), (16, 16, 16), (5, 784, 10))]
        got = bench_peers.all_series(points, {"MKL": "AVX2"}, "", 1)
        self.assertEqual([s["title"] for s in got], ["peer ten", "peer ten: 5x784x10", "peer MKL", "peer MKL: 5x784x10"])
        self.assertEqual([[p["n"] for p in s["points"]] for s in got], [[8, 16], [784], [8, 16], [784]])
        self.assertEqual([s.get("kernels") for s in got], [None, None, "AVX2", "AVX2"])
        self.assertEqual(got[1]["points"][0]["part_of_peak"], {"median": 0.25, "low": 0.1875, "high": 0.375})
        self.assertEqual(got[1]["points"][0]["items_per_second"]["median"], 2 * 5 * 784 * 10 / 2e-6)
        again = bench_peers.all_series(points[3:], {"MKL": "AVX-512"}, " with the best kernels", 2)
        self.assertEqual(again[0]["title"], "peer MKL with the best kernels, 2 threads")

    def test_a_file_that_is_no_recording_is_not_replaced(self):
        self.book.record()
        path = self.book.root / "docs" / "recordings" / "01-sums.test-2.json"
        path.write_text("{}")
        code, _, error = self.book.record()
        self.assertEqual((code, path.read_text()), (4, "{}"), error)
        self.assertIn("is no recording", error)

    def test_repeats_in_random_order(self):
        self.book.record("--repetitions", "9", "01-sums")
        flags = (self.book.build / "bench" / "flags").read_text().split("\n")
        self.assertIn("--benchmark_enable_random_interleaving=true", flags)
        self.assertIn("--benchmark_repetitions=9", flags)

    def test_a_changed_file_is_said_and_recorded_but_recordings_do_not_count(self):
        self.book.record()
        self.assertEqual(self.book.record()[1].count("differ"), 0)
        (self.book.root / "new.txt").write_text("x")
        self.assertIn("dirty", self.book.record()[1])
        self.assertTrue(json.loads(self.file())["dirty"])

    def test_a_program_that_fails_records_nothing(self):
        self.book.report(json.dumps(whole_report()), "echo broken >&2; exit 3")
        self.refuses(1, "bench-01-sums ended with status 3", "broken")
        self.book.report("", "kill -SEGV $$")
        self.refuses(1, "bench-01-sums died of signal 11")

    def test_a_failure_leaves_an_older_recording_alone(self):
        self.book.record()
        before = self.file()
        self.book.report("{}", "exit 1")
        self.assertEqual(self.book.record()[0], 1)
        self.assertEqual(self.file(), before)

    def test_a_broken_report_records_nothing(self):
        self.book.report('{"benchmarks": [')
        self.refuses(1, "bench-01-sums wrote a report that is not JSON")
        self.book.report('{"benchmarks": []}')
        self.refuses(1, "bench-01-sums ran no benchmark")

    def test_a_benchmark_that_is_missing_or_reports_an_error(self):
        report = whole_report()
        self.book.report(json.dumps({"benchmarks": [r for r in report["benchmarks"] if r["run_name"] != "once"]}))
        self.refuses(1, "benchmark 'once' is missing")
        report["benchmarks"][0].update(error_occurred=True, error_message="no device")
        self.book.report(json.dumps(report))
        self.refuses(1, "benchmark 'sum a/b (fast)/64' says: no device")

    def test_a_program_that_does_not_end(self):
        self.book.report("", "exec sleep 30")
        self.refuses(1, "did not end within 1 s", words=("--limit", "1"))

    def test_no_benchmarks_and_unknown_chapters(self):
        self.refuses(2, "no chapter 02-more with a bench block; there are: 01-sums", words=("chapters/02-more.md",))
        self.book.blocks(BLOCKS[1:2])
        self.refuses(2, "no chapter has a bench block")

    def test_what_has_not_been_built(self):
        (self.book.build / "bench" / "bench-01-sums").unlink()
        self.refuses(4, "bench-01-sums has not been compiled; make bench does")
        (self.book.build / "bin" / "heddle").unlink()
        self.refuses(4, "heddle is not there")

    def test_wrong_usage(self):
        for words in (("--machine", "../x"), ("--repetitions", "3")):
            self.refuses(2, words[0], words=words)

    def test_a_filter_escapes_operators_and_nothing_else(self):
        self.assertEqual(record.smallest([{"title": "rows at 1,000 & (more)", "sizes": [2, 1]}]), r"^(rows at 1,000 & \(more\)/1)$")

    def test_smoke_runs_the_smallest_sizes_and_writes_nothing(self):
        code, out, _ = self.book.record("--smoke")
        self.assertEqual((code, self.book.written()), (0, []))
        self.assertIn("2 benchmarks run", out)
        flags = (self.book.build / "bench" / "flags").read_text()
        self.assertIn(r"--benchmark_filter=^(sum a/b \(fast\)/8|once)$", flags)
        self.book.report("", "exit 1")
        self.assertEqual(self.book.record("--smoke")[0], 1)

    def test_what_steers_libraries_is_taken_out_of_the_environment_and_named(self):
        self.book.cells("1 ms ± 1 µs per loop")
        planted = {"OPENBLAS_CORETYPE": "Haswell", "MKL_NUM_THREADS": "7", "OMP_NUM_THREADS": "7", "BLIS_ARCH_TYPE": "1", "GOTO_NUM_THREADS": "7"}
        code, out, error = self.book.record(**planted, KEPT="yes")
        self.assertEqual((code, error), (0, ""))
        self.assertIn(", ".join(sorted(planted)), out)
        self.assertEqual(json.loads(self.file())["environment"]["cleared"], sorted(planted))
        for folder in ("bench", "tests"):
            seen = (self.book.build / folder / "environment").read_text()
            self.assertIn("KEPT=yes", seen)
            self.assertEqual([name for name in planted if name in seen], [])
        self.book.record("--smoke", **planted)
        self.assertNotIn("OPENBLAS_CORETYPE", (self.book.build / "bench" / "environment").read_text())
        self.book.record()
        self.assertEqual(json.loads(self.file())["environment"]["cleared"], [])

    def labelled(self, label):
        """The report's benchmark `once` says which kernels it ran."""
        report = whole_report()
        for one in report["benchmarks"]:
            one.update({"label": label} if one["run_name"] == "once" else {})
        self.book.report(json.dumps(report))

    def test_kernels_are_recorded_and_forced_ones_have_to_stand_in_the_title(self):
        own = environment.openblas_here(environment.cleared(os.environ)[0])["OpenBLAS"]
        self.labelled(f"OpenBLAS {own['kernels']}")
        self.assertEqual(self.book.record(OPENBLAS_CORETYPE="Prescott")[0], 0)
        got = json.loads(self.file())
        self.assertEqual(got["benchmarks"][1]["kernels"], f"OpenBLAS {own['kernels']}")
        self.assertNotIn("kernels", got["benchmarks"][0])
        self.assertEqual(got["environment"]["chosen"], {"OpenBLAS": own["kernels"]})
        self.assertEqual(got["build"]["libraries"]["OpenBLAS"], own["version"])
        (self.book.root / "docs" / "recordings" / "01-sums.test-2.json").unlink()
        self.labelled("OpenBLAS Forced")
        self.refuses(1, f"benchmark 'once' ran OpenBLAS with the kernels Forced, where it chooses {own['kernels']} by itself")
        self.book.blocks([{**b, "title": "once, forced"} if b.get("title") == "once" else b for b in BLOCKS])
        report = json.loads((self.book.build / "bench" / "report").read_text().replace('"once"', '"once, forced"'))
        self.book.report(json.dumps(report))
        self.assertEqual(self.book.record()[0], 0)

    def test_a_library_that_chooses_has_to_say_which_kernels_ran(self):
        chosen = {"OpenBLAS": {"version": "1", "kernels": "Zen"}}
        environment.check_kernels([{"title": "OpenBLAS", "kernels": "OpenBLAS Zen"}, {"title": "loops"}], chosen)
        environment.check_kernels([{"title": "OpenBLAS Haswell", "kernels": "OpenBLAS Haswell"}, {"title": "Eigen", "kernels": "Eigen AVX"}], chosen)
        for title, kernels, here in (("OpenBLAS", "", chosen), ("OpenBLAS", "OpenBLAS", chosen), ("openblas small", "Eigen AVX", chosen),
                                     ("BLIS", "BLIS zen", chosen), ("OpenBLAS", "OpenBLAS Haswell", chosen), ("x", "OpenBLAS Zen", {})):
            with self.assertRaises(environment.Forced, msg=title):
                environment.check_kernels([{"title": title, "kernels": kernels}], here)

    def test_the_notebooks_products_run_without_steering_variables_too(self):
        os.environ["MKL_DEBUG_CPU_TYPE"] = "5"
        self.assertEqual(environment.clear(), ["MKL_DEBUG_CPU_TYPE"])
        self.assertNotIn("MKL_DEBUG_CPU_TYPE", os.environ)

    def test_what_volatile_cells_showed_is_recorded(self):
        self.book.cells("1.08 ms ± 29 µs per loop")
        self.assertEqual(self.book.record()[0], 0)
        event = {"display": {"text/plain": "1.08 ms ± 29 µs per loop"}}
        self.assertEqual(json.loads(self.file())["cells"], [{"code": "00dd", "hash": "00cc", "events": [event]}])
        self.assertEqual(self.book.runs_of_cells(), 1)
        self.book.record("--smoke")
        self.assertEqual(self.book.runs_of_cells(), 1)

    def test_no_time_is_recorded_that_deviates_by_more_than_itself(self):
        self.book.cells("58.3 µs ± 94.6 µs per loop", "999 ns ± 1 µs per loop", "1 µs ± 999 ns per loop")
        self.assertEqual(self.book.record()[0], 0)
        self.assertEqual(self.book.runs_of_cells(), 3)
        self.assertIn("1 µs ± 999 ns", self.file())
        (self.book.root / "docs" / "recordings" / "01-sums.test-2.json").unlink()
        self.book.cells("58.3 µs ± 94.6 µs per loop")
        self.refuses(1, "in each of 5 runs a time deviates by more than itself, such as 58.3 µs ± 94.6 µs")

    def test_cells_that_fail_are_not_recorded(self):
        self.book.cells("1 ms", failure={"cell": 1, "message": "threw std::bad_alloc"})
        self.refuses(1, "chapters/01-sums.md: cell 2 threw std::bad_alloc")
        (self.book.build / "tests" / "cells-01-sums").unlink()
        self.refuses(4, "cells-01-sums has not been compiled; make bench does")

    def test_targets_are_the_programs_that_a_recording_needs(self):
        self.assertEqual(self.book.record("--targets")[1], "bench-01-sums\n")
        self.book.blocks([*BLOCKS, TIMED])
        self.assertEqual(self.book.record("--targets", "01-sums")[1], "bench-01-sums cells-01-sums\n")
        self.assertEqual(self.book.written(), [])


class MachineTest(unittest.TestCase):
    """What a recording says of the machine."""

    def test_processors_get_short_names(self):
        amd = "vendor_id : AuthenticAMD\ncpu family : {}\nmodel : {}\nmodel name : {}\n"
        for family, model, name, want in (
                (26, 2, "AMD EPYC", ("AMD EPYC (Zen 5)", "zen5")),
                (25, 17, "AMD EPYC 9654 96-Core Processor", ("AMD EPYC 9654 (Zen 4)", "zen4")),
                (25, 1, "AMD EPYC 7763 64-Core Processor", ("AMD EPYC 7763 (Zen 3)", "zen3")),
                (23, 49, "AMD Ryzen 9 3950X 16-Core Processor", ("AMD Ryzen 9 3950X (Zen 2)", "zen2"))):
            self.assertEqual(machine_facts.processor(amd.format(family, model, name)), want)
        intel = "vendor_id : GenuineIntel\nmodel name : Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz\n"
        self.assertEqual(machine_facts.processor(intel), ("Intel Core i7-8700", "intel-core-i7-8700"))

    def test_sizes_and_systems(self):
        self.assertEqual([machine_facts.bytes_of(t) for t in ("48K", "32M", "512", "")], [49152, 33554432, 512, None])
        self.assertEqual(machine_facts.system('NAME="Debian GNU/Linux"\nVERSION_ID="12"\n'), "Debian 12")

    def test_this_machine_has_facts(self):
        facts = machine_facts.machine(None)
        self.assertRegex(facts["name"], "^[a-z0-9-]+$")
        self.assertGreaterEqual(facts["cores"], 1)

    def test_one_repetition_is_its_own_quartiles(self):
        self.assertEqual(record.spread([0.12345678]), {"median": 0.123457, "low": 0.123457, "high": 0.123457})


if __name__ == "__main__":
    unittest.main()
