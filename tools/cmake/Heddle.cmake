# SPDX-License-Identifier: MIT
# heddle_add_book: the chapters of a book become programs, tests and records of what their cells show.
#
#   heddle_add_book([ROOT <dir>] [BINARY_DIR <dir>]
#                   [LIBRARIES <lib>...] [TEST_LIBRARIES <lib>...] [BENCH_LIBRARIES <lib>...] [SOURCES <file>...] [DATA <file>...])
#
# ROOT        the folder that holds chapters/ (default: the current source folder)
# BINARY_DIR  where everything generated goes (default: the current binary folder):
#               tangled/             the sources and tests with #line directives that name the chapters
#               cells/               the programs: <chapter>.cpp, <chapter>_bench.cpp, <chapter>_tests.cpp
#               compiled/            both once more, as the compiler reads them: see HEDDLE_EXACT_LINES
#               quick/               the same for their author, who waits: see quick-record-<chapter>
#               outputs/             <chapter>.json, the record of a chapter's run, <chapter>_fails.json, what the compiler
#                                    says of its cells that must not compile, and tests.xml (JUnit)
# LIBRARIES   what the cells, the tests and the benchmarks link; TEST_ and BENCH_LIBRARIES: only those
# SOURCES     your own files that include the book's headers: compiled once, and linked by all programs. What takes long to compile
#             and stands in many chapters is best instantiated there, and declared `extern template` for the others
# DATA        files that the cells and the tests read: they run again when one has changed
#
# Targets: book_programs (writes tangled/ and cells/), cells-<chapter>, record-<chapter> (runs the chapter's cells if their
# record is older than they are), quick-record-<chapter> (the same into quick/outputs, compiled in a fraction of the time and not
# optimised, when asked for), prelude-<chapter> (compiles the chapter's headers for that, while nobody waits), bench-<chapter> (in bench/ of the build folder; compiled by every build so that every
# block is, never run by one), debug-<chapter> (the cells for a debugger, when asked for), book_benches (all of those), tests-<chapter>, chapters_tests (the tests of all chapters),
# book_records (every record), and book_outputs (the records and the tests' report). A cell that fails stops no build: the
# test book.outputs reports it.
# Tests: book.in_step, book.outputs, chapters.tests, and chapters.skipped, which names the tests that cannot run here. With
# HEDDLE_SLOW=1 in the environment of the build and of ctest, what is slow runs too. A new chapter is picked up by the next build.
#
# HEDDLE_EXACT_LINES  OFF: what is compiled keeps the lines of the chapters that its code had when it last changed, so that
#                     text compiles nothing, wherever it moves code. The messages of the compiler, the cells and the tests
#                     name the present lines all the same: HeddleCompile.sh and HeddleLines.sh see to it. A debugger shows
#                     the kept ones. ON, and where the flags ask for a sanitizer: every line is the present one, always.
#
# A change of a chapter compiles what it concerns and nothing else: heddle writes only files that differ, and a program
# names the state of the headers it includes.
include_guard(GLOBAL)
set(_heddle_module_dir ${CMAKE_CURRENT_LIST_DIR})
# Beside the module where heddle is installed, in the tool's folder where it is built.
set(_heddle_runtime_dir ${CMAKE_CURRENT_LIST_DIR}/runtime)
if(NOT EXISTS ${_heddle_runtime_dir})
  get_filename_component(_heddle_runtime_dir ${CMAKE_CURRENT_LIST_DIR}/../heddle/runtime ABSOLUTE)
endif()

