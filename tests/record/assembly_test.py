#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of tools/bench/assembly.py and listings.py: assembly written by hand, a compiler and a heddle that say what they are told to."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools" / "bench"
sys.path.insert(0, str(TOOLS))
import assembly  # noqa: E402
import listings  # noqa: E402

# A function with two loops in a third, as g++ writes it: the first inner loop has scalars, the second has vectors.
NESTED = """\
\t.file "main.cpp"
\t.intel_syntax noprefix
\t.text
.Ltext0:
\t.file 0 "/book" "cells/01-a_bench.cpp"
\t.file 1 "chapters/01-a.md"
\t.p2align 4
\t.globl\t_Z4timeILi2EEvPf
\t.type\t_Z4timeILi2EEvPf, @function
_Z4timeILi2EEvPf:
.LVL0:
.LFB1:
\t.loc 1 4 1 view -0
\t.cfi_startproc
\tpush\trbp
\tmov\trbp, rsp
.L2:
\txor\teax, eax
\t.p2align 4,,10
.L3:
\t.loc 1 6 3 is_stmt 1 view .LVU1
\tvaddss\txmm0, xmm0, DWORD PTR [rdi+rax]
\tadd\trax, 4
\tcmp\trax, 64
\tjne\t.L3
.L4:
.LBB7:
\t.loc 1 7 5 view .LVU2
\tvbroadcastss\tymm1, DWORD PTR 4[rdi]
\tvfmadd231ps\tymm0, ymm1, YMMWORD PTR [rsi]
\tjp\t.L9
.L8:
\tvmovaps\tYMMWORD PTR -32[rbp], ymm0
\t.loc 1 8 5
\tvaddps\tymm2, ymm2, YMMWORD PTR .LC0[rip]
\tsub\trax, 1
\tjne\t.L4
.LBE7:
\tjmp\t.L2
.L9:
\tleave
\tret
\t.cfi_endproc
.LFE1:
\t.size\t_Z4timeILi2EEvPf, .-_Z4timeILi2EEvPf
\t.type\t_Z5plainv, @function
_Z5plainv:
\t.cfi_startproc
\tret
\t.cfi_endproc
\t.size\t_Z5plainv, .-_Z5plainv
"""
NAMES = "void ten::(anonymous namespace)::time<2ul>(float*)"
CHAPTER = "---\ntitle: A\n---\n\n\n  first(x);  \n    second(x);\nthird();\n"


def item(text):
    return assembly.Instruction(text)


