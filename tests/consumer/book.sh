#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds a book of two chapters by an installed heddle: what is stale is built and nothing else, a new chapter is found,
# and each planted fault fails where it should. book.sh SOURCE_TREE BUILD_TREE
set -eu
unset CLICOLOR_FORCE  # what ctest says is read here
source=$1 build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if command -v ccache > "$work/log"; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR="$work" CCACHE_NOHASHDIR=1; fi
fail() { echo "book.sh: $1"; cat "$work/log"; exit 1; }
# The pattern stands in what the last step said, or it does not.
says() { grep -q -e "$1" "$work/log" || fail "expected '$1' in"; }
says_not() { if grep -q -e "$1" "$work/log"; then fail "did not expect '$1' in"; fi; }
make_book() { cmake --build "$book/build" > "$work/log" 2>&1 || fail "the build failed:"; }
test_book() { (cd "$book/build" && ctest --output-on-failure) > "$work/log" 2>&1; }

cmake --install "$build" --component heddle --prefix "$work/prefix" > "$work/log" || fail "cannot install:"
test ! -e "$work/prefix/include"
# What a path may hold, and what CMake cannot take.
book="$work/a book's é %20 \$x"
cp -r "$source/tests/consumer/book" "$book"
cp -r "$source/tests/consumer/book" "$work/book#1"
if cmake -S "$work/book#1" -B "$work/book#1/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" > "$work/log" 2>&1; then fail "configured:"; fi
says "heddle_add_book: CMake cannot build where a path has one of"
chapters=$book/chapters
"$work/prefix/bin/heddle" tangle -q --root "$book"
cmake -S "$book" -B "$book/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" > "$work/log" 2>&1 || fail "cannot configure:"
make_book
test_book || fail "the book's tests failed:"
says "100% tests passed, 0 tests failed out of 4"
says "chapters.skipped (Skipped)"
for f in tangled/lib/small/count.hpp cells/02-doubling.cpp outputs/01-counting.json outputs/02-doubling.json outputs/tests.xml bench/bench-02-doubling; do
    test -s "$book/build/$f" || fail "no $f"
done

make_book
says_not "Tangling\|Building\|Compiling\|Running"
sed -i 's/One word/Another word/' "$chapters/01-counting.md"
make_book
says "Tangling"
says_not "Building\|Running the cells"
sed -i 's/The number after/The whole number after/' "$chapters/01-counting.md"
make_book
says "Building.*with/once.cpp.o"
says "Building.*01-counting.cpp.o"
says "Building.*02-doubling.cpp.o"
# Text that moves code compiles nothing and runs nothing; what is said afterwards names the present lines.
add_line() { sed -i "s/^# .*/&\n\nOne more line./" "$chapters/$1.md"; }  # below the title: all that follows moves by two
take_line() { sed -i '/^One more line.$/,+1d' "$chapters/$1.md"; }
line_of() { grep -n -e "$2" "$chapters/$1.md" | head -n 1 | cut -d: -f1; }
for chapter in 01-counting 02-doubling 03-refused; do add_line $chapter; done
make_book
says "Tangling"
says_not "Building\|Running\|Compiling"
"$work/prefix/bin/heddle" tangle -q --root "$book"
test_book || fail "with moved lines:"
# Cells compiled in a hurry show the same, with compiled headers and without; they wait for nothing else, and nothing waits for them.
quick_shows() {
    cmake --build "$book/build" --target quick-record-01-counting > "$work/log" 2>&1 || fail "cannot be built in a hurry:"
    says_not "02-doubling\|dir/.*_tests"
    grep -q "\"text/plain\": \"$1\"" "$book/build/quick/outputs/01-counting.json" || fail "in a hurry it does not show $1:"
    grep -q '"text/plain": "42"' "$book/build/outputs/01-counting.json" || fail "the record is another one:"
}
quick_shows 42
cmake --build "$book/build" --target prelude-01-counting > "$work/log" 2>&1 || fail "no compiled headers:"
test -s "$book/build/quick/01-counting/prelude.hpp.gch" || fail "no compiled headers:"
cp "$chapters/01-counting.md" "$work/kept.md"
sed -i 's/^next(41)$/next(42)/' "$chapters/01-counting.md"
quick_shows 43
sed -i 's/return n + 1/return n + 2/' "$chapters/01-counting.md"
quick_shows 44
cmake --build "$book/build" --target prelude-01-counting > "$work/log" 2>&1 || fail "no compiled headers:"
add_line 01-counting
sed -i 's/^next(42)$/nowhere(42)/' "$chapters/01-counting.md"
if cmake --build "$book/build" --target quick-record-01-counting > "$work/log" 2>&1; then fail "the planted fault was compiled:"; fi
says "chapters/01-counting.md:$(line_of 01-counting 'nowhere(42)'):1: error: .nowhere. was not declared"
cp "$work/kept.md" "$chapters/01-counting.md"
# The program for a debugger has the present lines.
if command -v gdb > "$work/log"; then
    cmake --build "$book/build" --target debug-01-counting > "$work/log" 2>&1 || fail "no program for a debugger:"
    gdb -nx -batch -ex "break chapters/01-counting.md:$(line_of 01-counting '^next(41)')" -ex 'run --direct' "$book/build/debug-01-counting" > "$work/log" 2>&1 || true
    grep -q ptrace "$work/log" || says "Breakpoint 1, heddle_cells"
