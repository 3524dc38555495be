#!/bin/sh
# A project is built by its own rules with CC=explore-cc, and what comes out can
# be explored, and runs as always when nobody explores it.
#
# The project: a counter in an archive, in a folder of its own, wrong or right
# (-DLOCKED=1); a program; a tool that the build itself runs.
set -eu
# A project's make is not a part of the one that runs this.
unset MAKEFLAGS MFLAGS MAKELEVEL
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
kit=$PWD
explore=$kit/build/bin/explore
cc=$kit/build/bin/explore-cc
project=$kit/$dir/project
mkdir -p "$project/lib"
cd "$project"

cat >lib/counter.h <<'END'
void counter_add(void);
int counter_value(void);
END
cat >lib/counter.c <<'END'
#define _GNU_SOURCE
#include "counter.h"
#include <pthread.h>

#ifndef LOCKED
#define LOCKED 0
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local int calls;
static int value;

void counter_add(void)
{
    if (LOCKED)
        pthread_mutex_lock(&lock);
    value++;
    calls++;
    if (LOCKED)
        pthread_mutex_unlock(&lock);
}

int counter_value(void)
{
    return value + 0 * calls;
}
END
cat >its_test.c <<'END'
#include "lib/counter.h"
#include "limit.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *add(void *times)
{
    for (int i = 0; i < *(int *)times; i++)
        counter_add();
    return NULL;
}

int main(int argc, char **argv)
{
    int times = argc > 1 ? atoi(argv[1]) : LIMIT;
    pthread_t other;
    if (pthread_create(&other, NULL, add, &times))
        return 2;
    add(&times);
    pthread_join(other, NULL);
    printf("%d\n", counter_value());
    return 0;
}
END
cat >tool.c <<'END'
#include <stdio.h>

int main(void)
{
    return puts("#define LIMIT 1") < 0;
}
END
cat >Makefile <<'END'
CFLAGS = -O2 -Wall -Werror -fPIC -D_FORTIFY_SOURCE=2 -MMD $(MORE)
its_test: its_test.o lib/libcounter.a
	$(CC) $(CFLAGS) -Wl,-O1 its_test.o -Llib -lcounter -lpthread -o $@
its_test.o: limit.h
limit.h: tool
	./tool >$@
tool: tool.c
	$(CC) $(CFLAGS) tool.c -o $@
lib/libcounter.a: lib/counter.o
	ar rcs $@ $<
lib/counter.o: lib/counter.c
	cd lib && $(CC) $(CFLAGS) -c counter.c
END