class Parser(unittest.TestCase):
    def setUp(self):
        self.body = assembly.functions(NESTED)["_Z4timeILi2EEvPf"]
        self.loop = assembly.inner_loop(self.body)

    def test_functions_hold_their_own_instructions_and_labels(self):
        found = assembly.functions(NESTED)
        self.assertEqual(list(found), ["_Z4timeILi2EEvPf", "_Z5plainv"])
        self.assertEqual([i.text for i in found["_Z5plainv"]], ["ret"])
        self.assertEqual([i.label for i in self.body if i.label], [".L2", ".L3", ".L4", ".L8", ".L9"])

    def test_places_are_those_of_the_chapter(self):
        self.assertEqual([(i.file, i.line) for i in self.loop if i.name == "vaddps"], [("chapters/01-a.md", 8)])

    def test_the_loop_that_computes_with_most_vectors_counts(self):
        self.assertEqual(len(assembly.loops(self.body)), 2, "the loop around both is no inner one")
        self.assertEqual(self.loop[0].label, ".L4")
        self.assertEqual(self.loop[-1].text, "jne .L4")

    def test_of_equal_loops_the_shortest_and_then_the_first(self):
        one = [assembly.Instruction(label=".L1"), item("nop"), item("add eax, 1"), item("jne .L1")]
        two = [assembly.Instruction(label=".L2"), item("add ebx, 1"), item("jne .L2")]
        three = [assembly.Instruction(label=".L3"), item("add ecx, 1"), item("jne .L3")]
        self.assertEqual(assembly.inner_loop(one + two + three)[0].label, ".L2")

    def test_rare_code_behind_the_end_makes_no_loop(self):
        tail = [assembly.Instruction(label=".L5"), item("vaddps zmm0, zmm0, zmm1"), item("ret"), assembly.Instruction(label=".L6"),
                item("xor eax, eax"), item("jmp .L5")]
        self.assertEqual(assembly.loops(tail), [])
        self.assertEqual(assembly.inner_loop(self.body + tail), self.loop)

    def test_a_loop_may_begin_with_its_condition(self):
        body = [assembly.Instruction(label=".L5"), item("je .L7"), item("vaddps zmm0, zmm0, zmm1"), item("jmp .L5"),
                assembly.Instruction(label=".L7")]
        self.assertEqual(assembly.loops(body), [(0, 3)])

    def test_a_loop_with_a_switch_in_it_is_one(self):
        loop = "\t.type\tf, @function\nf:\n.L2:\n\tmovzx\teax, BYTE PTR [rdi]\n\tnotrack jmp\t[QWORD PTR .L4[0+rax*8]]\n\t.section\t.rodata\n" \
               ".L4:\n\t.quad\t.L6\n\t.quad\t.L5\n\t.text\n\t.p2align 4,,10\n.L6:\n\tadd\tedx, 1\n\tret\n" \
               ".L5:\n\tadd\trdi, 1\n\tcmp\trdi, rsi\n\tjne\t.L2\n\tret\n\t.cfi_endproc\n"
        for jump in ("notrack jmp\t[QWORD PTR .L4[0+rax*8]]", "jmp\trax"):
            found = assembly.functions(loop.replace("notrack jmp\t[QWORD PTR .L4[0+rax*8]]", jump))
            self.assertEqual([i.text for i in assembly.inner_loop(found["f"])][-1:], ["jne .L2"], jump)
        # A call as the last thing jumps away: nothing behind it is reached.
        self.assertEqual(assembly.inner_loop(assembly.functions(loop.replace("notrack jmp\t[QWORD PTR .L4[0+rax*8]]", "jmp\tg"))["f"]), [])

    def test_a_function_without_a_loop_has_none(self):
        self.assertEqual(assembly.inner_loop(assembly.functions(NESTED)["_Z5plainv"]), [])

    def test_counts(self):
        expected = {"instructions": 7, "fmas": 1, "loads": 3, "stores": 1, "broadcasts": 1, "shuffles": 0, "spills": 1, "calls": 0}
        self.assertEqual(assembly.counts(self.loop, assembly.has_frame(self.body)), expected)
        self.assertEqual(assembly.counts(self.loop, False)["spills"], 0, "without a frame rbp is a register as any other")

    def test_labels_are_named_by_what_they_are(self):
        texts = [text for text, _ in assembly.readable(self.loop)]
        self.assertEqual(texts, ["loop:", "vbroadcastss ymm1, DWORD PTR [rdi+4]", "vfmadd231ps ymm0, ymm1, YMMWORD PTR [rsi]", "jp outside",
                                 "vmovaps YMMWORD PTR [rbp-32], ymm0", "vaddps ymm2, ymm2, YMMWORD PTR constant[rip]", "sub rax, 1", "jne loop"])
        self.assertEqual(assembly.readable([item("lea rsi, 0[0+rax*4]")])[0][0], "lea rsi, [rax*4]")


