# SPDX-License-Identifier: MIT
"""Runs programs with the library and compares what they give with what PyTorch gave.

run_programs.py PROGRAMS FILE: PROGRAMS is the built programs.cpp, and FILE what make_programs.py wrote. Exit status 0 when
every difference is one of DIFFERENCES. With --planted an answer is changed first, and it has to be found.

A program is a list of statements, each a letter, a name and words:
    X _                              forget all tensors                G _ seed N, G NAME rand DIMS    random numbers
    T NAME DTYPE DIMS N BITS...      a tensor from its elements        A NAME i|f START END STEP       arange
    V NAME TENSOR VIEW WORDS...      a view                            C NAME TENSOR DTYPE             to another type
    B NAME OP LEFT RIGHT             an operation                      U NAME neg|not TENSOR           of one operand
    N NAME OP TENSOR KIND N l|r      with a number on a side           R NAME OP TENSOR 1|0 DIM KEEP   a reduction
    I NAME OP_ RIGHT SHOWN           in place; SHOWN is what is shown  M, E, Q                         matmul, einsum, equal
    J NAME OP_ KIND N SHOWN          in place, by a number             P NAME                          the printed text
"""
import argparse
import collections
import gzip
import json
import math
import pathlib
import struct
import subprocess
import sys
import tempfile

# What may differ: how the tag of the statement begins, the kind of the difference, and the reason.
DIFFERENCES = [
    ("inplace:", "does not compile", "a wider sort is not kept in silence: `.to<T>()` says that fractions are cut off"),
    ("inplace_n:", "does not compile", "the same for a number"),
    ("self:", "does not compile", "the same for a tensor and a view of itself"),
    ("reduce_all:mean", "does not compile", "the mean of whole numbers, which PyTorch refuses too, when it runs"),
    ("reduce_dim:mean", "does not compile", "the same along a dimension"),
    ("unary:neg", "does not compile", "-b of truth values, which PyTorch refuses too, when it runs"),
    ("matmul", "does not compile", "a product of two types, which PyTorch refuses too, when it runs"),
    ("einsum", "does not compile", "the same"),
    ("cmp:", "does not compile", "equal and allclose of two types: PyTorch has an answer for equal, and refuses allclose"),
    ("binary:", "result strides", "a result is row-major; PyTorch keeps the order of the dimensions of a transposed operand"),
    ("number:", "result strides", "the same"), ("unary:", "result strides", "the same"), ("cast", "result strides", "the same"),
    ("reduce", "result strides", "the same"), ("einsum", "result strides", "the same"),
    ("matmul", "result strides", "the same"),
    ("reduce", "sign of zero", "min and max of 0 and -0 give the one or the other; both are right, and neither is promised"),
    ("matmul", "sign of zero", "a sum begins at 0 here, and in PyTorch's library of products with its first product"),
    ("matmul:special", "overflow", "an infinity or a NaN comes from the order of summation, where partial sums overflow"),
    ("reduce", "overflow", "the same"), ("einsum", "overflow", "the same"),
    ("matmul", "rounding", "another order of summation"), ("reduce", "rounding", "the same"), ("einsum", "rounding", "the same"),
    ("number:div", "rounding", "PyTorch multiplies by the reciprocal of a number"),
    ("randn", "rounding", "the logarithm and the sine of another library, to one millionth"),
    ("view:index", "accepted by PyTorch", "more than one ellipsis: PyTorch lets it mean nothing, NumPy and ten refuse it"),
    ("view:expand", "accepted by PyTorch", "a size of -2 or less, of which PyTorch makes a tensor where there are no elements"),
]


def number_of(bits, dtype):
    single = dtype == "float32"
    return struct.unpack("f" if single else "d", struct.pack("I" if single else "Q", int(bits, 16)))[0]


def compare_element(got, want, dtype, tag):
    """None, or the kind of the difference of two elements, given by their bits."""
    if not dtype.startswith("float"):
        return "value"
    a, b = number_of(got, dtype), number_of(want, dtype)
    if a == b:
        return "sign of zero"
    if math.isnan(a) and math.isnan(b):
        return None
    if not (math.isfinite(a) and math.isfinite(b)):
        return "overflow"
    if tag == "randn" and abs(a - b) <= 2e-6:
        return "rounding"
    if tag.startswith("number:div") and abs(a - b) <= 3e-7 * abs(b):
        return "rounding"
    tolerance = 1e-3 if "special" in tag else 1e-5
    return "rounding" if tag.startswith(("reduce", "matmul", "einsum")) and abs(a - b) <= tolerance * abs(b) else "value"


