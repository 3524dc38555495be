#!/bin/sh
# doctor.sh: checks whether this machine can grade, part by part, and says how
# to mend what it lacks. Exits non-zero when grading could not work.
# shellcheck disable=SC2086 # CC may have arguments
. grader/cli/common.sh

CC=${CC:-gcc}
dir=build/doctor
mkdir -p "$dir"
broken=0

# good WHAT DETAIL / bad WHAT DETAIL REMEDY / note WHAT DETAIL REMEDY
good() {
    printf '%s  ok   %s%-16s %s\n' "$green" "$plain" "$1" "$2"
}
bad() {
    broken=$((broken + 1))
    printf '%s  BAD  %s%-16s %s\n' "$red" "$plain" "$1" "$2"
    printf '       %-16s -> %s\n' '' "$3"
}
note() {
    printf '%s  note %s%-16s %s\n' "$yellow" "$plain" "$1" "$2"
    printf '       %-16s -> %s\n' '' "$3"
}

check_compiler() {
    if ! command -v "${CC%% *}" >/dev/null; then
        bad compiler "there is no '$CC' here" "make setup CC='$CC'"
        return 1
    fi
    version=$($CC --version | head -n 1)
    echo 'int main(void) { return 0; }' >"$dir/empty.c"
    if $CC "$dir/empty.c" -o "$dir/empty" 2>"$dir/empty.log"; then
        good compiler "$version"
    else
        bad compiler "$version can't make a program (see $dir/empty.log)" \
            "make setup"
        return 1
    fi
}

# races COMMAND...: runs the race; 0 when it was reported, 1 when the detector
# ran and saw nothing, 2 when it could not even start in $starts starts.
races() {
    for _ in $(seq "$starts"); do
        TSAN_OPTIONS=atexit_sleep_ms=0 "$@" "$dir/race" >"$dir/race.log" 2>&1 ||
            true
        if grep -q 'WARNING: ThreadSanitizer: data race' "$dir/race.log"; then
            return 0
        fi
        ! grep -q 'ran to its end' "$dir/race.log" || return 1
    done
    return 2
}

check_sanitizer() {
    if ! $CC -g -O1 -fsanitize=thread -pthread grader/cli/doctor_race.c \
        -o "$dir/race" 2>"$dir/race_build.log"; then
        bad ThreadSanitizer "$CC can't link it (see $dir/race_build.log)" \
            "make setup (with clang: make setup CC=clang)"
        return
    fi
    random=$(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo '?')
    calm='in a container: run it with --security-opt seccomp=unconfined;
                           else, as root: sysctl vm.mmap_rnd_bits=28'
    fixed='setarch -R' starts=1
    if $fixed true 2>/dev/null; then
        good ASLR "can be switched off for a program (mmap_rnd_bits is $random)"
    elif [ "$random" != '?' ] && [ "$random" -le 28 ]; then
        fixed=''
        good ASLR "stays on, but is small enough (mmap_rnd_bits is $random)"
    else
        # Then the judge starts a probe until it gets addresses of use to it.
        fixed='' starts=100
        note ASLR "can't be switched off for a program (mmap_rnd_bits is
                           $random): grading works, after more than one start" \
            "$calm"
    fi
    status=0
    races $fixed || status=$?
    case $status in
    0) good ThreadSanitizer "reports a race planted for it" ;;
    1) bad ThreadSanitizer "ran and did not see a race planted for it" \
        "is TSAN_OPTIONS set? try another compiler: make doctor CC=clang" ;;
    *) start_mend ;;
    esac
}

# start_mend: what may let it start.
start_mend() {
    # shellcheck disable=SC3045 # dash has it
    limit=$(ulimit -v)
    if [ "$limit" != unlimited ]; then
        bad ThreadSanitizer "does not start with $limit KiB of addresses" \
            "ulimit -v unlimited (if that is refused, ask who set the limit)"
    elif [ "$starts" -gt 1 ]; then
        bad ThreadSanitizer "does not start here in $starts starts" "$calm"
    else
        bad ThreadSanitizer "does not start here (see $dir/race.log)" \
            "another compiler may: make setup doctor CC=clang"
    fi
}