class Instructions(unittest.TestCase):
    def test_what_loads_and_what_stores(self):
        neither, load, store, both = (False, False), (True, False), (False, True), (True, True)
        cases = {
            "vmovups ymm0, YMMWORD PTR [rdi]": load, "vmovups YMMWORD PTR [rdi], ymm0": store, "add DWORD PTR [rsp+8], 1": both,
            "add eax, DWORD PTR [rsp+8]": load, "lea rax, [rdi+8]": neither, "cmp DWORD PTR [rdi], 3": load, "inc QWORD PTR [rdi]": both,
            "prefetcht0 [rdi+64]": neither, "nop WORD PTR [rax+rax]": neither, "push rbx": store, "pop rbx": load, "jne .L3": neither,
            "imul DWORD PTR [rdi]": load, "imul eax, DWORD PTR [rdi], 3": load, "setne BYTE PTR [rdi]": store,
            "vextractf128 XMMWORD PTR [rdi], ymm0, 1": store,
            "vmulps ymm0, ymm1, YMMWORD PTR .LC1[rip]": load, "movss xmm0, DWORD PTR [rdi]": load, "movsd QWORD PTR [rdi], xmm0": store,
            "rep movsq": both, "rep stosd": store, "xor eax, eax": neither, "vucomiss xmm0, DWORD PTR [rdi]": load, "call _Z1fv": neither,
            "call QWORD PTR [rax+16]": load, "movsx rax, DWORD PTR [rdi]": load, "vcomiss xmm0, xmm1": neither,
            "vfmadd231ps zmm0, zmm1, DWORD PTR [rdi]{1to16}": load, "not DWORD PTR [rdi]": both, "sete al": neither, "div rcx": neither,
            "lock cmpxchg DWORD PTR [rdi], ecx": both, "xchg eax, DWORD PTR [rdi]": both, "vcmpps ymm0, ymm1, YMMWORD PTR [rdi], 1": load,
            "xchg DWORD PTR [rdi], eax": both, "xchg eax, ecx": neither, "lock xadd DWORD PTR [rdi], eax": both,
            "kmovw k1, WORD PTR [rdi]": load, "kmovq QWORD PTR [rdi], k1": store, "kmovw k1, eax": neither,
            "vmovups ZMMWORD PTR [rdi]{k1}, zmm0": store, "vmovups zmm0{k1}{z}, ZMMWORD PTR [rdi]": load,
            "vscatterdps ZMMWORD PTR [rdi+zmm1*4]{k1}, zmm0": store, "vgatherdps zmm0{k1}, ZMMWORD PTR [rdi+zmm1*4]": load,
            "vpcompressd ZMMWORD PTR [rdi]{k1}, zmm0": store, "{vex} vpdpbusd ymm0, ymm1, YMMWORD PTR [rdi]": load,
            "fadd DWORD PTR [rdi]": load, "fisttp QWORD PTR [rdi]": store, "fistp DWORD PTR [rdi]": store, "fld TBYTE PTR [rdi]": load,
            "fstp DWORD PTR [rdi]": store, "btr DWORD PTR [rdi], 3": both, "adc QWORD PTR [rdi], rax": both, "data16 lea rdi, x@tlsgd[rip]": neither,
            "repne scasb al, BYTE PTR [rdi]": load,
        }
        for text, expected in cases.items():
            self.assertEqual(assembly.accesses(item(text)), expected, text)

    def test_families(self):
        cases = {
            "vfmadd132ps ymm0, ymm1, ymm2": "fmas", "vfnmadd231sd xmm0, xmm1, xmm2": "fmas", "vfmaddsub213pd ymm0, ymm1, ymm2": "fmas",
            "vbroadcastss ymm0, xmm1": "broadcasts", "vpbroadcastd ymm0, xmm1": "broadcasts", "movddup xmm0, xmm1": "broadcasts",
            "vaddps zmm0, zmm1, DWORD PTR [rdi]{1to16}": "broadcasts",
            "vshufps ymm0, ymm1, ymm2, 0": "shuffles", "vpermps ymm0, ymm1, ymm2": "shuffles",
            "vunpcklps ymm0, ymm1, ymm2": "shuffles", "vperm2f128 ymm0, ymm1, ymm2, 1": "shuffles", "movshdup xmm0, xmm1": "shuffles",
            "psrldq xmm0, 8": "shuffles", "vpextrd eax, xmm0, 1": "shuffles", "vpinsrq xmm0, xmm0, rax, 1": "shuffles",
            "{evex} vpermd ymm0, ymm1, ymm2": "shuffles", "vcompressps zmm0{k1}{z}, zmm1": "shuffles", "vpblendvb ymm0, ymm0, ymm1, ymm2": "",
            "vinsertf128 ymm0, ymm0, xmm1, 1": "shuffles", "call _Z1fv": "calls", "mulps xmm0, xmm1": "", "vaddps ymm0, ymm1, ymm2": "",
        }
        for text, expected in cases.items():
            found = assembly.counts([item(text)], False)
            families = [name for name in ("fmas", "broadcasts", "shuffles", "calls") if found[name]]
            self.assertEqual(families, [expected] if expected else [], text)

    def test_what_touches_the_stack(self):
        cases = {"vmovaps ymm0, YMMWORD PTR [rsp+64]": 1, "vmovaps YMMWORD PTR 64[rsp], ymm0": 1, "add DWORD PTR [rsp], 1": 2, "push rax": 1,
                 "vmovaps ymm0, YMMWORD PTR [rsi]": 0, "lea rax, [rsp+8]": 0, "sub rsp, 64": 0, "mov rax, QWORD PTR [rbp-8]": 0}
        for text, expected in cases.items():
            self.assertEqual(assembly.counts([item(text)], False)["spills"], expected, text)

    def test_bytes_of_vectors(self):
        cases = {"vfmadd231ps zmm0, zmm1, zmm2": 64, "vaddps ymm0, ymm1, ymm2": 32, "addps xmm0, xmm1": 16, "vaddss xmm0, xmm1, xmm2": 4,
                 "vbroadcastss xmm0, DWORD PTR [rdi]": 16, "mulsd xmm0, xmm1": 8, "add eax, 1": 0,
                 "pminsd xmm0, xmm1": 16, "vpabsd xmm0, xmm1": 16, "vpdpbusd xmm0, xmm1, xmm2": 16, "vmovd xmm0, eax": 4}
        for text, expected in cases.items():
            self.assertEqual(assembly.vector_bytes(item(text)), expected, text)