function(heddle_add_book)
  cmake_parse_arguments(PARSE_ARGV 0 BOOK "" "ROOT;BINARY_DIR" "LIBRARIES;TEST_LIBRARIES;BENCH_LIBRARIES;SOURCES;DATA")
  if(BOOK_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "heddle_add_book: unknown arguments: ${BOOK_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT BOOK_ROOT)
    set(BOOK_ROOT ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  if(NOT BOOK_BINARY_DIR)
    set(BOOK_BINARY_DIR ${CMAKE_CURRENT_BINARY_DIR})
  endif()
  foreach(folder "${BOOK_ROOT}" "${BOOK_BINARY_DIR}")
    if(folder MATCHES "[#*?;\"]|\\[|\\]")
      message(FATAL_ERROR "heddle_add_book: CMake cannot build where a path has one of # * ? ; [ ] \": ${folder}")
    endif()
  endforeach()
  file(GLOB chapters CONFIGURE_DEPENDS ${BOOK_ROOT}/chapters/*.md)
  if(NOT chapters)
    message(FATAL_ERROR "heddle_add_book: no chapters in ${BOOK_ROOT}/chapters")
  endif()
  set(stems ${chapters})
  list(TRANSFORM stems REPLACE "^.*/([^/]*)\\.md$" "\\1")

  _heddle_folder(${BOOK_ROOT} sources src sources)
  _heddle_folder(${BOOK_ROOT} tests tests tests)
  _heddle_compiled_folder()
  _heddle_runtime()
  _heddle_write_programs("${chapters}" "${stems}")
  if(BOOK_SOURCES)
    add_library(book_sources STATIC ${sources_with_headers})
    _heddle_program(book_sources)
    list(APPEND BOOK_LIBRARIES book_sources)
  endif()
  set(mode ${BOOK_BINARY_DIR}/outputs/mode.txt)
  add_custom_target(book_mode BYPRODUCTS ${mode}
    COMMAND ${CMAKE_COMMAND} -DMODE=${mode} -P ${_heddle_module_dir}/HeddleMode.cmake
    COMMENT "Looking at what can run here" VERBATIM)
  add_custom_target(book_records ALL)
  foreach(stem IN LISTS stems)
    _heddle_add_cells(${stem} record)
    _heddle_add_fails(${stem} fails_record)
    # A target of its own: CMake lets a command wait for everything that the commands of the same target need.
    add_custom_target(record-${stem} DEPENDS ${record} ${fails_record})
    add_dependencies(book_records record-${stem})
    _heddle_add_quick(${stem} ${fails_record})
    _heddle_add_debug(${stem})
    _heddle_add_bench(${stem})
  endforeach()
  _heddle_add_tests("${stems}" report)
  add_custom_target(book_outputs ALL DEPENDS ${report})
  add_dependencies(book_outputs book_records)
  add_test(NAME book.in_step COMMAND heddle::heddle tangle --check --root ${BOOK_ROOT})
  add_test(NAME book.outputs
    COMMAND heddle::heddle check --root ${BOOK_ROOT} --outputs ${BOOK_BINARY_DIR}/outputs)
endfunction()

# The folder that holds what is compiled, and what makes messages name the present lines of the chapters.
function(_heddle_compiled_folder)
  option(HEDDLE_EXACT_LINES "Compile a book's programs again whenever their lines in the chapters move" OFF)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  if(HEDDLE_EXACT_LINES OR "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}" MATCHES "-fsanitize")
    set(compiled ${BOOK_BINARY_DIR} PARENT_SCOPE)
    set(with_lines PARENT_SCOPE)
    set(launcher ${CMAKE_CXX_COMPILER_LAUNCHER} PARENT_SCOPE)
  else()
    set(compiled ${BOOK_BINARY_DIR}/compiled PARENT_SCOPE)
    set(folders ${BOOK_BINARY_DIR}/compiled/ ${BOOK_BINARY_DIR}/)
    set(folders ${folders} PARENT_SCOPE)
    set(with_lines sh ${_heddle_module_dir}/HeddleLines.sh ${folders} PARENT_SCOPE)
    set(launcher sh ${_heddle_module_dir}/HeddleCompile.sh ${folders} ${CMAKE_CXX_COMPILER_LAUNCHER} PARENT_SCOPE)
  endif()
endfunction()

# A folder that book.yaml names: `sources:`, from which the exported headers are included, or `tests:`.
function(_heddle_folder root key folder result)
  if(EXISTS ${root}/chapters/book.yaml)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${root}/chapters/book.yaml)
    file(STRINGS ${root}/chapters/book.yaml line REGEX "^${key}:")
    if(line MATCHES "^${key}:[ \t]*[\"']?([^\"'#]*[^\"'# \t])")
      set(folder ${CMAKE_MATCH_1})
    endif()
  endif()
  set(${result} ${folder} PARENT_SCOPE)
endfunction()

# What every program of cells links. It is compiled here, so that it has the flags, and the sanitizers, of the book.
function(_heddle_runtime)
  if(TARGET heddle_runtime)
    return()
  endif()
  find_package(nlohmann_json REQUIRED)
  file(GLOB files CONFIGURE_DEPENDS ${_heddle_runtime_dir}/*.cpp)
  add_library(heddle_runtime STATIC ${files})
  target_include_directories(heddle_runtime PUBLIC ${_heddle_runtime_dir})
  target_compile_features(heddle_runtime PUBLIC cxx_std_20)
  target_link_libraries(heddle_runtime PRIVATE nlohmann_json::nlohmann_json ${CMAKE_DL_LIBS})
endfunction()

# Tangles the chapters and writes their programs; both commands leave alone what does not differ.
function(_heddle_write_programs chapters stems)
  set(programs)
  foreach(stem IN LISTS stems)
    foreach(kind .cpp _bench.cpp _tests.cpp _fails.txt)
      list(APPEND programs ${BOOK_BINARY_DIR}/cells/${stem}${kind} ${compiled}/cells/${stem}${kind})
    endforeach()
  endforeach()
  set(with)
  set(of_sources)
  foreach(source IN LISTS BOOK_SOURCES)
    get_filename_component(source ${source} ABSOLUTE)
    get_filename_component(name ${source} NAME)
    list(APPEND with --with ${source})
    list(APPEND programs ${BOOK_BINARY_DIR}/cells/with/${name} ${compiled}/cells/with/${name})
    list(APPEND of_sources ${compiled}/cells/with/${name})
  endforeach()
  set(sources_with_headers ${of_sources} PARENT_SCOPE)
  list(REMOVE_DUPLICATES programs)
  set(keep)
  if(with_lines)
    set(keep COMMAND heddle::heddle tangle --root ${BOOK_ROOT} --line --keep-lines --out ${compiled}/tangled -q
      COMMAND heddle::heddle cells --root ${BOOK_ROOT} --keep-lines --out ${compiled}/cells ${with} -q)
  endif()
  file(GLOB settings CONFIGURE_DEPENDS ${BOOK_ROOT}/chapters/book.yaml)
  # A chapter that is taken away makes no file newer: the list of the names does, and what it exported goes too.
  list(JOIN stems "\n" names)
  file(GENERATE OUTPUT ${BOOK_BINARY_DIR}/chapters.txt CONTENT "${names}\n")
  add_custom_command(OUTPUT ${BOOK_BINARY_DIR}/cells.stamp BYPRODUCTS ${programs}
    COMMAND heddle::heddle tangle --root ${BOOK_ROOT} --line --out ${BOOK_BINARY_DIR}/tangled -q
    COMMAND heddle::heddle cells --root ${BOOK_ROOT} --out ${BOOK_BINARY_DIR}/cells ${with} -q
    ${keep}
    COMMAND ${CMAKE_COMMAND} -E touch ${BOOK_BINARY_DIR}/cells.stamp
    DEPENDS heddle::heddle ${chapters} ${settings} ${BOOK_SOURCES} ${BOOK_BINARY_DIR}/chapters.txt COMMENT "Tangling the chapters" VERBATIM)
  add_custom_target(book_programs DEPENDS ${BOOK_BINARY_DIR}/cells.stamp)
  file(MAKE_DIRECTORY ${BOOK_BINARY_DIR}/outputs)
  file(GLOB records RELATIVE ${BOOK_BINARY_DIR}/outputs ${BOOK_BINARY_DIR}/outputs/*.json)
  foreach(record IN LISTS records)
    string(REGEX REPLACE "\\.json$" "" stem ${record})
    if(NOT stem IN_LIST stems)
      file(REMOVE ${BOOK_BINARY_DIR}/outputs/${record})
    endif()
  endforeach()
endfunction()

# What all programs of the book have in common. The debug information says that the compiler ran in the book's root, so
# that a debugger finds the chapters that the #line directives name.
function(_heddle_program target)
  add_dependencies(${target} book_programs)
  set_target_properties(${target} PROPERTIES CXX_COMPILER_LAUNCHER "${launcher}")
  target_include_directories(${target} PRIVATE ${compiled}/tangled/${sources} ${compiled}/tangled)
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_compile_options(${target} PRIVATE -ffile-prefix-map=${CMAKE_BINARY_DIR}=${BOOK_ROOT})
  target_link_libraries(${target} PRIVATE ${BOOK_LIBRARIES} ${ARGN})
endfunction()

function(_heddle_add_cells stem result)
  add_executable(cells-${stem} ${compiled}/cells/${stem}.cpp)
  _heddle_program(cells-${stem} heddle_runtime)
  set(record ${BOOK_BINARY_DIR}/outputs/${stem}.json)
  # A folder of its own: what a cell writes lies in nobody's way.
  file(MAKE_DIRECTORY ${BOOK_BINARY_DIR}/run/${stem})
  set(run $<TARGET_FILE:cells-${stem}>)
  if(with_lines)
    set(run ${with_lines} cells/${stem}.cpp -- ${run})
  endif()
  add_custom_command(OUTPUT ${record}
    COMMAND ${run} --keep-going --out ${record}
    WORKING_DIRECTORY ${BOOK_BINARY_DIR}/run/${stem}
    DEPENDS cells-${stem} ${mode} ${BOOK_DATA} COMMENT "Running the cells of chapters/${stem}.md" VERBATIM)
  set(${result} ${record} PARENT_SCOPE)
endfunction()

# The chapter's cells for their author, who waits for what they show: compiled in a fraction of the time, because not optimised
# and with compiled headers. The record is the same but for what depends on speed; it lies apart, and the other one has the last
# word. Nothing of it is built unless it is asked for.
function(_heddle_add_quick stem fails_record)
  if(NOT with_lines)
    return()
  endif()
  set(folder ${BOOK_BINARY_DIR}/quick/${stem})
  set(record ${BOOK_BINARY_DIR}/quick/outputs/${stem}.json)
  file(MAKE_DIRECTORY ${folder} ${BOOK_BINARY_DIR}/quick/outputs)
  add_executable(quick-${stem} EXCLUDE_FROM_ALL ${compiled}/cells/${stem}.cpp)
  _heddle_program(quick-${stem} heddle_runtime)
  target_compile_options(quick-${stem} PRIVATE -O0 -g0 -w)
  # A program that is new at each save is in no cache.
  set_target_properties(quick-${stem} PROPERTIES CXX_COMPILER_LAUNCHER "sh;${_heddle_module_dir}/HeddleQuick.sh;${folder};${folders}")
  add_custom_target(prelude-${stem} COMMAND sh ${_heddle_module_dir}/HeddleQuick.sh --prelude ${folder}
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR} COMMENT "Compiling the headers of chapters/${stem}.md" VERBATIM)
  add_dependencies(prelude-${stem} book_programs)
  add_custom_command(OUTPUT ${record}
    COMMAND ${with_lines} cells/${stem}.cpp -- $<TARGET_FILE:quick-${stem}> --keep-going --out ${record}
    COMMAND ${CMAKE_COMMAND} -E copy ${fails_record} ${BOOK_BINARY_DIR}/quick/outputs
    WORKING_DIRECTORY ${BOOK_BINARY_DIR}/run/${stem}
    DEPENDS quick-${stem} ${mode} ${fails_record} ${BOOK_DATA} COMMENT "Running the cells of chapters/${stem}.md" VERBATIM)
  add_custom_target(quick-record-${stem} DEPENDS ${record})
endfunction()

# Compiles the chapter's cells that must not compile, each with the cells above it, by the compiler and the flags of the
# program; what the compiler says becomes a record.
function(_heddle_add_fails stem result)
  set(record ${BOOK_BINARY_DIR}/outputs/${stem}_fails.json)
  set(command ${BOOK_BINARY_DIR}/cells/${stem}_fails.cmake)
  set(list ${compiled}/cells/${stem}_fails.txt)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}} ${CMAKE_CXX20_STANDARD_COMPILE_OPTION}")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND flags -fno-diagnostics-show-caret)
  else()
    list(APPEND flags -fno-caret-diagnostics)
  endif()
  foreach(property INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS)
    set(${property} "$<TARGET_PROPERTY:cells-${stem},${property}>")
  endforeach()
  file(GENERATE OUTPUT ${command} CONTENT
"set(COMPILER [==[${CMAKE_CXX_COMPILER};${flags}]==]
  [==[$<$<BOOL:${INCLUDE_DIRECTORIES}>:-I$<JOIN:${INCLUDE_DIRECTORIES},;-I>>]==]
  [==[$<$<BOOL:${COMPILE_DEFINITIONS}>:-D$<JOIN:${COMPILE_DEFINITIONS},;-D>>]==]
  [==[${COMPILE_OPTIONS}]==])
")
  add_custom_command(OUTPUT ${record}
    COMMAND ${CMAKE_COMMAND} -DLIST=${list} -DCOMMAND=${command} -DRECORD=${record}
      -P ${_heddle_module_dir}/HeddleFails.cmake
    DEPENDS ${list} ${command} ${_heddle_module_dir}/HeddleFails.cmake
    COMMENT "Compiling what must not compile in chapters/${stem}.md" VERBATIM)
  set(${result} ${record} PARENT_SCOPE)
endfunction()

# The chapter's cells for a debugger: not optimised, with the present lines. Nothing else is compiled for it.
function(_heddle_add_debug stem)
  set(compiled ${BOOK_BINARY_DIR})
  set(launcher ${CMAKE_CXX_COMPILER_LAUNCHER})
  add_executable(debug-${stem} EXCLUDE_FROM_ALL ${BOOK_BINARY_DIR}/cells/${stem}.cpp)
  _heddle_program(debug-${stem} heddle_runtime)
  target_compile_options(debug-${stem} PRIVATE -O0 -g3)
  target_compile_definitions(debug-${stem} PRIVATE HEDDLE_DEBUG)
endfunction()

function(_heddle_add_bench stem)
  find_package(benchmark QUIET)
  if(NOT benchmark_FOUND)
    message(STATUS "heddle: no Google Benchmark, so bench blocks are not compiled")
    return()
  endif()
  add_executable(bench-${stem} ${compiled}/cells/${stem}_bench.cpp)
  _heddle_program(bench-${stem} ${BOOK_BENCH_LIBRARIES} benchmark::benchmark)
  set_target_properties(bench-${stem} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
  if(NOT TARGET book_benches)
    add_custom_target(book_benches)
  endif()
  add_dependencies(book_benches bench-${stem})
endfunction()

function(_heddle_add_tests stems result)
  find_package(Catch2 REQUIRED)
  # A main function of its own: it decides by the tags of the tests and by the machine which of them run.
  add_library(catch_main OBJECT ${_heddle_module_dir}/catch_main.cpp)
  target_link_libraries(catch_main PUBLIC Catch2::Catch2 heddle_runtime)
  set(objects)
  set(files)
  foreach(stem IN LISTS stems)
    add_library(tests-objects-${stem} OBJECT ${compiled}/cells/${stem}_tests.cpp)
    _heddle_program(tests-objects-${stem} ${BOOK_TEST_LIBRARIES} Catch2::Catch2)
    # The tests of this chapter alone, for its author.
    add_executable(tests-${stem} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:tests-objects-${stem}>)
    target_link_libraries(tests-${stem} PRIVATE ${BOOK_LIBRARIES} ${BOOK_TEST_LIBRARIES} catch_main)
    list(APPEND objects $<TARGET_OBJECTS:tests-objects-${stem}>)
    string(REPLACE - _ name ${stem})
    list(APPEND files tangled/${tests}/${name}_test.cpp)
  endforeach()
  add_executable(chapters_tests ${objects})
  target_link_libraries(chapters_tests PRIVATE ${BOOK_LIBRARIES} ${BOOK_TEST_LIBRARIES} catch_main)
  set(report ${BOOK_BINARY_DIR}/outputs/tests.xml)
  add_custom_command(OUTPUT ${report}
    COMMAND ${CMAKE_COMMAND} -DTESTS=$<TARGET_FILE:chapters_tests> -DREPORT=${report}
      -P ${_heddle_module_dir}/HeddleReport.cmake
    DEPENDS chapters_tests ${mode} ${BOOK_DATA} ${_heddle_module_dir}/HeddleReport.cmake COMMENT "Running the chapters' tests" VERBATIM)
  set(run $<TARGET_FILE:chapters_tests>)
  if(with_lines)
    set(run ${with_lines} ${files} -- ${run})
  endif()
  add_test(NAME chapters.tests COMMAND ${run})
  add_test(NAME chapters.skipped COMMAND chapters_tests --skipped)
  set_tests_properties(chapters.skipped PROPERTIES SKIP_RETURN_CODE 77)
  set(${result} ${report} PARENT_SCOPE)
endfunction()
