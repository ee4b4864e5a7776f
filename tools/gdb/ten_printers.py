# SPDX-License-Identifier: MIT
"""Shows ten's types in gdb as the book prints them: gdb -x tools/gdb/ten_printers.py PROGRAM

    (gdb) print t
    $1 = Tensor<float> of shape [2, 3], strides [3, 1] = {1, 2, 3, 4, 5, 6}

Elements come in the order of their indices, the first ones only where there are many; `set print elements` changes how many.
"""
import itertools

import gdb
import gdb.printing


def dims(value):
    """The numbers of a Dims: up to six lie in the object."""
    rank, place = int(value["rank_"]), value["small_"]["_M_elems"]
    if rank > place.type.strip_typedefs().range()[1] + 1:
        place = value["large_"]["_M_t"]["_M_t"]["_M_head_impl"]
    return [int(place[i]) for i in range(rank)]


class DimsPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return str(dims(self.value))


class TensorPrinter:
    def __init__(self, value):
        self.value, self.shape, self.strides = value, dims(value["shape_"]), dims(value["strides_"])
        self.data = value["storage_"]["data_"]
        # As Storage::is_away has it: then the block holds a note of the device and no elements.
        self.away = int(self.data) & 8

    def to_string(self):
        place = " on another device" if self.away else ""
        return f"Tensor<{self.value.type.strip_typedefs().template_argument(0)}> of shape {self.shape}, strides {self.strides}{place}"

    def children(self):
        if self.away or not int(self.data):
            return
        first = self.data + int(self.value["offset_"])
        # What an uninitialised variable holds is no shape; gdb stops at `print elements` by itself.
        if any(size < 0 for size in self.shape):
            return
        for number, index in enumerate(itertools.product(*map(range, self.shape))):
            yield str(number), (first + sum(i * s for i, s in zip(index, self.strides))).dereference()

    def display_hint(self):
        return "array"


def register():
    printers = gdb.printing.RegexpCollectionPrettyPrinter("ten")
    printers.add_printer("Tensor", r"^ten::Tensor<.*>$", TensorPrinter)
    printers.add_printer("Dims", r"^ten::Dims$", DimsPrinter)
    gdb.printing.register_pretty_printer(None, printers, replace=True)


register()
