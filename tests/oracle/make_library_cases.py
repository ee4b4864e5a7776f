#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes cases of the appendix's functions with the answers of an installed PyTorch, one JSON object a line.

usage: make_library_cases.py SEED OUT
       make_library_cases.py --conversions OUT    only those from type to type, which are the same for every seed

A case has "op", its operands "a", "b", ... and "result", a list of tensors, or "error", PyTorch's words. A tensor has
"order" where its dimensions are to be permuted after it was read. "strides" are those of the results, where all
operands are row-major; the library's new tensors always are, PyTorch's follow transposed operands. "tolerance" is
relative; without it results are equal.
What the library refuses when it is compiled is not asked for: abs, pow, remainder, clamp, argmin and topk of truth
values, bits of fractions, means, variances and softmax of whole numbers, operands of cat and stack of several types.
"""
import json
import math
import random
import sys
import warnings

import torch

BOOL, U8, I32, I64, F32, F64 = torch.bool, torch.uint8, torch.int32, torch.int64, torch.float32, torch.float64
TYPES = [BOOL, U8, I32, I64, F32, F64]
WHOLE = [U8, I32, I64]
FRACTION = [F32, F64]
NAMES = {t: str(t).removeprefix("torch.") for t in TYPES}
PAIRS = [(t, t) for t in TYPES] + [(BOOL, I64), (U8, BOOL), (U8, I32), (I32, I64), (I64, F32), (F32, F64), (F64, I32)]


def number(x):
    if isinstance(x, float) and not math.isfinite(x):
        return "nan" if math.isnan(x) else "inf" if x > 0 else "-inf"
    return x


def as_json(t, order=None):
    out = {"dtype": NAMES[t.dtype], "shape": list(t.shape), "data": [number(x) for x in t.contiguous().reshape(-1).tolist()]}
    return out | ({"order": order} if order else {})


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.cases = []

    def shape(self, most=3, zero=0.08):
        rank = self.rng.randint(0, most)
        return [0 if self.rng.random() < zero else self.rng.choice([1, 1, 2, 3, 4]) for _ in range(rank)]

    def beside(self, shape):
        """A shape that fits by broadcasting, and sometimes one that does not."""
        rng = self.rng
        out = [1 if rng.random() < 0.3 else n for n in shape]
        out = out[rng.randint(0, len(out)):] if rng.random() < 0.4 else out
        if rng.random() < 0.1:
            out = [5, *out]
        if out and rng.random() < 0.05:
            out[rng.randrange(len(out))] += 4
        return out

    def values(self, dtype, n, kind):
        rng = self.rng
        if dtype is BOOL:
            return [rng.random() < 0.5 for _ in range(n)]
        if dtype in WHOLE:
            ends = {U8: [0, 1, 200, 255], I32: [-(2**31), 2**31 - 1], I64: [-(2**63), 2**63 - 1, 2**53 + 1]}[dtype]
            low = 0 if dtype is U8 else -9
            return [rng.choice(ends) if kind == "ends" and rng.random() < 0.3 else rng.randint(low, 9) for _ in range(n)]
        if kind == "distinct":
            return [float(x) / 2 for x in rng.sample(range(-99, 99), n)]
        ends = [float("nan"), float("inf"), -float("inf"), 0.0, -0.0]
        return [rng.choice(ends) if kind == "ends" and rng.random() < 0.3 else rng.randint(-18, 18) / 4 for _ in range(n)]

    def tensor(self, dtype, shape, kind="small"):
        """A tensor, and its JSON; one in three is a transposed view."""
        shape = list(shape)
        order = None
        if len(shape) > 1 and self.rng.random() < 0.33:
            order = list(range(len(shape)))
            self.rng.shuffle(order)
        stored = [0] * len(shape)
        for i, o in enumerate(order or range(len(shape))):
            stored[o] = shape[i]
        t = torch.tensor(self.values(dtype, math.prod(shape), kind), dtype=dtype).reshape(stored)
        return (t.permute(order) if order else t), as_json(t, order)

    def dim(self, shape, wrong=0.06):
        rank = max(len(shape), 1)
        return self.rng.choice([rank, -rank - 1]) if self.rng.random() < wrong else self.rng.randint(-rank, rank - 1)

    def dims(self, shape):
        rank = max(len(shape), 1)
        out = self.rng.sample(range(rank), self.rng.randint(0, rank))
        out = [d - rank if self.rng.random() < 0.3 else d for d in out]
        if self.rng.random() < 0.06:
            out.append(self.rng.choice([rank, 0]))
        return out

    def add(self, case, f, tolerance=None):
        case = {"kind": "library"} | case
        try:
            results = f()
        except (RuntimeError, IndexError, TypeError, ValueError, NotImplementedError) as e:
            self.cases.append(case | {"error": str(e).split("\n")[0]})
            return
        results = list(results) if isinstance(results, (tuple, list)) else [results]
        case["result"] = [as_json(r) for r in results]
        if '"order"' not in json.dumps(case):
            case["strides"] = [list(r.stride()) for r in results]
        if tolerance and results[0].dtype in FRACTION:
            case["tolerance"] = tolerance if results[0].dtype is F32 else 1e-13
        self.cases.append(case)

    # elementwise

    def unary(self):
        op = self.rng.choice(["exp", "log", "sqrt", "tanh", "abs", "invert"])
        types = {"abs": TYPES[1:], "invert": TYPES[:4]}.get(op, TYPES)
        t, a = self.tensor(self.rng.choice(types), self.shape(), self.rng.choice(["small", "ends"]))
        f = torch.bitwise_not if op == "invert" else getattr(torch, op)
        self.add({"op": op, "a": a}, lambda: f(t), None if op in ("abs", "invert") else 3e-6)

    def binary(self):
        rng = self.rng
        op = rng.choice(["pow", "minimum", "maximum", "remainder", "and", "or", "xor", "add", "mul", "sub", "div"])
        one, two = rng.choice(PAIRS)
        if op in ("and", "or", "xor") and (one in FRACTION or two in FRACTION):
            return
        if op in ("pow", "remainder", "sub") and (one is BOOL and two is BOOL):
            return
        if op == "sub" and BOOL in (one, two):
            return
        kind = rng.choice(["small", "ends"]) if op != "div" else "small"
        shape = self.shape()
        x, a = self.tensor(one, shape, kind)
        y, b = self.tensor(two, self.beside(shape), kind)
        if (x.dim() == 0) != (y.dim() == 0) and one is not two and (one.is_floating_point == two.is_floating_point):
            return  # two tensors meet in the later type, whatever their dimensions: the book says so
        if rng.random() < 0.35 and op not in ("minimum", "maximum", "add", "sub", "mul", "div"):
            y = rng.choice([rng.randint(-3, 9), rng.choice([0.5, 2.0, -1.5])])
            if op in ("and", "or", "xor") and isinstance(y, float):
                return
            b = y
            if op in ("pow", "remainder") and rng.random() < 0.3:
                x, y, a, b = y, x, b, a
        f = getattr(torch, {"and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor"}.get(op, op))
        self.add({"op": op, "a": a, "b": b}, lambda: f(x, y), 3e-6 if op in ("pow", "div", "remainder") else None)

    def where(self):
        rng = self.rng
        one, two = rng.choice(PAIRS)
        shape = self.shape()
        c, cj = self.tensor(BOOL, self.beside(shape))
        x, a = self.tensor(one, shape, "ends")
        y, b = self.tensor(two, self.beside(shape), "ends")
        if rng.random() < 0.4:
            y = b = rng.choice([True, 3, -2, 0.5])
        if rng.random() < 0.2:
            x = a = rng.choice([False, 4, 2.5])
        both = isinstance(x, torch.Tensor) and isinstance(y, torch.Tensor)
        if both and (x.dim() == 0) != (y.dim() == 0) and one is not two:
            return
        if not both and any(isinstance(v, torch.Tensor) and v.dim() == 0 for v in (x, y)):
            return
        self.add({"op": "where", "condition": cj, "a": a, "b": b}, lambda: torch.where(c, x, y))

    def clamp(self):
        rng = self.rng
        dtype = rng.choice(TYPES[1:])
        shape = self.shape()
        x, a = self.tensor(dtype, shape, "ends")
        if rng.random() < 0.5:
            low, high = (rng.choice([-300, -3, 0, 2, 300, 0.5, -1.5]) for _ in range(2))
            lj, hj = low, high
            if dtype is U8 and (isinstance(low, float) != isinstance(high, float)):
                return
        else:
            low, lj = self.tensor(dtype, self.beside(shape), "ends")
            high, hj = self.tensor(dtype, self.beside(shape), "ends")
        self.add({"op": "clamp", "a": a, "low": lj, "high": hj}, lambda: torch.clamp(x, low, high))

    # joining and choosing

    def join(self):
        rng = self.rng
        dtype = rng.choice(TYPES)
        op = rng.choice(["cat", "cat", "stack"])
        shape = self.shape()
        parts = []
        dim = self.dim(shape) if op == "cat" else self.dim([*shape, 1])
        for _ in range(rng.randint(1, 3)):
            s = list(shape)
            if op == "cat" and s and -len(s) <= dim < len(s):
                s[dim] = rng.randint(0, 3)
            if s and rng.random() < 0.05:
                s[rng.randrange(len(s))] += 1
            if rng.random() < 0.06:
                s = [0]
            parts.append(self.tensor(dtype, s, "ends"))
        f = getattr(torch, op)
        self.add({"op": op, "parts": [j for _, j in parts], "dim": dim}, lambda: f([t for t, _ in parts], dim))

    def index(self, most, n, signed=True, wrong=0.1):
        low, high = (-most if signed else 0), most - 1
        if self.rng.random() < wrong:
            low, high = -most - 1, most
        return [self.rng.randint(low, max(low, high)) for _ in range(n)]

    def choose(self):
        rng = self.rng
        shape = self.shape()
        x, a = self.tensor(rng.choice(TYPES), shape, "ends")
        op = rng.choice(["mask", "take", "masked_select", "index_select", "gather"])
        kind = rng.choice([I32, I64])
        if op == "mask":
            s = shape[: rng.randint(0, len(shape))]
            if s and rng.random() < 0.1:
                s[rng.randrange(len(s))] += 1
            m, mj = self.tensor(BOOL, s)
            self.add({"op": op, "a": a, "index": mj}, lambda: x[m])
        elif op == "take":
            s = self.shape(2)
            i = torch.tensor(self.index(shape[0] if shape else 1, math.prod(s)), dtype=kind).reshape(s)
            if i.dim() > 0:  # PyTorch takes an index without dimensions for a number, and gives a view
                self.add({"op": op, "a": a, "index": as_json(i)}, lambda: x[i])
        elif op == "masked_select":
            m, mj = self.tensor(BOOL, self.beside(shape))
            self.add({"op": op, "a": a, "index": mj}, lambda: torch.masked_select(x, m))
        elif op == "index_select":
            dim = self.dim(shape)
            size = shape[dim] if -len(shape) <= dim < len(shape) else 1
            i = torch.tensor(self.index(size, rng.choice([0, 1, 3]), False), dtype=kind)
            self.add({"op": op, "a": a, "dim": dim, "index": as_json(i)}, lambda: torch.index_select(x, dim, i))
        else:
            dim = self.dim(shape)
            size = shape[dim] if -len(shape) <= dim < len(shape) else 1
            s = [rng.randint(0 if n == 0 else 1, n) if n else 0 for n in shape]
            if s and -len(s) <= dim < len(s):
                s[dim] = rng.randint(0, 4)
            if s and rng.random() < 0.08:
                s[rng.randrange(len(s))] += 3
            i = torch.tensor(self.index(size, math.prod(s), False, 0.05), dtype=kind).reshape(s)
            self.add({"op": op, "a": a, "dim": dim, "index": as_json(i)}, lambda: torch.gather(x, dim, i))

    # along dimensions

    def reduce(self):
        rng = self.rng
        op = rng.choice(["sum", "mean", "amax", "amin", "var"])
        dtype = rng.choice(FRACTION if op in ("mean", "var") else TYPES)
        shape = self.shape()
        x, a = self.tensor(dtype, shape, "ends" if op in ("amax", "amin") else "small")
        dims, keep = self.dims(shape), rng.random() < 0.4
        case = {"op": op, "a": a, "dims": dims, "keepdim": keep}
        if op == "var":
            c = rng.choice([0, 1, 1, 2])
            self.add(case | {"correction": c}, lambda: torch.var(x, dims, correction=c, keepdim=keep), 1e-5)
        else:
            self.add(case, lambda: getattr(torch, op)(x, dims, keepdim=keep), 1e-6 if op == "mean" else None)

    def along(self):
        rng = self.rng
        op = rng.choice(["argmin", "argmin_all", "cumsum", "softmax", "sort", "topk"])
        dtype = rng.choice({"softmax": FRACTION, "cumsum": TYPES, "sort": TYPES}.get(op, TYPES[1:]))
        shape = self.shape()
        kind = "small" if op == "cumsum" else "distinct" if op == "topk" and dtype in FRACTION else "ends"
        if op == "topk" and dtype not in FRACTION:
            dtype, kind = F64, "distinct"
        x, a = self.tensor(dtype, shape, kind)
        dim = self.dim(shape)
        case = {"op": op, "a": a, "dim": dim}
        if op == "argmin":
            keep = rng.random() < 0.4
            self.add(case | {"keepdim": keep}, lambda: torch.argmin(x, dim, keep))
        elif op == "argmin_all":
            self.add(case, lambda: torch.argmin(x))
        elif op in ("cumsum", "softmax"):
            self.add(case, lambda: getattr(torch, op)(x, dim), 3e-6 if op == "softmax" else None)
        elif op == "sort":
            down = rng.random() < 0.5
            self.add(case | {"descending": down}, lambda: torch.sort(x, dim=dim, descending=down, stable=True))
        else:
            size = shape[dim] if -len(shape) <= dim < len(shape) else 1
            k, large = rng.randint(0, size + (1 if rng.random() < 0.1 else 0)), rng.random() < 0.5
            self.add(case | {"k": k, "largest": large}, lambda: torch.topk(x, k, dim, large))

    def made(self):
        rng = self.rng
        seed = rng.choice([0, 1, 2**32 - 1, rng.getrandbits(63)])
        op = rng.choice(["randperm", "rand_double", "zeros", "ones", "print"])
        if op == "print":
            t, a = self.tensor(U8, self.shape(), "ends")
            self.cases.append({"kind": "library", "op": op, "a": a, "text": str(t)})
            return
        torch.manual_seed(seed)
        shape = self.shape()
        dtype = rng.choice(TYPES)
        n = rng.choice([0, 1, 2, 10, 100])
        case = {"op": op, "seed": seed} | ({"n": n} if op == "randperm" else {"of_shape": shape})
        if op == "randperm":
            self.add(case, lambda: torch.randperm(n))
        elif op == "rand_double":
            self.add(case, lambda: torch.rand(shape, dtype=F64))
        else:
            self.add(case | {"dtype": NAMES[dtype]}, lambda: getattr(torch, op)(shape, dtype=dtype))
    # from type to type

    def convert(self, values, source, target):
        """All values in a row, as columns of a matrix whose rows were its columns, and each of the first ones alone."""
        row = torch.tensor(values, dtype=source)
        even = row[: len(values) // 2 * 2].reshape(2, -1)
        case = {"op": "to", "dtype": NAMES[target]}
        self.add(case | {"a": as_json(row)}, lambda: row.to(target))
        self.add(case | {"a": as_json(even, [1, 0])}, lambda: even.t().to(target))
        for i in range(4):
            self.add(case | {"a": as_json(row[i])}, lambda i=i: row[i].to(target))

    def conversions(self):
        fractions = [math.nan, -1.0, 300.0, -300.5, math.inf, -math.inf, 0.0, -0.0, 0.99, -0.99, 2.5, -3.7, 254.5, 255.0, 255.99, 256.0, 511.5]
        fractions += [sign * x for x in (128.0, 255.0, 257.0, 65536.0, 1e30) for sign in (1, -1)]
        fractions += [sign * 2.0**e + by for e in (31, 32, 33, 52) for sign in (1, -1) for by in (-1, 0, 1, 5)]
        fractions += [sign * 2.0**e for e in (53, 62, 63, 64, 127) for sign in (1, -1)]
        whole = [-1, 300, -300, 0, 1, 255, 256, 257, 511, -128, -255, -256, -257, 2**31 - 1, -(2**31)]
        for target in TYPES:
            for source in FRACTION:
                self.convert(fractions, source, target)
            self.convert(whole, I32, target)
            self.convert([*whole, 2**32 + 1, -(2**32) - 3, 2**53 + 1, 2**63 - 1, -(2**63)], I64, target)
            self.convert([0, 1, 127, 128, 200, 255], U8, target)
            self.convert([True, False, False, True], BOOL, target)


def main():
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    conversions_only = sys.argv[1] == "--conversions"
    maker = Maker(0 if conversions_only else int(sys.argv[1]))
    counts = {maker.unary: 40, maker.binary: 170, maker.where: 50, maker.clamp: 50, maker.join: 60, maker.choose: 100,
              maker.reduce: 80, maker.along: 100, maker.made: 30}
    for make, n in counts.items() if not conversions_only else ():
        for _ in range(n):
            make()
    maker.conversions()
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for case in maker.cases:
            out.write(json.dumps(case, separators=(",", ":")) + "\n")


main()
