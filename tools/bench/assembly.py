# SPDX-License-Identifier: MIT
"""Reads what `g++ -S -masm=intel -g1` writes for x86-64: functions, the inner loop of one, and what that loop is made of.

Everything here is a function from value to value. The inner loop is found by rule: a loop is what stands between a label and a jump
back to it that the label leads to, and it is inner if no other loop stands in it. Of several, the loop counts whose instructions take
the most bytes of vector registers, for that is where a function computes; of equals the shortest, and of those the first.
"""
import re
from dataclasses import dataclass, replace

COUNTS = ("instructions", "fmas", "loads", "stores", "broadcasts", "shuffles", "spills", "calls")

LABEL = re.compile(r"^([\w.$@]+):")
NUMBERED_FILE = re.compile(r'^\t\.file (\d+) (?:"([^"]*)" )?"([^"]*)"')
PLACE = re.compile(r"^\t\.loc (\d+) (\d+)(?: (\d+))?")
TABLE_ENTRY = re.compile(r"^\t\.(?:long|quad|value|byte)\t\(?(\.L\d+)")
FUNCTION = re.compile(r"^\t\.type\t([\w.$]+), @function", re.M)
MEMORY = re.compile(r"\[|\bPTR\b")
STACK = re.compile(r"\[[^\]]*\brsp\b")
STACK_OR_FRAME = re.compile(r"\[[^\]]*\br[sb]p\b")

# Names of instructions, by how they begin. What writes its first operand without reading it:
WRITES_ONLY = re.compile(r"v?mov|kmov|set|v?p?extr|vp?maskmov|vp?compress|vp?scatter|vcvtps2ph|vpmov|v?stmxcsr|fn?st|fist|fbstp|tilestore|pop")
# What only reads, wherever its operands stand.
READS_ONLY = re.compile(r"cmp(?!xchg)|test|v?u?comis|v?ptest|vtestp|bt$|push|call|jmp|i?mul$|i?div$|v?ldmxcsr|fi?(?:add|sub|mul|div|com|ld)|fbld")
NO_ACCESS = re.compile(r"lea|nop|prefetch|endbr|clflush|clwb|cldemote")
PREFIXES = {"rep", "repe", "repz", "repne", "repnz", "lock", "notrack", "bnd", "data16", "addr32", "rex64", "xacquire", "xrelease"}
FMA = re.compile(r"vfn?m(add|sub|addsub|subadd)\d*[ps][sdh]")
BROADCAST = re.compile(r"vp?broadcast|v?movddup")
SHUFFLE = re.compile(r"v?p?shuf|vp?perm|v?p?unpck|vinsert|vextract|v?insertps|v?extractps|v?p?alignr|valign|v?mov(?:hl|lh)ps|v?mov(?:sh|sl)dup|"
                     r"v?pinsr|v?pextr|v?ps[lr]ldq|vp?compress|vp?expand")


@dataclass(frozen=True)
class Instruction:
    """One instruction, or a label in front of the next, with the line of a source that it was made from."""

    text: str = ""
    label: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    cases: tuple = ()  # of a jump by a table: the labels that it may go to

    @property
    def name(self):
        # What may stand before it: prefixes, and in braces how it is to be encoded.
        return next((word for word in self.text.split() if word not in PREFIXES and not word.startswith("{")), "")

    @property
    def operands(self):
        rest = self.text.partition(self.name)[2].strip()
        return [part.strip() for part in re.split(r",(?![^\[]*\])", rest)] if rest else []


def functions(text):
    """The functions of an assembly file: symbol -> instructions and labels, in their order."""
    symbols = set(FUNCTION.findall(text))
    found, files, body, place, tables = {}, {}, None, ("", 0, 0), {}
    for line in text.split("\n"):
        if label := LABEL.match(line):
            name = label.group(1)
            if name in symbols:
                body, place = found.setdefault(name, []), ("", 0, 0)
                cases = tables.setdefault(name, [])
            elif body is not None and name.startswith(".L") and not re.match(r"\.L(V|F|B|EF|FB|FE|BB|BE|LS|HOT|COLD)[A-Z]*\d", name):
                body.append(Instruction(label=name))
        elif at := PLACE.match(line):
            place = (files.get(at.group(1), ""), int(at.group(2)), int(at.group(3) or 0))
        elif file := NUMBERED_FILE.match(line):
            files[file.group(1)] = file.group(3)
        elif line.startswith("\t.cfi_endproc"):
            body = None
        elif body is not None and (case := TABLE_ENTRY.match(line)):
            cases.append(case.group(1))
        elif body is not None and re.match(r"\t[a-z{]", line):
            body.append(Instruction(re.sub(r"\s+", " ", line.split("#")[0]).strip(), "", *place))
    return {name: [replace(item, cases=tuple(tables[name])) if jumps_anywhere(item) else item for item in body] for name, body in found.items()}


