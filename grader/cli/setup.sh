#!/bin/sh
# setup.sh [TARGET...]: installs the packages that the targets need and that are
# missing here; without a target, what grading needs.
#
# `make -n setup` only says what it would do. It does the same on a machine
# where it can't install: one without a package manager that it knows, without
# rights or without a network.
#
# `setup.sh --list TARGET...` prints Debian's names of all of them, and no more.
#
# Packages are named as in Debian. What other systems call them is in
# packages.txt; nobody has tried those lists.
. grader/cli/common.sh

# What each target needs beyond `make` and what every Debian system has.
packages_for() {
    grading="gcc libc6-dev binutils libcriterion-dev libjansson-dev libdw-dev"
    case ${CC:-gcc} in
    *clang*) grading="$grading clang libclang-rt-dev" ;;
    esac
    batch="$grading libarchive-dev libunistring-dev libsqlite3-dev"
    batch="$batch libssl-dev libseccomp-dev bubblewrap git"
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
    fresh_arm64) echo debootstrap git qemu-system-arm cpio kmod e2fsprogs ;;
    all)
        for goal in check grade docs lint test site watch bench fresh; do
            packages_for "$goal"
        done
        ;;
    *) echo "$grading" ;;
    esac
}

# system: whose packages this machine has, or nothing.
system() {
    if command -v apt-get && command -v dpkg-query; then
        echo debian
    elif command -v dnf && command -v rpm; then
        echo fedora
    elif command -v pacman; then
        echo arch
    fi | tail -n 1
}

# here PACKAGE...: what this system calls them, one a line. What it has no name
# for comes with another package there, or it lacks it.
here() {
    if [ "$system" = debian ]; then
        echo "$@" | tr ' ' '\n'
    else
        echo "$@" | tr ' ' '\n' |
            awk -v column="$system" -f grader/cli/packages.awk \
                grader/cli/packages.txt -
    fi | sort -u
}

is_installed() {
    case $system in
    debian)
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = \
            installed ]
        ;;
    fedora) rpm -q --whatprovides "$1" >/dev/null 2>&1 ;;
    arch) pacman -T "$1" >/dev/null 2>&1 ;;
    esac
}

# missing_find: sets `missing`, what is to be installed.
missing_find() {
    missing=''
    for package in $wanted; do
        is_installed "$package" || missing="$missing $package"
    done
    missing=${missing# }
}

if [ "${1:-}" = --list ]; then
    shift
    for goal in "$@"; do packages_for "$goal"; done | tr ' ' '\n' | sort -u
    exit 0
fi
[ $# -gt 0 ] || set -- check
needed=$(for goal in "$@"; do packages_for "$goal"; done | tr '\n' ' ')
system=$(system)
if [ -z "$system" ]; then
    echo "make setup knows Debian, Ubuntu, Fedora and Arch, and none of their"
    echo "package managers is here. Please install by hand what these Debian"
    echo "packages hold:"
    echo "$needed" | tr ' ' '\n' | sort -u | sed -n 's/^./  &/p'
    echo "Then: make doctor"
    exit 1
fi
# shellcheck disable=SC2086 # words
wanted=$(here $needed)
missing_find
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
case $system in
debian)
    update='apt-get update'
    install='apt-get install -y --no-install-recommends'
    ;;
fedora) update='' install='dnf install -y' ;;
arch) update='' install='pacman -S --needed --noconfirm' ;;
esac
say_commands() {
    for command in "$update" "$install $missing"; do
        [ -z "$command" ] || echo "  ${as_root:+sudo }$command"
    done
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

# refused WHY: who asks for this must not install anything.
refused() {
    echo "Packages are missing, you are not root, and $1."
    echo "Ask whoever looks after this machine to run:"
    say_commands
    exit 1
}
if [ -n "$as_root" ]; then
    command -v sudo >/dev/null || refused "there is no sudo"
    # What sudo asks and says is between it and the user.
    $as_root true || refused "sudo does not let you"
fi

mkdir -p build
log=build/setup.log
manager=${install%% *}
# An update that fails is no reason to stop: the lists here may be good enough.
if [ -n "$update" ]; then
    # shellcheck disable=SC2086 # words
    $as_root $update >"$log" 2>&1 || true
    missing_find # in the new lists
fi
echo "Installing $missing"
echo "${dim}(${as_root:+with sudo; }$manager's own words are in $log)$plain"
# shellcheck disable=SC2086 # words
if $as_root env DEBIAN_FRONTEND=noninteractive $install $missing \
    >>"$log" 2>&1; then
    echo "Installed.$([ "$*" != check ] || echo " Next: make check")"
    exit 0
fi
echo "$manager failed. Its last words:"
words=$(grep -iE '^(E|W|error):' "$log" || cat "$log")
echo "$words" | tail -n 8 | sed 's/^/  /'
echo "Is there a network? To try by hand:"
say_commands
exit 1
