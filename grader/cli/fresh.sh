#!/bin/sh
# fresh.sh: proves the README on a fresh Debian: Debian 12, or SUITE=trixie.
#
# debootstrap makes the smallest Debian there is under build/fresh/. A plain
# user there runs the commands of README.md's first `sh` block, word for word,
# on a copy of this tree: every skeleton must fail with a finding. Then the
# solutions are put in and everything must pass. With SUITE= the kit's other
# answers, texts and reports are tried as well, a class is graded and the sites
# are built: that takes an hour or two. Packages come from wherever this machine
# gets its own.
#
# ARCH=arm64 is about another processor: fresh_arm64.sh.
. grader/cli/common.sh
. grader/cli/fresh_parts.sh
case ${ARCH:-} in
'') ;;
arm64) exec sh grader/cli/fresh_arm64.sh "$@" ;;
*)
    echo "ARCH=$ARCH: make fresh knows arm64, and without ARCH= this processor."
    exit 2
    ;;
esac

suite=${SUITE:-bookworm}
dir=$PWD/build/fresh
root=$dir/root
home=/home/learner

# What this machine's apt needs to reach the network: proxies, passwords.
copy_apt_settings() {
    if ! command -v apt-config >/dev/null; then
        return
    fi
    apt-config dump |
        grep -E '^Acquire::(https?::|Check-|Retries|ForceIP)' \
            >"$root/etc/apt/apt.conf.d/00host" || true
    for file in /etc/apt/auth.conf /etc/apt/auth.conf.d; do
        if [ -e "$file" ]; then
            cp -r "$file" "$root/etc/apt/"
        fi
    done
}

# ---- The machine -------------------------------------------------------------

make_machine() {
    mirror=$(source_of "$suite")
    mirror=${mirror:-http://deb.debian.org/debian}
    security=$(source_of "$suite-security")
    security=${security:-http://deb.debian.org/debian-security}
    echo "Debian ($suite) from $mirror"
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
    fetch_debian "$suite" "$root" || return 1
    {
        echo "deb $mirror $suite main"
        # The newest has no such part.
        [ "$suite" = sid ] || echo "deb $security $suite-security main"
    } >"$root/etc/apt/sources.list"
    copy_apt_settings
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
    # A user as an installed Debian has one: with sudo, and not root.
    inside root 'apt-get update -qq && apt-get install -qq -y \
        --no-install-recommends sudo && useradd -m -s /bin/sh learner &&
        echo "learner ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/learner' \
        >"$dir/machine.log" 2>&1 || {
        tail -n 5 "$dir/machine.log"
        return 1
    }
}

# inside USER COMMAND: runs it on the fresh machine. What it mounts is seen by
# no other process and is gone afterwards, and so are its processes. The machine
# becomes the root of all that it sees: in a mere chroot no sandbox may be made.
inside() {
    unshare --mount --pid --fork --kill-child sh -c '
        mount --bind "$1" "$1" && mount -t proc proc "$1/proc" &&
            mount --rbind /dev "$1/dev" && mount --rbind /sys "$1/sys" &&
            cd "$1" && pivot_root . . && umount -l . && cd / &&
            exec env -i HOME="$2" TERM=dumb LANG=C.UTF-8 \
                DEBIAN_FRONTEND=noninteractive \
                PATH=/usr/sbin:/usr/bin:/sbin:/bin \
                setpriv --reuid="$3" --regid="$3" --init-groups \
                sh -c "cd $2 && $4"' \
        inside "$root" "$([ "$1" = root ] && echo / || echo $home/lockstep)" \
        "$1" "$2" </dev/null
}

copy_tree() {
    tree=$root$home/lockstep
    mkdir -p "$tree"
    tree_pack | tar -xf - -C "$tree"
    (cd "$tree" && skeletons_restore)
    chroot "$root" chown -R learner:learner "$home/lockstep"
}

# ---- The proof ---------------------------------------------------------------

verdict() {
    record_get "$root$home/lockstep/build/check/$1/record.json" verdict
}

# Runs a command of the README as the learner, shows it, keeps its status.
learner_types() {
    echo "\$ $1"
    begun=$(date +%s)
    status=0
    inside learner "$1" >"$dir/screen.txt" 2>&1 || status=$?
    tee -a "$dir/screens.txt" <"$dir/screen.txt" | sed 's/.*\r//; s/^/  | /'
    echo "  ($(($(date +%s) - begun)) s, exit status $status)"
}

# same_screen N: whether the last screen is the N-th that README.md shows. What
# make says about compiling and failing is left out there.
same_screen() {
    awk -v n="$1" '/^```/ { inside = !inside; blocks += inside; next }
        inside && blocks == n && !/^\$/ { print }' README.md >"$dir/shown"
    sed -e '/^  [A-Z]\{2\}  /d' -e '/^make: /d' "$dir/screen.txt" |
        diff -B "$dir/shown" - >"$dir/screen.diff" && echo same && return
    cat "$dir/screen.diff" >&2
    echo different
}

if [ "$(id -u)" -ne 0 ]; then
    echo "make fresh needs root, to make a Debian in build/fresh and enter it."
    echo "Nothing was proved. Next: sudo make fresh"
    exit 77
fi
begun_all=$(date +%s)
make_machine || { echo "There is no fresh Debian to try on."; exit 1; }
copy_tree
echo "  (the machine took $(($(date +%s) - begun_all)) s)"
rm -f "$dir/screens.txt"

sed -n '/^```sh$/,/^```$/{/^```/!p;/^```$/q}' README.md >"$dir/commands"
expect "README.md begins with two commands" 2 "$(wc -l <"$dir/commands")"
while read -r command; do
    learner_types "$command" </dev/null
done <"$dir/commands"
expect "the last command fails, since lessons are unsolved" 2 "$status"
for lesson in $(lessons); do
    expect "$lesson as it is shipped" fail "$(verdict "$lesson")"
done

learner_types 'make check L=01'
expect "README.md's first screen" same "$(same_screen 1)"

if [ -d solutions ]; then
    learner_types 'cp solutions/01*/*.c lessons/01*/ && make check L=01'
    expect "README.md's second screen" same "$(same_screen 2)"
    learner_types 'for s in solutions/*/*.c; do cp $s lessons/${s#*/}; done'
    learner_types 'make check'
    expect "with the solutions make check succeeds" 0 "$status"
    for lesson in $(lessons); do
        expect "$lesson solved" pass "$(verdict "$lesson")"
    done
fi

if [ -n "${SUITE:-}" ]; then
    learner_types 'make setup FOR="grade docs test"'
    expect "everything can be installed" 0 "$status"
    learner_types 'make doctor'
    expect "make doctor" 0 "$status"
    learner_types "make test T='^(variant|mutant|text|report|unit)'"
    expect "variants, mutants, texts, reports and parts" 0 "$status"
    learner_types 'sh grader/tests/class/make.sh folder /tmp/class 1 20 &&
        make grade IN=/tmp/class/in OUT=/tmp/grades'
    expect "a class is graded" 0 "$status"
    learner_types 'make docs'
    expect "the sites are built" 0 "$status"
fi
echo "make fresh took $(($(date +%s) - begun_all)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] || exit 1
rm -rf --one-file-system "$root"
