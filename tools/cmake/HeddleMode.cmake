# SPDX-License-Identifier: MIT
# Notes what decides which cells and tests run here, so that a record of other circumstances is out of date:
#   cmake -DMODE=file -P HeddleMode.cmake
set(slow "")
if(DEFINED ENV{HEDDLE_SLOW} AND NOT "$ENV{HEDDLE_SLOW}" MATCHES "^0?$")
  set(slow "slow ")
endif()
# Where a device is, its driver has made one of these.
file(GLOB devices /dev/nvidia[0-9]* /dev/dxg)
set(mode "${slow}${devices}\n")
set(kept "")
if(EXISTS ${MODE})
  file(READ ${MODE} kept)
endif()
if(NOT mode STREQUAL kept)
  file(WRITE ${MODE} "${mode}")
endif()