def jumps_anywhere(item):
    """Is it a jump whose place is computed, as that of a switch? A function's tables are all taken for its."""
    return item.name == "jmp" and bool(re.match(r"r\w+$|.*\[|.*\bPTR\b", item.operands[0]))


def plain_name(demangled):
    """A function's qualified name and its parameters, written without spaces: `tile<6,2>`, `(long,float)`. Return type, anonymous
    namespaces, the suffixes of numbers and the compiler's remarks such as `[clone .isra.0]` are no part of a name."""
    text = re.sub(r" \[clone [^\]]*\]| \[abi:[^\]]*\]|\(anonymous namespace\)::", "", demangled)
    text = re.sub(r"\b(\d+)(?:u?l{0,2})\b", r"\1", text)
    text = re.sub(r"\boperator\(\)", "operator@", re.sub(r"\) (?:const|volatile|&|noexcept)+$", ")", text))
    open_at, depth = len(text), 0
    if text.endswith(")"):  # the parameters: the last pair of brackets
        for i in range(len(text) - 1, -1, -1):
            depth += {")": 1, "(": -1}.get(text[i], 0)
            if depth == 0:
                open_at = i
                break
    name, depth, begin = text[:open_at], 0, 0
    for i, c in enumerate(name):  # the return type: what stands before the last space outside of brackets
        depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(c, 0)
        if c == " " and depth == 0 and "operator" not in name[:i]:
            begin = i + 1
    return re.sub(r"\s+", "", name[begin:]).replace("operator@", "operator()"), re.sub(r"\s+", "", text[open_at:])


def is_called(wanted, demangled):
    """Does a chapter that writes `wanted` mean this function? It may leave out namespaces and parameters."""
    name, parameters = plain_name(demangled)
    asked = re.sub(r"\s+", "", wanted)
    whole = name + parameters if asked.endswith(")") and not asked.endswith("operator()") else name
    return whole == asked or whole.endswith("::" + asked)


def target(instruction):
    """The label that a jump goes to."""
    return instruction.operands[0] if instruction.name.startswith("j") and instruction.operands else ""


def loops(body):
    """The inner loops of a function: pairs of the index of a label and of the jump back to it."""
    at = {item.label: i for i, item in enumerate(body) if item.label}
    back = [(at[target(item)], i) for i, item in enumerate(body) if at.get(target(item), i + 1) <= i]
    back = [(a, b) for a, b in back if leads_to(body, at, a, b)]
    return [(a, b) for a, b in back if not any((c, d) != (a, b) and a <= c and d <= b for c, d in back)]


def leads_to(body, at, begin, end):
    """Does the label at `begin` lead to the jump at `end` without leaving what is between? A compiler also puts rare code behind a
    function's end, and that jumps back, too."""
    seen, todo = set(), [begin]
    while todo:
        i = todo.pop()
        if i in seen or not begin <= i <= end:
            continue
        seen.add(i)
        name = body[i].name
        if name not in ("jmp", "ret", "ud2"):
            todo.append(i + 1)
        if target(body[i]) in at:
            todo.append(at[target(body[i])])
        todo += [at[case] for case in body[i].cases if case in at]
    return end in seen


def vector_bytes(instruction):
    """How many bytes of a vector register the instruction computes with; 0: it uses none."""
    for register, size in (("zmm", 64), ("ymm", 32)):
        if re.search(rf"\b{register}\d", instruction.text):
            return size
    if not re.search(r"\bxmm\d", instruction.text):
        return 0
    if BROADCAST.match(instruction.name):
        return 16
    last = "" if re.match(r"v?p", instruction.name) else instruction.name[-2:]  # pminsd, vpdpbusd: of integers all lanes
    return {"ss": 4, "sd": 8}.get(last, {"vmovd": 4, "movd": 4, "vmovq": 8, "movq": 8}.get(instruction.name, 16))


