#!/bin/sh
# Well-known concurrent structures with weak memory orders: each program in
# structures/ is proved right with the orders it has by default, and with each
# of them weakened alone it does what its first comment says. With arguments
# only programs of these names are run.
#
# The comment has the cases, each with flags for the compiler, and what is found
# in them: `broken`, a finding; or `right`, none over all schedules:
#
#     * Case: push_relaxed -DPUSH_CAS=relaxed
#     * Gives: broken
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

# compare FILE CASE GIVES FLAG...: is that what FILE's case comes to?
compare() {
    file=$1 name=$(basename "$1" .c) case=$2 want=$3
    shift 3
    count=$((count + 1))
    if ! build "$file" "$*"; then
        fail "$name/$case: it can't be built"
        return
    fi
    case $want in
    right | broken) ;;
    *) fail "$name/$case: it is neither right nor broken" ;;
    esac
    observe "$name"
    found=$(field "$name" finding)
    if [ -n "${VERBOSE:-}" ]; then
        echo "$name/$case: $want: $found $(figures "$name")"
    fi
    if ! figures "$name" >/dev/null; then
        fail "$name/$case: it says nothing of its search"
    elif [ "$want" = right ] && [ -n "$found" ]; then
        fail "$name/$case: $found found"
    elif [ "$want" = broken ] && [ -z "$found" ]; then
        fail "$name/$case: nothing found"
    elif [ "$want" = right ] &&
        ! figures "$name" | grep -q '"every":1[,}]'; then
        fail "$name/$case: the search did not end: $(figures "$name")"
    fi
}

cases_compare grader/tests/structures "$@"
conclude
