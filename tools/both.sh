#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs both commands, the second one also when the first has failed: both.sh COMMAND COMMAND. Fails if one of them does, and
# says at the end which: a long log hides what failed early.
sh -c "$1"
first=$?
sh -c "$2"
second=$?
if [ $first != 0 ]; then echo "failed: $1" >&2; fi
if [ $second != 0 ]; then echo "failed: $2" >&2; fi
[ $first = 0 ] && [ $second = 0 ]