class Statements(unittest.TestCase):
    def test_the_head_of_a_loop_or_what_stands_behind_it(self):
        line = "    for (int i = f(0); i < n; ++i) if (a[i]) sum += a[i];  // all\r"
        cases = {0: "for (int i = f(0); i < n; ++i)", 10: "for (int i = f(0); i < n; ++i)", 40: "if (a[i])", 49: "sum += a[i];  // all"}
        for column, expected in cases.items():
            self.assertEqual(assembly.statement_at(line, column), expected, column)
        self.assertEqual(assembly.statement_at("  for (int k = 0; k < n; ++k) {", 31), "for (int k = 0; k < n; ++k)")
        self.assertEqual(assembly.statement_at("  for (int k = 0;", 9), "for (int k = 0;")
        self.assertEqual(assembly.statement_at("  format(x);", 4), "format(x);")
        self.assertEqual(assembly.statement_at("", 1), "")


class Names(unittest.TestCase):
    def test_what_is_called_so(self):
        for wanted in ("time<2>", "time< 2 >", "ten::time<2>", "time<2>(float*)", "time<2>(float *)"):
            self.assertTrue(assembly.is_called(wanted, NAMES), wanted)
        for wanted in ("time", "time<3>", "me<2>", "time<2>(double*)", "other::time<2>", "float*"):
            self.assertFalse(assembly.is_called(wanted, NAMES), wanted)

    def test_names_of_other_forms(self):
        cases = {"add_up(float const*, long) [clone .constprop.0]": "add_up",
                 "std::vector<int, std::allocator<int> >::size() const": "std::vector<int,std::allocator<int>>::size",
                 "ten::Tensor<float> ten::sum<float>(ten::Tensor<float> const&, long)": "ten::sum<float>",
                 "main::{lambda(int)#1}::operator()(int) const": "main::{lambda(int)#1}::operator()",
                 "void apply<void (*)(float*), 4ul>(void (*)(float*))": "apply<void(*)(float*),4>"}
        for demangled, expected in cases.items():
            self.assertEqual(assembly.plain_name(demangled)[0], expected, demangled)


def block(claims, **more):
    said = [{"line": 20 + i, "left": left, "sign": sign, "right": right} for i, (left, sign, right) in enumerate(claims)]
    return {"file": "chapters/01-a.md", "line": 19, "kind": "asm", "function": "time<2>", "compiler": "g++ -O3", "hash": "00aa",
            "claims": said, **more}