def compare_tensor(text, want, tag):
    """None, or the kind of the difference of a tensor that was written by programs.cpp and PyTorch's."""
    words = text.split(" ")
    rank = int(words[2])
    shape, strides = words[3:3 + rank], words[3 + rank:3 + 2 * rank]
    contiguous, elements = words[4 + 2 * rank], words[6 + 2 * rank:]
    if words[1] != want["dtype"]:
        return "dtype"
    if [int(w) for w in shape] != want["shape"]:
        return "shape"
    worst = None
    if want["bits"] is not None and elements != ["big"]:
        if len(elements) != len(want["bits"]):
            return "number of elements"
        kinds = {compare_element(a, b, want["dtype"], tag) for a, b in zip(elements, want["bits"]) if a != b}
        worst = next((k for k in ("value", "overflow", "sign of zero", "rounding") if k in kinds), None)
    if worst:
        return worst
    is_view = tag.startswith(("view", "make"))
    if want.get("contiguous", contiguous == "1") != (contiguous == "1") and is_view:
        return "is_contiguous"
    if [int(w) for w in strides] != want["strides"] and (is_view or want["bits"]):
        return "strides" if is_view else "result strides"
    return None


def compare(text, want, tag):
    """None, or the kind of the difference between what the library gave and what PyTorch gave."""
    if text == "err compile":
        return "does not compile"
    if "refused" in want:
        return None if text.startswith("err") else "accepted, refused by PyTorch"
    if not text.startswith("ok"):
        return "accepted by PyTorch" if text.startswith("err") else "no result"
    if "text" in want:
        return None if text[3:].replace("\x01", "\n") == want["text"] else "text"
    if "answer" in want:
        return None if text == f"ok {int(want['answer'])}" else "answer"
    if "values" in want:
        values, _, indices = text.partition(" | ")
        return compare_tensor(values, want["values"], tag) or compare_tensor(indices, want["indices"], tag)
    return compare_tensor(text, want, tag)


def is_listed(tag, kind):
    return any(tag.startswith(start) and kind == listed for start, listed, _ in DIFFERENCES)


def run(interpreter, programs):
    """The library's results, one a statement."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(line + "\n" for program in programs for line in program["lines"]))
        file.flush()
        done = subprocess.run([interpreter, file.name], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{interpreter} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout.split("\n")


def differences(interpreter, programs):
    """The number of statements that were compared, and for (tag, kind) the statements that differ, with their programs."""
    results = iter(run(interpreter, programs))
    found, compared = collections.defaultdict(list), 0
    for program in programs:
        for at, (tag, want) in enumerate(zip(program["tags"], program["expect"])):
            text = next(results, "")
            if want is None:
                continue
            compared += 1
            kind = compare(text, want, tag)
            if kind:
                found[tag, kind].append((program["lines"][1:at + 1], text))
    return compared, found


def report(compared, found):
    """Prints the differences, those of the list as numbers. \\returns how many are not in the list"""
    unlisted = {key: cases for key, cases in found.items() if not is_listed(*key)}
    listed = collections.Counter(kind for (tag, kind), cases in found.items() if is_listed(tag, kind) for _ in cases)
    print(f"{compared} statements; differences in the list: {dict(listed)}; others: {sum(map(len, unlisted.values()))}")
    for (tag, kind), cases in sorted(unlisted.items()):
        print(f"{len(cases):6d}  {tag}: {kind}")
        for lines, text in sorted(cases, key=lambda case: sum(map(len, case[0])))[:2]:
            print("".join(f"            {line[:200]}\n" for line in lines) + f"         -> {text[:200]}")
    return len(unlisted)


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def plant(programs):
    """Changes one answer: the last bit of the last element of the last sum of two tensors."""
    for program in reversed(programs):
        for tag, want in zip(program["tags"], program["expect"]):
            if tag == "binary:add" and want and want.get("bits") and want["dtype"] == "int64":
                want["bits"][-1] = str(int(want["bits"][-1]) ^ 1)
                return
    sys.exit("no place for a fault")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("interpreter", type=pathlib.Path)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--planted", action="store_true")
    options = parser.parse_args()
    programs = read(options.file)
    if options.planted:
        plant(programs)
        found = report(*differences(options.interpreter, programs))
        return 0 if found == 1 else 1
    return 1 if report(*differences(options.interpreter, programs)) else 0


if __name__ == "__main__":
    sys.exit(main())
