# SPDX-License-Identifier: MIT
# Compiles the programs that must not compile and keeps what the compiler says of each:
#   cmake -DLIST=<stem>_fails.txt -DCOMMAND=file -DRECORD=file -P HeddleFails.cmake
# LIST has two lines for each program: its file and its checksum; where its cell lies in the chapters. COMMAND is a file that sets COMPILER, a list.
include(${COMMAND})
get_filename_component(folder ${LIST} DIRECTORY)
file(STRINGS ${LIST} lines)
set(cells)
foreach(line IN LISTS lines)
  if(line MATCHES "^#line (.*)")
    string(APPEND cells "\"${CMAKE_MATCH_1}\"}")
    continue()
  endif()
  string(REPLACE " " ";" words "${line}")
  list(GET words 0 file)
  list(GET words 1 checksum)
  # Messages in English, in plain text, one line each and without the code they are about: that is what a pattern can be written for.
  execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C LANGUAGE=C ${COMPILER} -w -fsyntax-only -fmessage-length=0
      -fno-diagnostics-color ${folder}/${file}
    WORKING_DIRECTORY ${folder} RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE message)
  if(NOT status MATCHES "^[0-9]+$")
    set(status 1)
  endif()
  string(SUBSTRING "${message}" 0 65536 message)
  string(REPLACE "\\" "\\\\" message "${message}")
  string(REPLACE "\"" "\\\"" message "${message}")
  string(REPLACE "\t" "\\t" message "${message}")
  string(REPLACE "\r" "\\r" message "${message}")
  string(REPLACE "\n" "\\n" message "${message}")
  if(cells)
    string(APPEND cells ",\n")
  endif()
  string(APPEND cells "  {\"program\": \"${checksum}\", \"status\": ${status}, \"message\": \"${message}\", \"places\": ")
endforeach()
file(WRITE ${RECORD} "{\"schema\": 1, \"cells\": [\n${cells}\n]}\n")
