#!/bin/sh
# make setup on machines that differ from this one: played by commands of their
# names, which keep what they are told. `make doctor` on a machine that lacks
# something names that.
. grader/tests/expect.sh
out=$PWD/build/test/out/setup
rm -rf "$out"

# machine NAME COMMAND...: has these commands and the usual ones.
machine() {
    bin=$out/$1
    shift
    mkdir -p "$bin"
    for tool in sh sed grep awk tail tr sort cat env mkdir dirname "$@"; do
        ln -sf "$(command -v "$tool" || echo /bin/false)" "$bin/$tool"
    done
}

# plays COMMAND <SCRIPT: what a command of that machine does.
plays() {
    rm -f "$bin/$1"
    { echo '#!/bin/sh' && cat; } >"$bin/$1"
    chmod +x "$bin/$1"
}

# setup STATUS TARGET...: runs it there.
setup() {
    want=$1 status=0
    shift
    PATH=$bin MAKEFLAGS='' sh grader/cli/setup.sh "$@" >"$out/said" 2>&1 ||
        status=$?
    [ "$status" = "$want" ] || complain "setup $*: status $status, not $want"
}

# says REGEX, says_not REGEX: in one line.
says() {
    grep -qE -e "$1" "$out/said" || complain "no '$1' in: $(cat "$out/said")"
}
says_not() {
    ! grep -qE -e "$1" "$out/said" || complain "'$1' in: $(cat "$out/said")"
}

# debian NAME: nothing is installed, and whoever asks is root.
debian() {
    machine "$1"
    echo 'echo 0' | plays id
    echo 'exit 1' | plays dpkg-query
    echo 'echo "$*" >>"$0.told"' | plays apt-get
}

echo "== the package manager fails"
debian fails
cat <<'END' | plays apt-get
[ "$1" = install ] || exit 0
echo 'dpkg was interrupted, and says so in a way of its own'
exit 100
END
setup 1
says 'dpkg was interrupted'
says '^  apt-get install '

echo "== sudo refuses, or is not there"
debian refuses
echo 'echo 1000' | plays id
setup 1
says 'you are not root, and there is no sudo'
cat <<'END' | plays sudo
echo 'student is not in the sudoers file.' >&2
exit 1
END
setup 1
says 'not in the sudoers file'
says 'sudo does not let you'
says '^  sudo apt-get install '
says_not 'apt-get failed'
[ ! -e "$bin/apt-get.told" ] || complain "something was installed all the same"

echo "== Fedora, Arch, and a system that is not known"
machine fedora
echo 'echo 0' | plays id
echo 'exit 1' | plays rpm
echo 'echo "$*" >>"$0.told"' | plays dnf
setup 0 grade
grep -qx 'install -y .*criterion-devel.*libtsan.*' "$bin/dnf.told" ||
    complain "dnf is asked for $(cat "$bin/dnf.told")"
! grep -E 'similarity|-dev( |$)' "$bin/dnf.told" || complain "Debian's names"
machine arch
echo 'echo 0' | plays id
echo 'exit 127' | plays pacman
setup 1
says 'pacman failed'
says 'pacman -S .*criterion .*jansson'
machine other
setup 1
says 'knows Debian, Ubuntu, Fedora and Arch'
says '^  libcriterion-dev$'
says_not '\?'

echo "== doctor: this machine is fit, and with little memory to address it is not"
sh grader/cli/doctor.sh >"$out/said" 2>&1 || complain "$(cat "$out/said")"
says 'ok   explorer'
(
    # shellcheck disable=SC3045 # dash has it
    ulimit -v 8000000
    ! sh grader/cli/doctor.sh >"$out/said" 2>&1
) || complain "doctor finds nothing: $(cat "$out/said")"
says 'ulimit -v unlimited'
says_not 'CC=clang'
exit "$wrong"