class Tool(unittest.TestCase):
    """The whole tool in a book of its own: what it writes, and every fault that it has to find."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)
        (self.root / "build" / "dev").mkdir(parents=True)
        (self.root / "chapters").mkdir()
        (self.root / "chapters" / "01-a.md").write_text(CHAPTER)
        source = self.root / "build" / "compiled" / "cells" / "01-a_bench.cpp"
        command = f"c++ -I{self.root}/build/compiled/tangled -isystem /usr/include/x -O0 -g3 -std=c++20 -include x.hpp -c {source}"
        database = [{"command": command, "file": str(source)}]
        (self.root / "build" / "dev" / "compile_commands.json").write_text(json.dumps(database))
        self.blocks([block([("fmas", "=", 1), ("loads", "<=", 3), ("stores", "<", "loads")])])
        self.compiler("12.2.0", NESTED)
        self.script("bin/c++filt", f"#!/bin/sh\nsed 's/^_Z4time.*/{NAMES}/; s/^_Z5plainv$/plain()/'\n")

    def script(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def compiler(self, version, made):
        (self.root / "made.s").write_text(made)
        self.script("bin/g++", f'#!/bin/sh\nif [ "$1" = --version ]; then echo "g++ (Distribution {version}) {version}"; exit; fi\n'
                    f'echo "$@" > {self.root}/called\ncat {self.root}/made.s\n')

    def blocks(self, all_blocks):
        (self.root / "listing.json").write_text(json.dumps(all_blocks))
        self.script("build/bin/heddle", f"#!/bin/sh\ncat {self.root}/listing.json\n")

    def run_tool(self, *words):
        environment = {**os.environ, "PATH": f"{self.root}/bin:{os.environ['PATH']}"}
        done = subprocess.run([sys.executable, str(TOOLS / "listings.py"), "--root", str(self.root), *words], capture_output=True, text=True,
                              env=environment, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def recording(self):
        return json.loads((self.root / "docs/recordings/01-a.x86-64.json").read_text())

    def test_records_and_then_agrees(self):
        self.assertEqual(self.run_tool()[0], 0)
        made = self.recording()
        self.assertEqual(made["build"], {"compiler": "g++ 12.2.0", "version": "g++ (Distribution 12.2.0) 12.2.0"})
        self.assertEqual(made["listings"][0]["counts"]["fmas"], 1)
        self.assertEqual(made["listings"][0]["lines"][1], {"text": "vbroadcastss ymm1, DWORD PTR [rdi+4]", "code": "second(x);"})
        called = (self.root / "called").read_text()
        self.assertIn("-O3", called)
        self.assertIn(f"-I{self.root}/build/tangled ", called, "the code with the present lines")
        for dropped in ("-O0", "-include", "compiled"):
            self.assertNotIn(dropped, called)
        self.assertNotIn(str(self.root), json.dumps(made), "no path of a machine is recorded")
        self.assertEqual(self.run_tool("--check")[0], 0)

    def test_a_false_claim_is_found(self):
        self.run_tool()
        self.blocks([block([("fmas", "=", 1), ("spills", "=", 0)])])
        status, said = self.run_tool("--check")
        self.assertEqual(status, 1)
        self.assertIn("chapters/01-a.md:21: spills = 0 is false of 'time<2>': spills is 1", said)

    def test_what_the_compiler_makes_otherwise_is_found(self):
        self.run_tool()
        self.compiler("12.2.0", NESTED.replace("vaddps\tymm2", "vsubps\tymm2"))
        status, said = self.run_tool("--check")
        self.assertEqual(status, 1)
        self.assertIn("is not what g++ (Distribution 12.2.0) 12.2.0 makes", said)

    def test_a_smaller_version_may_choose_otherwise_as_long_as_the_claims_hold(self):
        self.run_tool()
        self.compiler("12.3.1", NESTED.replace("vaddps\tymm2", "vsubps\tymm2"))
        self.assertEqual(self.run_tool("--check")[0], 0)
        self.compiler("12.3.1", NESTED.replace("vfmadd231ps", "vmulps"))
        self.assertEqual(self.run_tool("--check")[0], 1)

    def test_another_major_version_is_skipped_and_said(self):
        self.run_tool()
        self.compiler("14.2.0", NESTED.replace("vfmadd231ps", "vmulps"))
        status, said = self.run_tool("--check")
        self.assertEqual(status, listings.SKIPPED)
        self.assertIn("g++ 14.2.0 is here and g++ 12.2.0 was recorded", said)

    def test_a_missing_recording_is_found(self):
        self.assertEqual(self.run_tool("--check")[0], 1)

    def test_a_function_that_is_not_there(self):
        self.blocks([block([("fmas", "=", 1)], function="time<7>")])
        status, said = self.run_tool()
        self.assertEqual(status, 1)
        self.assertIn("chapters/01-a.md:19: no program of the chapter has a function 'time<7>'; there are: void ten::", said)
        self.assertFalse((self.root / "docs").exists())

    def test_a_function_without_a_loop(self):
        self.blocks([block([("fmas", "=", 1)], function="plain")])
        status, said = self.run_tool()
        self.assertEqual((status, "has no loop" in said), (1, True))

    def test_two_functions_of_one_name(self):
        twice = NESTED + NESTED.replace("_Z4timeILi2EEvPf", "_Z4timeILi2EEvPd")
        self.compiler("12.2.0", twice)
        status, said = self.run_tool()
        self.assertEqual((status, "several functions are called 'time<2>'" in said), (1, True))

    def test_a_compiler_that_fails(self):
        self.script("bin/g++", '#!/bin/sh\nif [ "$1" = --version ]; then echo "g++ 12.2.0"; exit; fi\necho no such header >&2; exit 1\n')
        status, said = self.run_tool()
        self.assertEqual((status, "no such header" in said), (1, True))

    def test_no_build_and_no_blocks(self):
        (self.root / "build" / "dev" / "compile_commands.json").unlink()
        self.assertEqual(self.run_tool()[0], 4)
        self.blocks([])
        self.assertEqual(self.run_tool()[0], 2)


if __name__ == "__main__":
    unittest.main()
