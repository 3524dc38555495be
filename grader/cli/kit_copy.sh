# shellcheck shell=sh
# What leaves the house. It is sourced, behind common.sh.

# kit_copy FOLDER MORE...: copies the kit without answers, and MORE of the tree's
# files: no solution, no mutant, no variant, no test; lessons as they are handed
# out, whatever was tried in them here.
kit_copy() {
    to=$1
    shift
    mkdir -p "$to"
    bsdtar -cf - --exclude '*.old*' --exclude '*.c~' Makefile README.md LICENSE \
        lessons "$@" | bsdtar -xf - -C "$to"
    for lesson in $(lessons); do
        cp "$(skeleton "$lesson")" "$to/$(lesson_file "$lesson")"
    done
    find grader -mindepth 1 -maxdepth 1 ! -name tests ! -name bench -print |
        bsdtar -cf - --exclude 'grader/lessons/*/mutants' \
            --exclude 'grader/lessons/*/variants' -T - | bsdtar -xf - -C "$to"
}

# zip_needed TARGET: is there what makes zips?
zip_needed() {
    if ! command -v bsdtar >/dev/null; then
        echo "There is no bsdtar here. Next: make setup $1" >&2
        exit 1
    fi
}