fi
sed -i 's/^42$/43/' "$chapters/01-counting.md"
if test_book; then fail "the planted fault was not found:"; fi
sed -i 's/^43$/42/' "$chapters/01-counting.md"
cp "$chapters/02-doubling.md" "$work/kept.md"
sed -i 's/^twice(4)$/thrice(4)/' "$chapters/02-doubling.md"
if cmake --build "$book/build" > "$work/log" 2>&1; then fail "the planted fault was compiled:"; fi
says "chapters/02-doubling.md:$(line_of 02-doubling 'thrice(4)'):1: error: .thrice. was not declared"
cp "$work/kept.md" "$chapters/02-doubling.md"
printf '\n# More\n\n~~~cpp\nint seen = 1;\nint sees() { return seen; }\n~~~\n' >> "$chapters/02-doubling.md"
if cmake --build "$book/build" > "$work/log" 2>&1; then fail "the planted fault was compiled:"; fi
says "chapters/02-doubling.md:$(line_of 02-doubling 'int sees'):21: error: .seen. was not declared"
says "note: a function in a cell does not see the cells' variables; what both need belongs into 'cpp define'"
cp "$work/kept.md" "$chapters/02-doubling.md"
# A function that a macro makes is seen by the compiler alone.
printf '\n# More\n\n~~~cpp\n#define MAKES(name) int name() { return 1; }\nMAKES(made);\n~~~\n' >> "$chapters/02-doubling.md"
if cmake --build "$book/build" > "$work/log" 2>&1; then fail "the planted fault was compiled:"; fi
says "note: what no function can hold belongs into 'cpp define'"
cp "$work/kept.md" "$chapters/02-doubling.md"
printf '\n# More\n\n~~~cpp\nint held = 1;\nauto holds = [] { return held; };\n~~~\n' >> "$chapters/02-doubling.md"
if cmake --build "$book/build" > "$work/log" 2>&1; then fail "the planted fault was compiled:"; fi
says "note: the variables of cells are those of a function: capture them"
cp "$work/kept.md" "$chapters/02-doubling.md"
# A header that did not change is named by its present line too: a function of it is called in a wrong way.
sed -i 's/^twice(4)$/twice("four")/' "$chapters/02-doubling.md"
add_line 01-counting
if cmake --build "$book/build" > "$work/log" 2>&1; then fail "the planted fault was compiled:"; fi
says "chapters/02-doubling.md:$(line_of 02-doubling 'inline.* twice('):.*note: "
cp "$work/kept.md" "$chapters/02-doubling.md"
make_book
sed -i 's/^\( *\)CHECK(\(.*\));$/\1CHECK_FALSE(\2);/' "$chapters/01-counting.md"
make_book
add_line 01-counting
make_book
says_not "Building"
if test_book; then fail "the planted fault was not found:"; fi
says "chapters/01-counting.md:$(line_of 01-counting CHECK_FALSE): FAILED"
# Without the map the line is another one: the check above can fail.
if "$book/build/chapters_tests" > "$work/log" 2>&1; then fail "the planted fault was not found:"; fi
says_not "chapters/01-counting.md:$(line_of 01-counting CHECK_FALSE): FAILED"
sed -i 's/CHECK_FALSE/CHECK/' "$chapters/01-counting.md"
for chapter in 01-counting 02-doubling 03-refused; do while grep -q '^One more line' "$chapters/$chapter.md"; do take_line $chapter; done; done
make_book
sed -i 's/Twice/The double of/' "$chapters/02-doubling.md"
make_book
says_not "Building.*01-counting"
says "Running the cells of chapters/02-doubling.md"
printf '# Four\n\n~~~cpp\n1 + 3\n~~~\n' > "$chapters/04-four.md"
make_book
says "Running the cells of chapters/04-four.md"
printf -- '---\nexports: four.hpp\n---\n# Four\n\n~~~cpp export\ninline int four() { return 4; }\n~~~\n' > "$chapters/04-four.md"
make_book
for f in tangled/lib/four.hpp outputs/04-four.json; do test -e "$book/build/$f" || fail "no $f"; done
rm "$chapters/04-four.md"
"$work/prefix/bin/heddle" tangle -q --root "$book"
make_book
says "Tangling"
for f in tangled/lib/four.hpp outputs/04-four.json; do test ! -e "$book/build/$f" || fail "$f is still there"; done