def inner_loop(body):
    """The instructions and labels of the function's inner loop; empty where it has none."""
    def order(loop):
        inside = [item for item in body[loop[0]:loop[1] + 1] if item.text]
        return -sum(map(vector_bytes, inside)), len(inside), loop[0]

    found = min(loops(body), key=order, default=None)
    return body[found[0]:found[1] + 1] if found else []


def accesses(instruction):
    """Whether the instruction loads from memory, and whether it stores there."""
    name, operands = instruction.name, instruction.operands
    if NO_ACCESS.match(name) or name.startswith("j") and name != "jmp":
        return False, False
    first = bool(operands) and bool(MEMORY.search(operands[0]))
    others = any(MEMORY.search(operand) for operand in operands[1:])
    if re.match(r"(movs|stos|lods)[bwdq]$", name) and not operands:
        return name[:4] != "stos", name[:4] != "lods"
    if name == "xchg":  # wherever the operand in memory stands
        return first or others, first or others
    if READS_ONLY.match(name):
        return first or others, name.startswith("push")
    writes_only = bool(WRITES_ONLY.match(name))
    return others or name.startswith("pop") or (first and not writes_only), first


def statement_at(line, column):
    """The part of a source's line that holds a column, from 1: the head of a loop or a condition, or what stands behind it."""
    begin = len(line) - len(line.lstrip())
    while re.match(r"(for|while|if)\b ?(constexpr )?\(", line[begin:]):
        depth, end = 0, begin
        for end in range(line.index("(", begin), len(line)):
            depth += {"(": 1, ")": -1}.get(line[end], 0)
            if depth == 0:
                break
        rest = line[end + 1:]
        behind = end + 1 + len(rest) - len(rest.lstrip())
        if depth or column <= behind or line[behind:behind + 1] in ("", "{"):
            return line[begin:end + 1].strip()
        begin = behind
    return line[begin:].strip()


def has_frame(body):
    """Is rbp the address of the function's frame, and not a register as any other?"""
    return any(re.fullmatch(r"mov rbp, rsp|lea rbp, \[.*rsp.*\]|lea rbp, -?\d+\[rsp\]", item.text) for item in body)


def counts(loop, frame):
    """How many instructions of each kind a loop has. \\param frame  rbp is the address of the frame"""
    stack = STACK_OR_FRAME if frame else STACK
    total = dict.fromkeys(COUNTS, 0)
    for item in (item for item in loop if item.text):
        loaded, stored = accesses(item)
        on_stack = stack.search(item.text) or item.name in ("push", "pop")
        total["instructions"] += 1
        total["fmas"] += bool(FMA.match(item.name))
        total["loads"] += loaded
        total["stores"] += stored
        total["broadcasts"] += bool(BROADCAST.match(item.name) or re.search(r"\{1to\d+\}", item.text))
        total["shuffles"] += bool(SHUFFLE.match(item.name))
        total["spills"] += (loaded + stored) if on_stack else 0
        total["calls"] += item.name == "call"
    return total


def readable(loop):
    """The loop's lines with names in place of the compiler's numbers, which change with all that stands around: pairs of the line and
    the item that it is from."""
    names = {}
    for item in loop:
        if item.label:
            names[item.label] = "loop" if not names else f"part_{len(names)}"
    out = []
    for item in loop:
        text = names[item.label] + ":" if item.label else item.text
        text = re.sub(r"\.L\d+\b", lambda m: names.get(m.group(), "outside"), text)
        text = re.sub(r"\.LC\d+\b", "constant", text)
        text = re.sub(r"(-?\d+)\[([^\]]+)\]", lambda m: f"[{m[2]}{'' if m[1].startswith('-') else '+'}{m[1]}]", text)
        text = re.sub(r"\[0\+|\+0(?=\])", lambda m: "[" if m[0].startswith("[") else "", text)
        if not item.label or item.label in {target(other) for other in loop}:
            out.append((text, item))
    return out
