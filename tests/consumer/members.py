# SPDX-License-Identifier: MIT
"""What a header declares can be called where that header alone is included: members.py SOURCE_TREE.

A template is looked at when it is called, so a program with an empty `main` says little of a header. Each program here includes
one header and calls what it offers to users; then all of the headers and calls stand in one program, for every compiler, in C++20
and C++23. Warnings are errors in CI, whose compilers are known.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TENSOR = """\
Tensor<float> a({2, 3}), b({3, 2}), row({3});
a[0] = 5;
a[0] = a[1];
a(0, 1) = 2;
a(all, 1) = a(all, 0);
Tensor<float> const sums[] = {a + b.t(), a - 1, 2 * a, a / row, a.add(1), a.sub(row), a.mul(a), a.div(a)};
a += row; a -= 1; a *= a; a /= 2;
a.add_(1).sub_(row).mul_(2).div_(a).copy_(row);
Tensor<float> const views[] = {a.t(), a.transpose(0, 1), a.permute({1, 0}), a.view({3, 2}), a.reshape({6}), a.expand({2, 3}), a.unsqueeze(0),
                    a.squeeze(), a.squeeze(0), a.contiguous(), a.t().contiguous(), a[-1], a(range(1))};
Tensor<float> const numbers[] = {a.sum(), a.sum(0), a.mean(), a.mean(1, true), a.min(), a.min(0).values, a.max(), a.max(1).values,
                                  a.matmul(b), matmul(a, b)};
Tensor<std::int64_t> const places[] = {a.argmax(), a.argmax(0), a.to<std::int64_t>(), (a.to<int>()).to<std::int64_t>()};
Tensor<bool> const truths[] = {a.to<bool>().all(), a.to<bool>().any(0)};
Tensor<float> const chosen[] = {a[a.to<bool>()], a[Tensor<std::int64_t>({1})], a.to(cpu)};
double total = 0;
for (auto const& line : a) total += line.sum().item();
return a.rank() + static_cast<std::size_t>(a.numel() + a.shape(0) + a.strides()[1] + a.offset()) + a.type().size() +
       std::size(sums) + std::size(views) + std::size(numbers) + std::size(places) + std::size(truths) + std::size(chosen) +
       static_cast<std::size_t>(total) + (a.is_contiguous() ? 1 : 0);
