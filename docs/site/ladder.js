/* Steps through the schedules on a lesson's page.
 *
 * The page holds each schedule as a whole table, with what is known after every
 * step. This only hides the steps that have not happened yet, shows the line
 * that runs in the source beside them, and says where it stands. */
"use strict";

/* A button that stays reachable by keyboard when there is nowhere to go. */
function ladderButton(label, name, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-label", name);
    button.title = name;
    button.addEventListener("click", act);
    return button;
}

/* The source beside a ladder whose page already has it: a copy. */
function ladderListing(ladder) {
    const own = ladder.querySelector(".ladder-listing");
    if (own || !ladder.querySelector("tr[data-line]")) {
        return own;
    }
    const right = ladder.classList.contains("ladder-right");
    const first = document.querySelector(
        (right ? ".ladder-right" : ".ladder:not(.ladder-right)") +
            " .ladder-listing");
    const copy = first?.cloneNode(true) ?? null;
    if (copy) {
        ladder.querySelector(".ladder-panes").prepend(copy);
    }
    return copy;
}

/* Scrolls the box alone, never the page. */
function ladderReveal(box, element) {
    const top = element.getBoundingClientRect().top -
        box.getBoundingClientRect().top;
    const height = element.offsetHeight;
    if (top < 2 * height || top + 2 * height > box.clientHeight) {
        box.scrollTop += top - (box.clientHeight - height) / 2;
    }
}

/* Where each thread stands after the row at `now`, by the line's number. */
function ladderStands(rows, names, now) {
    const line = new Map();
    for (const row of rows.slice(0, now + 1)) {
        if (row.dataset.line) {
            line.set(row.dataset.thread, row.dataset.line);
        }
    }
    const stands = new Map();
    for (const [thread, at] of line) {
        const others = stands.get(at);
        const name = names[thread];
        stands.set(at, others ? others + ", " + name : name);
    }
    return stands;
}

function ladderStart(ladder) {
    const rows = [...ladder.querySelectorAll("tbody tr")];
    if (rows.length === 0) {
        return;
    }
    const heads = [...ladder.querySelectorAll("thead th")].slice(1, -1);
    const names = heads.map((head) => head.textContent);
    const listing = ladderListing(ladder);
    const table = ladder.querySelector(".ladder-table");
    const panes = ladder.querySelector(".ladder-panes");
    let now = 0;

    const where = document.createElement("span");
    where.className = "ladder-where";
    const known = document.createElement("div");
    known.className = "ladder-known";
    known.setAttribute("aria-live", "polite");

    function go(step) {
        now = Math.max(0, Math.min(rows.length - 1, step));
        rows.forEach((row, i) => {
            row.classList.toggle("ladder-later", i > now);
            row.classList.toggle("ladder-now", i === now);
        });
        where.textContent = `Step ${now + 1} of ${rows.length}`;
        back.setAttribute("aria-disabled", now === 0);
        first.setAttribute("aria-disabled", now === 0);
        next.setAttribute("aria-disabled", now === rows.length - 1);
        last.setAttribute("aria-disabled", now === rows.length - 1);
        tell(rows[now]);
        show(rows[now]);
    }

    /* What the row says, in one place; a folded row knows no more. */
    function tell(row) {
        const cell = row.querySelector("td[data-name]:not(.ladder-state)");
        const does = document.createElement("p");
        does.textContent = cell
            ? `${cell.dataset.name} ` : row.querySelector("td").textContent;
        for (const part of cell?.querySelectorAll(
            ".ladder-does, .ladder-fault") ?? []) {
            does.append(part.cloneNode(true), " ");
        }
        const list = row.querySelector(".ladder-state ul")?.cloneNode(true);
        known.replaceChildren(does, ...(list ? [list] : []));
    }

    function show(row) {
        ladderReveal(table, row);
        if (!listing) {
            return;
        }
        const stands = ladderStands(rows, names, now);
        for (const line of listing.querySelectorAll("[data-line]")) {
            const runs = line.dataset.line === row.dataset.line;
            line.classList.toggle("ladder-runs", runs);
            line.dataset.stands = stands.get(line.dataset.line) ?? "";
            if (runs) {
                ladderReveal(listing, line);
            }
        }
    }

    const first = ladderButton("|◀", "First step", () => go(0));
    const back = ladderButton("◀ Back", "One step back", () => go(now - 1));
    const next = ladderButton("Next ▶", "Next step", () => go(now + 1));
    const last = ladderButton("▶|", "Last step", () => go(rows.length - 1));
    const controls = document.createElement("div");
    controls.className = "ladder-controls";
    controls.setAttribute("role", "group");
    controls.setAttribute("aria-label", "Steps of the schedule");
    controls.append(first, back, where, next, last);

    const keys = {
        ArrowLeft: () => go(now - 1),
        ArrowUp: () => go(now - 1),
        ArrowRight: () => go(now + 1),
        ArrowDown: () => go(now + 1),
        Home: () => go(0),
        End: () => go(rows.length - 1),
    };
    ladder.addEventListener("keydown", (event) => {
        const act = keys[event.key];
        /* In the source, the keys that go up and down scroll it. */
        const scrolls = event.target === listing &&
            !["ArrowLeft", "ArrowRight"].includes(event.key);
        if (!act || scrolls || event.ctrlKey || event.altKey ||
            event.metaKey || event.shiftKey) {
            return;
        }
        event.preventDefault();
        act();
    });

    ladder.classList.add("ladder-live");
    panes.before(controls, known);
    go(0);
}

window.addEventListener("load", () => {
    document.querySelectorAll("section.ladder").forEach(ladderStart);
});
