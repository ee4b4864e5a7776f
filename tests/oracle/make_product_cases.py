#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes cases of matrix products and einsum that PyTorch computes: make_product_cases.py SEED OUT (needs torch).

One JSON object a line: kind, the operands with dtype, shape and elements, and the result, or the words of PyTorch's
error. The elements are small whole numbers, so that results are exact in every order of summation.
"""
import json
import sys

import torch

MATMUL = [  # shapes of both operands
    ([3], [3]), ([0], [0]), ([3], [3, 4]), ([3], [2, 3, 4]), ([2, 3], [3]), ([5, 2, 3], [3]), ([2, 3], [3, 4]),
    ([0, 3], [3, 4]), ([2, 0], [0, 4]), ([2, 3], [3, 0]), ([1, 1], [1, 1]), ([5, 2, 3], [3, 4]), ([5, 2, 3], [5, 3, 4]),
    ([5, 2, 3], [1, 3, 4]), ([2, 1, 2, 3], [4, 3, 5]), ([0, 2, 3], [3, 4]), ([2, 2, 0], [2, 0, 3]), ([7, 33], [33, 17]),
    ([13, 17], [17, 9]), ([1, 34], [34, 10]), ([6, 16], [16, 16]), ([7, 5], [5, 33]),
    ([2, 3], [4, 3]), ([3], [4]), ([3], [4, 3]), ([2, 3], [2]), ([], [3]), ([2, 3], []),
    ([2, 2, 3], [3, 3, 4]), ([2, 2, 3], [2, 4, 3]),
]
EINSUM = [  # equation, shapes
    ("ik,kj->ij", [2, 3], [3, 4]), ("ik,kj", [2, 3], [3, 4]), ("ki,kj->ij", [3, 2], [3, 4]), ("ik,jk->ji", [2, 3], [4, 3]),
    ("ij->ji", [2, 3]), ("ba", [2, 3]), ("aB", [2, 3]), ("ii->i", [3, 3]), ("ii", [3, 3]), ("iij->j", [3, 3, 2]), ("iii->i", [2, 2, 2]),
    ("ij->", [2, 3]), ("ij->i", [2, 3]), ("ij->j", [2, 3]), ("i,i->", [4], [4]), ("i,i", [4], [4]), ("i,i->i", [4], [4]),
    ("i,j->ij", [3], [2]), ("i,j->ji", [3], [2]), ("i,j->", [3], [2]), ("i,j", [3], [2]), ("ij,ij->", [2, 3], [2, 3]),
    ("ij,ij->ij", [2, 3], [2, 3]), ("ij,ji->i", [2, 3], [3, 2]), ("bik,bkj->bij", [2, 2, 3], [2, 3, 4]),
    ("bik,kj->bij", [2, 2, 3], [3, 4]), ("bij,bij->b", [2, 2, 3], [2, 2, 3]), ("ij,jk,kl->il", [2, 3], [3, 2], [2, 4]),
    ("i,ij,j->", [2], [2, 3], [3]), ("i,i,i->i", [3], [3], [3]), ("ij,jk,kl,lm->im", [2, 2], [2, 3], [3, 2], [2, 2]),
    ("abcd,cdef->abef", [2, 1, 3, 2], [3, 2, 2, 2]), ("abc,cd,be->ade", [2, 3, 2], [2, 2], [3, 2]), (" i k , k j -> i j ", [2, 3], [3, 4]),
    ("...ij->...ji", [4, 2, 3]), ("...ij->...ji", [2, 3]), ("...ik,...kj->...ij", [5, 2, 3], [3, 4]), ("i...->i", [2, 3, 4]),
    ("...", [2, 3]), ("...->", [2, 3]), ("...j", [2, 3]), ("i...", [2, 3]), ("...i,...i", [2, 3], [3]),
    ("ij->...ij", [2, 3]),
    ("...,...", [2, 1], [3]), ("i...,j->", [2, 3], [3]), ("", []), ("->", []), (",", [], []), (",i", [], [3]), ("ij,jk->ik", [2, 3], [1, 4]),
    ("i,i->i", [1], [4]), ("ij->ij", [0, 3]),
    ("ik,kj->ij", [2, 0], [0, 3]), ("ij->j", [0, 3]), ("ii->", [0, 0]), ("bik,bkj->bij", [1, 2, 3], [4, 3, 2]),
    # refused
    ("ik,kj->ij", [2, 3], [4, 4]), ("ij->k", [2, 3]), ("i->ii", [3]), ("ij,", [2, 3]), ("ij", [2, 3], [2, 3]), ("ij,jk", [2, 3]),
    ("ij->ji->ij", [2, 3]), ("i1", [2, 3]), ("ij-ji", [2, 3]), ("ij>ji", [2, 3]), ("i..j", [2, 3]), ("......", [2, 3]), ("ij->i.j", [2, 3]),
    ("ii", [2, 3]), ("ii->i", [1, 3]), ("i", [2, 3]), ("ijk", [2, 3]), ("ijk...", [2, 3]), ("...i,...i", [2, 3], [4, 3]), ("->", [2]),
    ("i;j", [3], [3]),
    ("i,j->i j i", [3], [2]), ("ij->i...j...", [2, 3]),
]


def main(seed: int, out: str) -> None:
    torch.manual_seed(seed)
    with open(out, "w", encoding="utf-8") as file:
        def made(shape, dtype):
            return torch.randint(-4, 5, shape).to(dtype)

        def said(a):
            return {"dtype": str(a.dtype).removeprefix("torch."), "shape": list(a.shape), "data": a.reshape(-1).long().tolist()}

        def case(kind, compute, **fields):
            try:
                fields["result"] = said(compute())
            except RuntimeError as error:
                fields["error"] = str(error).split("\n")[0]
            file.write(json.dumps({"kind": kind, **fields}) + "\n")

        for a_shape, b_shape in MATMUL:
            for dtype in (torch.float32, torch.float64, torch.int64, torch.int32):
                a, b = made(a_shape, dtype), made(b_shape, dtype)
                case("matmul", lambda: a @ b, a=said(a), b=said(b))
        for equation, *shapes in EINSUM:
            for dtype in (torch.float32, torch.int64):
                inputs = [made(s, dtype) for s in shapes]
                case("einsum", lambda: torch.einsum(equation, *inputs), equation=equation, inputs=[said(x) for x in inputs])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
