#!/bin/sh
# Turns a program's objects into one that keeps to itself:
# seclude.sh OBJECT NAMES PART...
#
# Where a part calls what another one defines, it gets just that. From outside
# only the names in the file NAMES can be seen. So whatever a program calls its
# functions and variables, they meet neither the kit's nor those of the
# libraries that the kit uses, and the linker's --wrap intercepts only calls of
# what the program leaves to the libraries. Reports show the names as they were.
#
# Static data move to sections of their own, so that a probe can put them back
# between rounds.
set -eu
object=$1 names=$2
shift 2
ld -r -d -o "$object.whole" "$@"
objcopy --keep-global-symbols="$names" \
    --rename-section .data=student_data \
    --set-section-flags .bss=alloc,load,data,contents \
    --rename-section .bss=student_bss,alloc,load,data,contents \
    "$object.whole" "$object"
rm "$object.whole"