# built WORDS...: the project, made anew.
built() {
    rm -f its_test tool ./*.o ./*.d limit.h lib/*.[oad]
    make --no-print-directory "$@" >"../made" 2>&1 ||
        fail "it can't be built: $(cat ../made)"
}

# explored STATUS PROGRAM WORDS...: says the status; what is said is in said.
explored() {
    status=0 want=$1
    shift
    timeout 100 "$explore" "$@" >"$project/../said" 2>&1 || status=$?
    [ "$status" -eq "$want" ] ||
        fail "explore $*: $status instead of $want: $(cat "$project/../said")"
}

# says PATTERN: what the last command said.
says() {
    grep -qE -- "$1" "$project/../said" ||
        fail "it does not say '$1': $(cat "$project/../said")"
}

built CC="$cc"
explored 1 ./its_test
says 'Data race on .value.'
says 'lib/counter\.c:17: '
says '^ *value\+\+;'
grep -q '^its_test.o: .*its_test.c .*limit.h' its_test.d ||
    fail "the rules of -MMD: $(cat its_test.d)"
# From another folder: the same lines.
cd /
explored 1 "$project/its_test"
says '^ *value\+\+;'
cd "$project"
# What follows the program is its own; what comes before, explore's.
explored 1 --schedules 100 ./its_test 1 --schedules
built CC="$cc" MORE=-DLOCKED
explored 0 --bound 1 ./its_test 1
says 'nothing *$|nothing found'
# Only the right one has one answer with real threads.
[ "$(./its_test 5)" = 10 ] || fail "alone it is another program"
cp its_test right_test

# Where no type of the source names a block, its size and origin tell it apart.
cat >blocks.c <<'EOF'
#include <pthread.h>
#include <stdlib.h>
static int *first, *second;
static int *numbers_new(void)
{
    return calloc(10, sizeof(int));
}
static void *count(void *unused)
{
    second[2]++;
    return unused;
}
int main(void)
{
    pthread_t thread;
    first = numbers_new();
    second = numbers_new();
    pthread_create(&thread, NULL, count, NULL);
    second[2]++;
    pthread_join(thread, NULL);
    free(second);
    free(first);
}
EOF
"$cc" -g blocks.c -o blocks -pthread
explored 1 ./blocks
says 'Data race on byte 8 of block 2 of 40 bytes allocated at blocks\.c:6'

# A shared library, a file of arguments, several sources, the order of archives.
"$cc" -shared -fPIC -o libcounter.so lib/counter.c -lpthread
"$cc" its_test.c -o shared_test -L. -lcounter -pthread
explored 1 ./shared_test
says 'lib/counter\.c:17: '
printf '%s\n' '-DLOCKED -DWORD="a b"' "its_test.c 'lib/counter.c'" \
    '-o args_test' >args
"$cc" @args -pthread
explored 0 --bound 1 ./args_test
"$cc" -c its_test.c lib/counter.c
[ -e counter.o ] || fail "-c with two sources"
"$cc" -o both_test -Wl,--start-group counter.o -Wl,--end-group its_test.o
explored 1 ./both_test

# Questions get the real compiler's answers.
[ "$("$cc" -dumpversion)" = "$(gcc -dumpversion)" ] || fail "-dumpversion"
echo 'int main(void) { return THE_ANSWER; }' >conftest.c
"$cc" -DTHE_ANSWER=7 -E conftest.c | grep -q 'return 7' || fail "-E"
"$cc" -DTHE_ANSWER=7 -S conftest.c
grep -q main conftest.s || fail "-S"
"$cc" -MM -DTHE_ANSWER=7 conftest.c | grep -q 'conftest.o: conftest.c' ||
    fail "-MM"
"$cc" -DTHE_ANSWER=7 conftest.c -o conftest
status=0
./conftest || status=$?
[ "$status" -eq 7 ] || fail "a probe's status is $status, not 7"
echo 'char none(void); int main(void) { return none(); }' |
    "$cc" -x c - -o conftest 2>/dev/null && fail "a missing function is there"
echo 'int main(void) { return wrong; }' >conftest.c
"$cc" -c conftest.c 2>../said && fail "wrong code is compiled"
says 'conftest\.c:1:.*wrong'

# A loop that does nothing is a call of the kit's, which a program has by itself.
echo 'int main(int count, char **words) { if (count) return !words[0];
    for (;;) continue; }' >ever.c
if ! "$cc" ever.c -o ever || ! ./ever; then
    fail "an empty loop can't be built"
fi

# What can't be explored is named, with what to do about it.
echo 'int main(void) { return 0; }' >plain.c
gcc plain.c -o plain
explored 2 ./plain
says 'plain was not linked by explore-cc\. Next: build the project'
explored 2 counter.o
says 'counter\.o is no program'
printf '#!/bin/sh\nexec ./its_test\n' >script
explored 2 script
says 'script is a script\. Next: '
explored 2 nowhere.c
says 'nowhere\.c can.t be read'
cat >team.c <<'END'
int main(void)
{
    int sum = 0;
#pragma omp parallel for reduction(+ : sum)
    for (int i = 0; i < 4; i++)
        sum += i;
    return sum != 6;
}
END
"$cc" -fopenmp team.c -o team 2>../said && fail "OpenMP is taken"
says 'OpenMP'
explored 2 --cflags -fopenmp team.c
says 'OpenMP'
explored 2 team.c
says 'team\.c:4: .*OpenMP'

# Other builders.
if command -v cmake >/dev/null; then
    cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.13)
project(counter C)
find_package(Threads REQUIRED)
add_library(counter STATIC lib/counter.c)
add_executable(cmake_test its_test.c)
target_link_libraries(cmake_test counter Threads::Threads)
END
    { cmake -S . -B cmake -DCMAKE_C_COMPILER="$cc" -DCMAKE_BUILD_TYPE=Release &&
        cmake --build cmake; } >../made 2>&1 || fail "CMake: $(cat ../made)"
    explored 1 cmake/cmake_test
    says 'lib/counter\.c:17: '
fi
if command -v meson >/dev/null; then
    cat >meson.build <<'END'
project('counter', 'c')
counter = library('counter', 'lib/counter.c')
executable('meson_test', 'its_test.c', link_with: counter,
           dependencies: dependency('threads'))
END
    { CC="$cc" meson setup meson && ninja -C meson; } >../made 2>&1 ||
        fail "meson: $(cat ../made)"
    explored 1 meson/meson_test
    says 'lib/counter\.c:17: '
fi
conclude
