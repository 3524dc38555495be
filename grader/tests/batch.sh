# shellcheck shell=sh disable=SC2034 # (what is set here is used by others)
# What the tests of grading a class share. Sourced after expect.sh.

# Where there is no sandbox, grading is tried without: what is tested here is
# what is around it. It is told; batch_sandbox.sh and others skip.
sandbox=''
if ! build/bin/sandbox works >/dev/null 2>&1; then
    echo "no sandbox works here: without"
    sandbox=--unsandboxed
fi

records_count() {
    find "$1/records" -name '*.json' 2>/dev/null | grep -c . || :
}

# stamps FOLDER: each record, and which file it is.
stamps() {
    find "$1" -name '*.json' -printf '%P %i %T@\n' | sort
}

# same_records FOLDER FOLDER: the same ones, and the same in them.
same_records() {
    (cd "$1" && find . -name '*.json' | sort) >"$2.names"
    if ! (cd "$2" && find . -name '*.json' | sort) | diff - "$2.names"; then
        complain "not the same records in $1 and $2"
        return
    fi
    while read -r record; do
        build/test/record_same "$1/$record" "$2/$record" >"$2.differ" ||
            complain "$record differs in $1 and $2: $2.differ"
    done <"$2.names"
}

same_files() {
    if [ ! -s "$1" ] || ! cmp "$1" "$2"; then
        complain "$1 and $2 differ"
    fi
}