# What is slow runs when it is asked for, and only then; what the compiler refuses is compiled again when it changes.
HEDDLE_SLOW=1 make_book
says "Running the cells of chapters/03-refused.md"
grep -q '"text/plain": "9"' "$book/build/outputs/03-refused.json" || fail "the slow cell did not run:"
HEDDLE_SLOW=1 test_book || fail "with the slow tests:"
"$book/build/chapters_tests" > "$work/log"
says "skipped: half of a slow number (it is slow and runs with HEDDLE_SLOW=1)"
HEDDLE_SLOW=1 "$book/build/chapters_tests" > "$work/log"
says_not "a slow number"
make_book
grep -q '"status": "skipped"' "$book/build/outputs/03-refused.json" || fail "the slow cell ran:"
sed -i 's/no_such_name(nine)/half(nine)/; s/half(eight . 0.5)/half("eight")/' "$chapters/03-refused.md"
make_book
says "Compiling what must not compile in chapters/03-refused.md"
says_not "Running the cells"
if test_book; then fail "what compiles was not found:"; fi
says "chapters/03-refused.md:27:4: error: the compiler refuses this cell for another reason; expected a message that matches 'for whole numbers':"
says "chapters/03-refused.md:34:4: error: this cell compiles; expected a message that matches 'no_such_name' .cell-compiles."
sed -i 's/half(nine)/no_such_name(nine)/; s/half("eight")/half(eight * 0.5)/' "$chapters/03-refused.md"
make_book

# Faults: another output, a crash, code that does not compile. Only the last one fails the build.
sed -i 's/^42$/43/' "$chapters/01-counting.md"
sed -i 's/^throw std::runtime_error.*/std::abort();/' "$chapters/02-doubling.md"
make_book
says "chapters/02-doubling.md:32:1: error: this cell was killed by SIGABRT"
if test_book; then fail "the planted faults were not found:"; fi
says "chapters/01-counting.md:18:4: error: the cell above shows something else:"
says "chapters/02-doubling.md:32:4: error: this cell was killed by SIGABRT"
says "75% tests passed, 1 tests failed out of 4"
sed -i 's/^twice(4)$/thrice(4)/' "$chapters/02-doubling.md"
if cmake --build "$book/build" > "$work/log" 2>&1; then fail "the planted fault was compiled:"; fi
says "chapters/02-doubling.md:25:1: error: .thrice. was not declared"
