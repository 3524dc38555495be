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
# ran and saw nothing, 2 when it could not even start.
races() {
    rm -f "$dir/race.log"
    TSAN_OPTIONS=atexit_sleep_ms=0 "$@" "$dir/race" >"$dir/race.log" 2>&1 ||
        true
    if grep -q 'WARNING: ThreadSanitizer: data race' "$dir/race.log"; then
        return 0
    fi
    grep -q 'ran to its end' "$dir/race.log" && return 1
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
    fixed='setarch -R'
    if $fixed true 2>/dev/null; then
        good ASLR "can be switched off for a program (mmap_rnd_bits is $random)"
    elif [ "$random" != '?' ] && [ "$random" -le 28 ]; then
        fixed=''
        good ASLR "stays on, but is small enough (mmap_rnd_bits is $random)"
    else
        bad ASLR "can't be switched off for a program (mmap_rnd_bits is $random)" \
            "in a container: run it with --security-opt seccomp=unconfined;
                           else, as root: sysctl vm.mmap_rnd_bits=28"
        return
    fi
    status=0
    races $fixed || status=$?
    case $status in
    0) good ThreadSanitizer "reports a race planted for it" ;;
    1) bad ThreadSanitizer "ran and did not see a race planted for it" \
        "is TSAN_OPTIONS set? try another compiler: make doctor CC=clang" ;;
    *) bad ThreadSanitizer "does not start here (see $dir/race.log)" \
        "another compiler may: make setup doctor CC=clang" ;;
    esac
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
                           wants an AppArmor profile for bwrap to do that"
    fi
}

if [ "$(uname -s)" != Linux ]; then
    bad system "$(uname -s): the grader needs Linux" \
        "a virtual machine or a container with Debian 12 will do"
fi
if check_compiler; then
    check_sanitizer
    check_library Criterion criterion/criterion.h criterion_run_all_tests \
        -lcriterion
    check_library jansson jansson.h json_loads -ljansson
    check_library libdw elfutils/libdwfl.h dwfl_begin -ldw
fi
check_sandbox
if [ "$broken" -gt 0 ]; then
    echo "Grading won't work here before that is mended."
    exit 1
fi
echo "This machine can grade. Next: make check"
