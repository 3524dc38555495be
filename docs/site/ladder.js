/* Steps through the schedules on a lesson's page.
 *
 * The page holds each schedule as a whole table, with what is known after every
 * step. This only hides the steps that have not happened yet, shows the line
 * that runs in the source beside them, and says where it stands. Who wants to
 * may say what the next step will read or write before it is shown; that is
 * compared and forgotten. */
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

/* What a row does with a value, without it, and the value: a number that one can
 * know from what was shown. An address or a handle is none. */
function ladderValue(row) {
    const does = row?.querySelector(".ladder-does");
    const value = /: (-?\d{1,9})$/.exec(does?.textContent ?? "")?.[1];
    if (value === undefined) {
        return null;
    }
    const before = does.cloneNode(true);
    before.lastChild.textContent = before.lastChild.textContent
        .slice(0, -value.length).trimEnd();
    return { before, value, name: does.closest("td").dataset.name };
}

/* The line in which the learner says what comes; `say(text)` is called then. */
function ladderGuess(say) {
    const form = document.createElement("form");
    const label = document.createElement("label");
    const words = document.createElement("span");
    const field = document.createElement("input");
    const button = document.createElement("button");
    form.className = "ladder-guess";
    field.autocomplete = "off";
    field.size = 5;
    button.textContent = "Say it";
    label.append(words, field);
    form.append(label, button);
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        say(field.value.trim());
    });
    return {
        form,
        field,
        ask(next) {
            form.classList.toggle("ladder-nothing", !next);
            field.value = "";
            words.replaceChildren(...(next
                ? ["Next, ", next.name, " ", next.before, " "] : []));
        },
    };
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

    /* `said` is what the learner thinks that the step shows, or nothing. */
    function go(step, said = "") {
        now = Math.max(0, Math.min(rows.length - 1, step));
        rows.forEach((row, i) => {
            row.classList.toggle("ladder-later", i > now);
            row.classList.toggle("ladder-now", i === now);
        });
        ladder.classList.toggle("ladder-ended", now === rows.length - 1);
        where.textContent = `Step ${now + 1} of ${rows.length}`;
        back.setAttribute("aria-disabled", now === 0);
        first.setAttribute("aria-disabled", now === 0);
        next.setAttribute("aria-disabled", now === rows.length - 1);
        last.setAttribute("aria-disabled", now === rows.length - 1);
        tell(rows[now], said);
        show(rows[now]);
        guess.ask(ladderValue(rows[now + 1]));
    }

    /* Says whether it was right; the next number can be typed at once. */
    function say(said) {
        go(now + 1, said);
        (ladderValue(rows[now + 1]) ? guess.field : next).focus();
    }

    /* What the row says, in one place; a folded row knows no more. */
    function tell(row, said) {
        const cell = row.querySelector("td[data-name]:not(.ladder-state)");
        const does = document.createElement("p");
        does.textContent = cell
            ? `${cell.dataset.name} ` : row.querySelector("td").textContent;
        for (const part of cell?.querySelectorAll(
            ".ladder-does, .ladder-fault") ?? []) {
            does.append(part.cloneNode(true), " ");
        }
        const list = row.querySelector(".ladder-state ul")?.cloneNode(true);
        does.append(...compare(row, said));
        known.replaceChildren(does, ...(list ? [list] : []));
    }

    function compare(row, said) {
        if (said === "") {
            return [];
        }
        const right = said === ladderValue(row)?.value;
        const words = document.createElement("span");
        words.className = right ? "ladder-good" : "ladder-fault";
        words.textContent = right ? "✓ as you said" : `✗ not ${said}`;
        return [" ", words];
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
    const guess = ladderGuess(say);

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
        /* In the source, the keys that go up and down scroll it; what is being
         * typed can be mended. */
        const other = event.target.value || (event.target === listing &&
            !["ArrowLeft", "ArrowRight"].includes(event.key));
        if (act && !other && ladderPlain(event)) {
            event.preventDefault();
            act();
        }
    });
    ladder.addEventListener("ladder-step", (event) => keys[event.detail]());

    ladder.classList.add("ladder-live");
    panes.before(controls, known);
    if (rows.slice(1).some(ladderValue)) {
        known.after(guess.form);
    }
    go(0);
}

/* A key alone, which nobody else took. */
function ladderPlain(event) {
    return !event.defaultPrevented && !event.ctrlKey && !event.altKey &&
        !event.metaKey && !event.shiftKey;
}

/* The ladder that most is seen of, if it is enough to follow it. */
function ladderInView() {
    const seen = (ladder) => {
        const box = ladder.getBoundingClientRect();
        return Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    };
    const best = [...document.querySelectorAll(".ladder-live")]
        .sort((a, b) => seen(b) - seen(a))[0];
    return best && seen(best) >= Math.min(best.offsetHeight, innerHeight) / 3
        ? best : null;
}

/* To the left and to the right there is nothing else to go: who reads steps the
 * ladder in view without having to find its buttons. */
function ladderKeys(event) {
    const at = document.activeElement;
    if (!["ArrowLeft", "ArrowRight"].includes(event.key) ||
        !ladderPlain(event) ||
        !(at === document.body || at.id === "doc-content" || at.matches("a"))) {
        return;
    }
    const ladder = ladderInView();
    if (ladder) {
        event.preventDefault();
        ladder.dispatchEvent(new CustomEvent("ladder-step",
            { detail: event.key }));
    }
}

window.addEventListener("load", () => {
    document.querySelectorAll("section.ladder").forEach(ladderStart);
    document.addEventListener("keydown", ladderKeys);
});
