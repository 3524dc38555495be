#!/bin/sh
# What make install has put somewhere works there, wherever that is moved, for
# users in any folder; make uninstall leaves nothing.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
kit=$PWD
out=$kit/$dir
unset MAKEFLAGS MAKELEVEL MAKE_TERMOUT

make -s install DESTDIR="$out/stage" PREFIX=/opt/kit >"$out/said" 2>&1 ||
    fail "make install: $(cat "$out/said")"
mv "$out/stage/opt/kit" "$out/a place"
# No path of this tree is needed: where it is, nothing is found.
if grep -rlF "$kit/grader" "$out/a place/lib/lockstep/grader"; then
    fail "it leads back to the tree that it was built in"
fi
PATH="$out/a place/bin:$PATH"
mkdir "$out/elsewhere"
cp grader/tests/corpus/lost_update.c grader/tests/corpus/lost_update_fixed.c \
    "$out/elsewhere"
cd "$out/elsewhere"
status=0
explore lost_update.c >said 2>&1 || status=$?
if [ $status -ne 1 ] || ! grep -q 'lost_update.c:[0-9]*: ' said; then
    fail "explore: $status: $(cat said)"
fi
explore lost_update_fixed.c >said 2>&1 || fail "explore: $(cat said)"
explore-cc lost_update.c -o lost_update -pthread 2>said ||
    fail "explore-cc: $(cat said)"
status=0
explore ./lost_update >said 2>&1 || status=$?
[ $status -eq 1 ] || fail "explore ./lost_update: $status: $(cat said)"

status=0
explore-c++ "$kit/grader/tests/cplusplus/race.cc" -o race -pthread 2>said ||
    fail "explore-c++: $(cat said)"
explore ./race >said 2>&1 || status=$?
[ $status -eq 1 ] || fail "explore ./race: $status: $(cat said)"

# The manuals have no fault and no option too few or too many.
for page in explore explore-cc; do
    file="$out/a place/share/man/man1/$page.1"
    [ -s "$file" ] || fail "no manual of $page"
    if command -v groff >/dev/null; then
        groff -man -Tutf8 -ww -rF0 "$file" 2>said >/dev/null
        [ ! -s said ] || fail "the manual of $page: $(cat said)"
    fi
done
explore --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p' | sort >options
sed -n 's/\\//g; s/^\.B[I]* \(--[a-z-]*\).*/\1/p' \
    "$out/a place/share/man/man1/explore.1" | sort -u >described
diff options described || fail "the manual has other options than --help"

# Completion offers the options, strategies and files.
complete_words() {
    bash -c '. "$0"; COMP_WORDS=(explore "$@"); COMP_CWORD=$#
        compopt() { :; }
        _explore; printf "%s\n" "${COMPREPLY[@]}"' \
        "$out/a place/share/bash-completion/completions/explore" "$@"
}
complete_words --sche | grep -qx -- --schedules || fail "bash: --schedules"
complete_words --strategy p | grep -qx pct2 || fail "bash: --strategy"
complete_words lost | grep -qx lost_update.c || fail "bash: files"

cd "$kit"
mkdir -p "$out/stage/opt"
mv "$out/a place" "$out/stage/opt/kit"
make -s uninstall DESTDIR="$out/stage" PREFIX=/opt/kit >"$out/said" 2>&1 ||
    fail "make uninstall: $(cat "$out/said")"
find "$out/stage" ! -type d >"$out/left"
[ ! -s "$out/left" ] || fail "left behind: $(cat "$out/left")"
conclude