# explored NAME STATUS WORDS: does the explorer say that of doctor_NAME.c?
explored() {
    said=0
    build/bin/explore --cc "$CC" "grader/cli/doctor_$1.c" \
        >"$dir/explore_$1.log" 2>&1 || said=$?
    [ "$said" -eq "$2" ] && grep -q "$3" "$dir/explore_$1.log"
}

# The explorer changes stacks by itself, gives each thread variables of its own,
# and reads what the C library keeps in a mutex: that is this machine's, too.
check_explorer() {
    [ -x build/bin/explore ] ||
        echo "${dim}       (building the explorer takes a minute or two)$plain"
    if ! env -u MAKEFLAGS -u MAKELEVEL make CC="$CC" build/bin/explore \
        >"$dir/make.log" 2>&1; then
        bad explorer "could not be built (see $dir/make.log)" \
            "what make says last in that file; then make doctor again"
    elif ! explored race 1 'Data race'; then
        bad explorer "does not see a planted race (see $dir/explore_race.log)" \
            "what that file says; else another compiler: make doctor CC=clang"
    elif ! explored right 0 'nothing found'; then
        bad explorer "blames a right program (see $dir/explore_right.log)" \
            "this machine's C library is not one that it knows:
                           grade on Debian 12 or 13, and report that file"
    else
        good explorer "sees a planted race, and nothing in a right program"
    fi
}

# check_library NAME HEADER FUNCTION LIBRARY
check_library() {
    printf '#include <%s>\nint main(void) { return !(void *)%s; }\n' \
        "$2" "$3" >"$dir/library.c"
    if $CC "$dir/library.c" -o "$dir/library" "$4" 2>"$dir/$1.log"; then
        good "$1" "compiles and links"
    else
        bad "$1" "does not compile and link (see $dir/$1.log)" "make setup"
    fi
}

check_sandbox() {
    if ! command -v bwrap >/dev/null; then
        note sandbox "bubblewrap is not installed" \
            "only needed to grade what others wrote: make setup FOR=grade"
    elif [ -x build/bin/sandbox ]; then
        if build/bin/sandbox works >"$dir/sandbox.log"; then
            good sandbox "$(bwrap --version): can be made, and detects races"
        else
            note sandbox "$(sed -n '1s/^No .* here: //p' "$dir/sandbox.log")" \
                "$(sed -n '2,$s/^ *-> *//p; 2,$s/^     */                   /p' "$dir/sandbox.log")"
        fi
    elif bwrap --ro-bind / / --unshare-all true 2>"$dir/sandbox.log"; then
        good sandbox "$(bwrap --version) can make one"
    else
        note sandbox "bubblewrap can't make one here: $(tail -n 1 \
            "$dir/sandbox.log")" \
            "unprivileged user namespaces must be allowed; Ubuntu 24.04
                           wants an AppArmor profile for bwrap to do that;
                           a container --security-opt seccomp=unconfined"
    fi
}

if [ "$(uname -s)" != Linux ]; then
    bad system "$(uname -s): the grader needs Linux" \
        "a virtual machine or a container with Debian will do"
fi
case $(uname -m) in
x86_64 | aarch64) ;;
*) bad processor "$(uname -m): the explorer knows x86-64 and aarch64" \
    "grade on one of these" ;;
esac
if check_compiler; then
    check_sanitizer
    check_library Criterion criterion/criterion.h criterion_run_all_tests \
        -lcriterion
    check_library jansson jansson.h json_loads -ljansson
    check_library libdw elfutils/libdwfl.h dwfl_begin -ldw
fi
# These need all of the above.
if [ "$broken" -eq 0 ]; then
    check_explorer
    check_sandbox
fi
if [ "$broken" -gt 0 ]; then
    echo "Grading won't work here before that is mended."
    exit 1
fi
echo "This machine can grade. Next: make check"
