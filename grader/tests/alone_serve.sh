#!/bin/sh
# `make serve` shows the built site to this machine alone, and says what to do
# when it can't.
. grader/tests/expect.sh
if ! command -v python3 >/dev/null; then
    echo "There is no python3 here."
    exit 77
fi
out=$PWD/build/test/out/serve
rm -rf "$out"
mkdir -p "$out"
ln -s "$PWD/grader" "$out/grader"
cd "$out"

# refused PORT WORDS: it ends, and says so.
refused() {
    PORT=$1 timeout 20 grader/cli/serve.sh >said 2>&1 &&
        complain "PORT=$1 was served"
    grep -q "$2" said || complain "PORT=$1 says: $(cat said)"
}

refused 0 'make docs'
mkdir -p build/docs/html
echo 'the course' >build/docs/html/index.html

PORT=0 grader/cli/serve.sh >said 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || :' EXIT
tries=0
while ! grep -q 'Ctrl-C' said && [ $tries -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
address=$(sed -n 's|^The course: *\(http://127\.0\.0\.1:[0-9]*/html/index\.html\)$|\1|p' said)
[ -n "$address" ] || complain "it says no address: $(cat said)"
port=$(echo "$address" | sed 's|.*:\([0-9]*\)/.*|\1|')
for asked in "$address" "${address%html/*}"; do
    python3 -c 'import sys, urllib.request as r; print(
        r.build_opener(r.ProxyHandler({})).open(sys.argv[1]).read().decode())' \
        "$asked" >page 2>&1 || :
    grep -qx 'the course' page || complain "not the page of $asked: $(cat page)"
done

# Whoever listens at that port does so on loopback alone.
listening=$(grep -hiE ":$(printf '%04X' "$port") [0-9A-F]+:0000 0A" \
    /proc/net/tcp /proc/net/tcp6 | awk '{ print $2 }')
case $listening in
0100007F:*) ;;
*) complain "others can reach it: $listening" ;;
esac
[ "$(echo "$listening" | wc -l)" -eq 1 ] || complain "twice: $listening"
refused "$port" 'already in use.*PORT=0'
refused 99999 'no port'
refused http 'no port'
exit "$wrong"