"""
CALLS = {
    "tensor": TENSOR,
    "create": "auto a = tensor({{1, 2}, {3, 4}}); return static_cast<std::size_t>((full({2}, 3) + zeros({2}) + ones({2})).sum().item() + "
              "arange(3.0F).sum().item()) + static_cast<std::size_t>(arange(1, 9, 2).sum().item() + a.sum().item());",
    "print": "Tensor<float> a({2, 2}); std::ostringstream out; out << a << a.to<std::int64_t>() << a.to<bool>(); return out.str().size();",
    "random": "manual_seed(7); Generator g(1); return static_cast<std::size_t>((rand({2}) + randn({2}, g)).numel() + randint(0, 9, {3}).numel());",
    "compare": "Tensor<float> a({2}); return static_cast<std::size_t>(((a < a) | !(a >= 1) | (a == a) | (a != -a)).numel());",
    "einsum": "Tensor<float> a({2, 3}); return static_cast<std::size_t>((einsum(\"ij,kj->ik\", a, a) + einsum(\"ij->i\", a)).numel());",
    "near": "Tensor<float> a({2}); return allclose(a, a) ? 1 : 0;",
    "eye": "return static_cast<std::size_t>((eye(2) + eye(2, 2)).numel());",
    "factories": "return static_cast<std::size_t>((full<double>({2}, 1) + zeros<double>({2}) + ones<double>({2}) + rand<double>({2})).numel() "
                 "+ randperm(3).numel());",
    "functions": "Tensor<float> a({2}); Tensor<float> const all_of[] = {exp(a), log(a), sqrt(a), tanh(a), abs(a), pow(a, 2), clamp(a, 0, 1), "
                 "minimum(a, a), maximum(a, 1), where(a.to<bool>(), a, 0.0F)}; return std::size(all_of);",
    "integers": "Tensor<std::int64_t> a({2}); auto const b = (a & a) | (a ^ ~a); return static_cast<std::size_t>((b % (a + 3)).numel());",
    "joining": "Tensor<float> a({2}); return static_cast<std::size_t>(cat({a, a}).numel() + stack(std::vector{a, a}, 1).numel());",
    "map": "Tensor<float> a({2}); return static_cast<std::size_t>(map([](float x) { return x + 1; }, a).numel() + "
           "map([](float x, float y) { return x * y; }, a, a).numel());",
    "memory": "std::vector<float> v{1, 2}; return static_cast<std::size_t>((from_vector(v) + from_span(std::span(v)) + "
              "from_blob(v.data(), {2})).numel());",
    "selecting": "Tensor<float> a({2}); return static_cast<std::size_t>(a[a.to<bool>()].numel());",
    "sorting": "Tensor<float> a({4}); auto const [values, places] = sort(a, 0); return static_cast<std::size_t>(values.numel() + "
               "topk(a, 2, 0).values.numel());",
    "summaries": "Tensor<float> a({2, 2}); Tensor<float> const all_of[] = {sum(a, {0, 1}), mean(a, {0}), amax(a, {1}), amin(a), "
                 "var(a, {0}), cumsum(a, 0), softmax(a, 1)}; return std::size(all_of) + static_cast<std::size_t>(argmin(a, 0).numel());",
    "npy": "Tensor<float> a({2}); save_npy(\"a.npy\", a); return static_cast<std::size_t>(load_npy<float>(\"a.npy\").numel());",
    "dlpack": "Tensor<float> a({2}); return static_cast<std::size_t>(from_dlpack<float>(to_dlpack(a)).numel());",
    "format": "Tensor<float> a({2});\n#ifdef __cpp_lib_format\nreturn std::format(\"{} {:.1f}\", a, a).size();\n#else\n"
              "return to_string(a).size();\n#endif",
    "mdspan": "Tensor<float> a({2});\n#ifdef __cpp_lib_mdspan\nauto const m = as_mdspan<1>(a);\n"
              "return static_cast<std::size_t>((from_mdspan(m) + copy_mdspan(m)).numel());\n#else\nreturn a.rank();\n#endif",
}
# Reads a block that the second storage has given back: the first one of a thread is never kept.
FREED = """\
#include <ten/storage.hpp>
int main() {
    float const volatile* gone = nullptr;
    for (int i = 0; i < 2; ++i) gone = ten::Storage<float>(4).data();
    return static_cast<int>(*gone);
}
"""
FAULTY = "Tensor<float> a({2}); return no_such_member(a);"
LEANING = "inline std::string planted() { return {}; }\n"
FLAGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion", "-Wshadow"]
if os.environ.get("CI", "") not in ("", "0", "false"):
    FLAGS.append("-Werror")


def program(calls):
    """What a user writes: the header, and functions that call what it offers. <vector> and <sstream> are what the calls themselves use."""
    text = "".join(f"#include <ten/{header}.hpp>\n" for header in calls)
    text += "#include <sstream>\n#include <vector>\n"
    for header, body in calls.items():
        if not body:  # nothing in it is for users
            continue
        text += f"namespace of_{header} {{\nusing namespace ten;\nstd::size_t call();\nstd::size_t call() {{\n{body}\n}}\n}}\n"
    return text


def fault(folder, compiler, standard, calls):
    """What the compiler says of a program with these calls. Only clang++ also makes machine code, once: what it is made of is the same
    in each standard, and of g++'s the chapters are."""
    end = ["-c", "-o", os.devnull] if compiler == "clang++" and standard == "c++20" and len(calls) > 1 else ["-fsyntax-only"]
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as file:
        file.write(program(calls))
        file.flush()
        command = [compiler, f"-std={standard}", *FLAGS, *end, f"-I{folder}", file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        print(done.stderr, end="")
        return ""
    lines = [line for line in done.stderr.split("\n") if "error:" in line]
    return f"{compiler}, {standard}, {', '.join(calls) if len(calls) == 1 else 'all'}: " + "\n    ".join(lines[:3])


def beside_std(source, compiler):
    """What the compiler says of a program that opens ten's namespace and the standard library's."""
    command = [compiler, "-std=c++20", *FLAGS, "-fsyntax-only", f"-I{source}/src", source / "tests/consumer/beside_std.cpp"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{compiler}, beside std: {done.stderr}"


def freed_memory(source, compiler):
    """What is wrong where a sanitizer does not see that memory is used which a tensor has given back."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "freed.cpp").write_text(FREED)
        command = [compiler, "-std=c++20", *FLAGS, "-fsanitize=address", f"-I{source}/src", "-o", f"{folder}/freed", f"{folder}/freed.cpp"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            done = subprocess.run([f"{folder}/freed"], capture_output=True, text=True, check=False)
    return "" if "heap-use-after-free" in done.stderr else f"{compiler}: a use of freed memory was not found\n{done.stderr}"


def planted_faults(source):
    """What is not found of a call that cannot be, and of a header that leans on the includes of others."""
    if not fault(source / "src", "g++", "c++20", {"tensor": FAULTY}):
        yield "a call that cannot be was not found"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "ten").mkdir()
        (Path(folder) / "ten" / "leaning.hpp").write_text(LEANING)
        if not fault(folder, "g++", "c++20", {"leaning": ""}):
            yield "a header without its includes was not found"


def main(source):
    calls = {path.stem: CALLS.get(path.stem, "") for path in sorted((source / "src" / "ten").glob("*.hpp"))}
    faults = [*planted_faults(source), *(f"there is no header ten/{header}.hpp" for header in CALLS.keys() - calls.keys())]
    compilers = [compiler for compiler in ("g++", "clang++") if shutil.which(compiler)]
    jobs = [(compiler, standard, calls) for compiler in compilers for standard in ("c++20", "c++2b")]
    jobs += [("g++", "c++20", {header: body}) for header, body in calls.items()]
    with ThreadPoolExecutor(2) as pool:
        faults += [said for said in pool.map(lambda job: fault(source / "src", *job), jobs) if said]
    faults += [said for check in (beside_std, freed_memory) for compiler in compilers if (said := check(source, compiler))]
    print("\n".join(faults) or f"{len(calls)} headers alone, and all together by {' and '.join(compilers)} in two standards")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
