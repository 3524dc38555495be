# shellcheck shell=sh disable=SC2154,SC2034 # (theirs are dir and mirror)
# What both kinds of fresh machine share; sourced after common.sh.

# source_of SUITE: the address from which this machine's apt gets that suite of
# Debian; nothing if it does not. Reads both forms of apt's lists.
source_of() {
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
        case $list in
        *.sources) sed -n 's/^URIs: *\([^ ]*\).*/uri \1/p
            s/^Suites: */suites /p' "$list" ;;
        *.list) sed -n 's/^deb  *\(\[[^]]*\]\)* *\([^ ]*\)  *\([^ ]*\).*/uri \2\
suites \3/p' "$list" ;;
        esac 2>/dev/null
    done | awk -v suite="$1" '
        $1 == "uri" { uri = $2 }
        $1 == "suites" && uri ~ /^https?:/ {
            for (i = 2; i <= NF; i++)
                if ($i == suite) { print uri; exit }
        }'
}

# fetch_debian OPTION... SUITE ROOT: debootstrap as this machine's apt would do
# it, from $mirror, with packages kept in build/fresh/cache/. What it says goes
# to $dir/debootstrap.log.
fetch_debian() {
    proxy=''
    if command -v apt-config >/dev/null; then
        eval "$(apt-config shell proxy Acquire::http::Proxy)"
    fi
    mkdir -p build/fresh/cache
    env ${proxy:+http_proxy="$proxy"} debootstrap --variant=minbase \
        --cache-dir="$PWD/build/fresh/cache" "$@" "$mirror" \
        >"$dir/debootstrap.log" 2>&1 || {
        tail -n 5 "$dir/debootstrap.log"
        return 1
    }
}

# tree_pack: all that belongs to the kit, as it is now, as an archive: what git
# does not ignore.
tree_pack() {
    if git rev-parse --git-dir >/dev/null 2>&1; then
        git ls-files -co --exclude-standard -z
    else
        find . -path ./build -prune -o -path ./.git -prune -o \
            -type f -print0
    fi | xargs -0 sh -c 'for f; do [ -f "$f" ] && printf "%s\0" "$f"; done' sh |
        tar -cf - --null -T -
}

# skeletons_restore: the lessons as they are shipped; in the tree that is meant.
skeletons_restore() {
    for lesson in $(lessons); do
        cp "$(skeleton "$lesson")" "$(lesson_file "$lesson")"
    done
}

passed=0 failed=0
expect() {
    if [ "$2" = "$3" ]; then
        echo "  ok      $1"
        passed=$((passed + 1))
    else
        echo "  NOT OK  $1: expected $2, got $3"
        failed=$((failed + 1))
    fi
}
