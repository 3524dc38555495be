#!/bin/sh
# setup.sh [TARGET...]: installs the Debian packages that the targets need and
# that are missing here; without a target, what grading needs.
#
# `make -n setup` only says what it would do. It does the same on a machine
# where it can't install: one without apt-get, without rights or without a
# network.
. grader/cli/common.sh

# What each target needs beyond `make` and what every Debian system has.
packages_for() {
    grading="gcc libc6-dev binutils libcriterion-dev libjansson-dev libdw-dev"
    case ${CC:-gcc} in
    *clang*) grading="$grading clang libclang-rt-dev" ;;
    esac
    batch="$grading libarchive-dev libunistring-dev libsqlite3-dev"
    batch="$batch libssl-dev libseccomp-dev bubblewrap similarity-tester git"
    # With npm from elsewhere, Debian's can't be installed beside it.
    npm=npm
    ! command -v npm >/dev/null || npm=''
    case $1 in
    docs | serve)
        echo "$grading" doxygen doxygen-awesome-css graphviz linkchecker \
            python3
        ;;
    grade) echo "$batch" ;;
    handout | gradescope) echo libarchive-tools ;;
    lint) echo "$batch" clang-format clang-tidy cppcheck shellcheck ;;
    test) echo "$batch" g++ cmake libxml2-utils jq clang libclang-rt-dev libarchive-tools \
        patch zip zstd xz-utils slurmctld slurmd slurm-client munge tmux \
        inotify-tools ;;
    site) echo "$batch" chromium nodejs $npm ;;
    mutant) echo patch ;;
    watch) echo "$grading" inotify-tools ;;
    bench) echo "$batch" valgrind jq patch ;;
    fresh) echo debootstrap git ;;
    all)
        for goal in check grade docs lint test site watch bench fresh; do
            packages_for "$goal"
        done
        ;;
    *) echo "$grading" ;;
    esac
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

[ $# -gt 0 ] || set -- check
wanted=$(for goal in "$@"; do packages_for "$goal"; done |
    tr ' ' '\n' | sort -u)
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "make setup knows Debian and Ubuntu, and this system has no apt-get."
    echo "Please install by hand what these Debian packages hold:"
    echo "$wanted" | sed 's/^/  /'
    echo "Then: make doctor"
    exit 1
fi
missing=$(for package in $wanted; do
    is_installed "$package" || echo "$package"
done | tr '\n' ' ')
missing=${missing% }
if [ -z "$missing" ]; then
    echo "Everything needed for '$*' is installed."
    exit 0
fi

as_root=''
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    # Without a terminal nobody could answer sudo's question.
    (: </dev/tty) 2>/dev/null || as_root='sudo -n'
fi
install="apt-get install -y --no-install-recommends $missing"
say_commands() {
    echo "  ${as_root:+sudo }apt-get update"
    echo "  ${as_root:+sudo }$install"
}
switches=${MAKEFLAGS:-}
switches=${switches%% *}
case $switches in
-*) ;;
*n*)
    echo "make setup would run:"
    say_commands
    exit 0
    ;;
esac
if [ -n "$as_root" ] && ! command -v sudo >/dev/null; then
    echo "Packages are missing, you are not root, and there is no sudo."
    echo "Ask whoever looks after this machine to run:"
    say_commands
    exit 1
fi

mkdir -p build
log=build/setup.log
echo "Installing $missing"
echo "${dim}(${as_root:+with sudo; }apt-get's own words are in $log)$plain"
# An update that fails is no reason to stop: the lists here may be good enough.
$as_root apt-get update >"$log" 2>&1 || true
# shellcheck disable=SC2086 # words
if $as_root env DEBIAN_FRONTEND=noninteractive $install >>"$log" 2>&1; then
    echo "Installed.$([ "$*" != check ] || echo " Next: make check")"
    exit 0
fi
echo "apt-get failed. Its last words:"
grep '^[EW]:' "$log" | tail -n 8 | sed 's/^/  /' || tail -n 8 "$log"
echo "Is there a network, and did you give the right password? To try by hand:"
say_commands
exit 1
