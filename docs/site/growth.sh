#!/bin/sh
# growth.sh: how the number of schedules grows with the preemption bound, as a
# figure for the explorer's page. It runs docs/site/growth.c under the explorer.
set -eu
cd "$(dirname "$0")/../.."
budget=200000
for threads in 2 3 4; do
    build/bin/explore --json --strategy dfs --schedules "$budget" \
        --cflags "-DTHREADS=$threads" docs/site/growth.c |
        awk -v threads="$threads" '
            /"every":/ { every = $2 + 0 }
            /^ *[\]}]/ { inside = 0 }
            inside { counts = counts " " $1 + 0 }
            /"bounds":/ { inside = 1 }
            END { print threads, every counts }'
done | awk -v budget="$budget" -f docs/site/growth.awk
