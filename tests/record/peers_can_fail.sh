#!/bin/sh
# SPDX-License-Identifier: MIT
# The program that times libraries sees a wrong product: peers_can_fail.sh PROGRAM ARGUMENTS... It names the element, and ends
# with status 1; another status would be a library that cannot be loaded, or a crash.
set -u
said=$("$@" 2>&1)
got=$?
if [ $got -ne 1 ] || ! echo "$said" | grep -q 'wrong: element 14 of 5x7x3 is '; then
    echo "exit status $got, expected 1 and the element that is wrong; it said:"
    echo "$said"
    exit 1
fi
