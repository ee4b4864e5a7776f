# SPDX-License-Identifier: MIT
"""tools/gdb/ten_printers.py in a real gdb: gdb_printers.py SOURCE_TREE. Exit status 77 where there is no gdb, or it may not trace."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = """\
#include <ten/ten.hpp>
void here() {}
int main() {
    auto const t = ten::tensor({{1.5, 2.0, 3.0}, {4.0, 5.0, 6.0}});
    auto const view = t.transpose(0, 1);
    ten::Tensor<float> const empty;
    here();
    return static_cast<int>(view.numel() + empty.numel()) - 6;
}
"""
EXPECTED = [
    "Tensor<float> of shape [2, 3], strides [3, 1] = {1.5, 2, 3, 4, 5, 6}",
    "Tensor<float> of shape [3, 2], strides [1, 3] = {1.5, 4, 2, 5, 3, 6}",
    "Tensor<float> of shape [0], strides [1]",
]


def main():
    top = pathlib.Path(sys.argv[1])
    if shutil.which("gdb") is None:
        return 77
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "program"
        program.with_suffix(".cpp").write_text(PROGRAM)
        subprocess.run(["c++", "-std=c++20", "-g", "-O0", f"-I{top / 'src'}", program.with_suffix(".cpp"), "-o", program], check=True)

        def shown(*more):
            steps = ["break here", "run", "up", "print t", "print view", "print empty"]
            words = ["gdb", "-nx", "-batch", *more, *(w for step in steps for w in ("-ex", step)), program]
            return subprocess.run(words, capture_output=True, text=True, check=False)

        done = shown("-x", top / "tools/gdb/ten_printers.py")
        if "ptrace" in done.stderr:
            return 77
        missing = [line for line in EXPECTED if line not in done.stdout]
        # The gate must be able to fail: without the printers nothing of this is there.
        planted = any(line in shown().stdout for line in EXPECTED)
        if missing or planted:
            print(f"missing: {missing}; found without the printers: {planted}\n{done.stdout}{done.stderr}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
