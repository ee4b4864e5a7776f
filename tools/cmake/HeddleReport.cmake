# SPDX-License-Identifier: MIT
# Runs the chapters' tests and keeps their JUnit report: cmake -DTESTS=program -DREPORT=file -P HeddleReport.cmake
# A failing test is the test runner's to report, so it fails no build; a crash leaves no report, and the next build
# tries again.
execute_process(COMMAND ${TESTS} -r junit -o ${REPORT}.tmp RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE message)
if(status MATCHES "^[0-9]+$" AND EXISTS ${REPORT}.tmp)
  file(RENAME ${REPORT}.tmp ${REPORT})
else()
  file(REMOVE ${REPORT} ${REPORT}.tmp)
  message(NOTICE "the chapters' tests ended early (${status}): ${message}")
endif()
