/* The reader is the scheduler.
 *
 * A lesson's page says what is to be brought about; all states that can be come
 * to are in a script of their own (grader/judge/find/game.h says how), which is
 * loaded when somebody plays. The game is the list of moves that were picked:
 * what is shown is found by going along it from the beginning, so undo needs
 * nothing but a shorter list. */
"use strict";

const GAME_BAD = (end) => !["none", "cut"].includes(end.kind);

/* Text in which names stand between backquotes. */
function gameWords(element, text) {
    text.split("`").forEach((part, i) => {
        if (i % 2 === 0) {
            element.append(part);
            return;
        }
        const code = document.createElement("code");
        code.textContent = part;
        element.append(code);
    });
    return element;
}

function gameElement(tag, name, ...inside) {
    const element = document.createElement(tag);
    if (name) {
        element.className = name;
    }
    element.append(...inside);
    return element;
}

function gameButton(name, act) {
    const button = gameElement("button", name);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
}

/* From which states an end that `wanted` takes can be come to. */
function gameReach(game, wanted) {
    const from = game.states.map(() => []);
    const reach = new Set();
    game.states.forEach(([end, , moves], i) => {
        moves.filter(([, to]) => to >= 0).forEach(([, to]) => from[to].push(i));
        if (end >= 0 && wanted(game.ends[end])) {
            reach.add(i);
        }
    });
    for (const state of reach) {
        from[state].forEach((before) => reach.add(before));
    }
    return reach;
}

/* How many ways there are from the beginning to ends that `wanted` takes; null:
 * some go round in a circle, or were cut. */
function gameWays(game, wanted) {
    const ways = new Map();
    const open = new Set();
    const stack = [game.first];
    while (stack.length > 0) {
        const state = stack.at(-1);
        const [end, , moves] = game.states[state];
        const ahead = moves.map(([, to]) => to).filter((to) => !ways.has(to));
        if (ways.has(state)) {
            stack.pop();
        } else if (ahead.length === 0) {
            ways.set(state, end >= 0 ? BigInt(wanted(game.ends[end]))
                : moves.reduce((sum, [, to]) => sum + ways.get(to), 0n));
            open.delete(stack.pop());
        } else if (open.has(state) || ahead.includes(-1)) {
            return null;
        } else {
            open.add(state);
            stack.push(...ahead.filter((to) => !open.has(to)));
            if (ahead.some((to) => open.has(to))) {
                return null;
            }
        }
    }
    return ways.get(game.first);
}

/* Where the picks lead: the state, the steps on the way, what is known. */
function gameWalk(game, picks) {
    const known = { values: new Map(), owners: new Map(), stands: new Map() };
    const rows = [];
    let state = game.first;
    function take(numbers, pick) {
        for (const step of numbers.map((number) => game.steps[number])) {
            rows.push({ step, pick });
            gameNote(known, step);
        }
    }
    take(game.before, -1);
    picks.forEach((pick, i) => {
        const [, to, steps] = game.states[state][2][pick];
        take(steps, i);
        state = to;
    });
    const [end, waits, moves] = state >= 0 ? game.states[state] : [-1, [], []];
    return { state, known, rows, end: game.ends[end], cut: state < 0,
             waits: waits.map((number) => game.moves[number]),
             moves: moves.map(([number], pick) =>
                 ({ ...game.moves[number], pick }))
                 .sort((a, b) => a.thread - b.thread) };
}

/* What a step changes in what is known. */
function gameNote({ values, owners, stands }, step) {
    if (step.object && step.value !== undefined) {
        values.set(step.object, step.value);
    }
    for (const [lock, threads] of owners) {
        owners.set(lock, threads.filter((thread) => thread !== step.thread));
    }
    for (const lock of step.holds) {
        owners.set(lock, [...owners.get(lock) ?? [], step.thread]);
    }
    if (step.line && !step.file) {
        stands.set(step.thread, step.line);
    }
}

/* The threads that a player sees, by their numbers. */
function gameThreads(game) {
    const seen = new Set([...game.moves, ...game.steps]
        .map((word) => word.thread));
    return game.threads.map((_, i) => i).filter((i) => seen.has(i));
}

function gameSum(game) {
    const all = gameWays(game, () => true);
    const bad = gameWays(game, GAME_BAD);
    const many = (count, one, more) => count === 1n || count === 1
        ? `1 ${one}` : `${count.toLocaleString("en")} ${more}`;
    const ways = all === null ? ""
        : `There ${all === 1n ? "is" : "are"} ` +
            `${many(all, "way", "ways")} through this round. `;
    if (gameReach(game, GAME_BAD).size > 0) {
        return bad === null ? "" : `${ways}${many(bad, "breaks", "break")} ` +
            "the promise.";
    }
    // Two numbers, counted differently, would only be compared.
    return game.behaviours > 0
        ? `This round has ${many(game.behaviours, "behaviour", "behaviours")}` +
            ", that is, ways that differ in more than the order of " +
            "independent steps. The search has run every one: none breaks " +
            "the promise."
        : `${ways}The search says: ${game.certificate}.`;
}

/* Plays one game in `board`. @return What shows it. */
function gamePlay(section, board, game, right) {
    const threads = gameThreads(game);
    const reach = gameReach(game, GAME_BAD);
    const says = section.querySelector(".game-says");
    const listing = right ? null : section.querySelector(".ladder-listing");
    let picks = [];

    function go(list) {
        const thread = document.activeElement?.dataset.thread;
        picks = list;
        show(gameWalk(game, picks));
        if (board.contains(document.activeElement)) {
            return;
        }
        const moves = [...board.querySelectorAll(".game-move")];
        const next = moves.find((move) => move.dataset.thread === thread) ??
            moves[0] ?? undo;
        next.focus({ preventScroll: true });
    }

    function show(at) {
        tell(at);
        field.replaceChildren(...threads.map((thread) => place(at, thread)));
        known.replaceChildren(...knowledge(at));
        log(at);
        undo.setAttribute("aria-disabled", picks.length === 0);
        again.setAttribute("aria-disabled", picks.length === 0);
        light(at);
    }

    function tell({ state, end, cut, moves }) {
        const won = end && GAME_BAD(end);
        section.classList.toggle("game-won", Boolean(won));
        section.classList.toggle("game-over", Boolean(end) && !won);
        says.replaceChildren();
        if (cut) {
            says.append("The page's tree ends here: there was no room for " +
                "all ways. Undo, and try another one.");
        } else if (end) {
            says.append(gameElement("strong", "", won ? "You did it. "
                : right ? "It holds. " : "Not this time. "));
            gameWords(says, end.text);
        } else {
            says.append(moves.length > 1 ? "Who goes on?"
                : "Only one thread can go on.");
            if (!right && !reach.has(state)) {
                says.append(" From here on the goal is out of reach: undo.");
            }
        }
    }

    /* A thread: what it could do next, or what it waits for. */
    function place(at, thread) {
        const box = gameElement("div", "game-thread",
            gameElement("strong", "", game.threads[thread]));
        at.moves.forEach((move, i) => {
            if (move.thread === thread) {
                box.append(choice(move, i));
            }
        });
        const waits = at.waits.find((move) => move.thread === thread);
        if (waits) {
            box.append(gameWords(gameElement("span", "game-waits"),
                waits.does));
        } else if (box.childElementCount === 1) {
            box.append(gameElement("span", "game-waits",
                at.end ? "" : thread === game.threads.indexOf("the trial")
                    ? "waits for the others" : "is done"));
        }
        return box;
    }

    function choice(move, i) {
        const button = gameButton("game-move",
            () => go([...picks, move.pick]));
        button.dataset.thread = move.thread;
        button.dataset.pick = move.pick;
        gameWords(button, `${i + 1}. ${move.does}`);
        if (move.line) {
            button.append(gameElement("code", "game-code",
                `${move.line}: ${move.source}`));
        }
        return button;
    }

    function knowledge({ known: { values, owners } }) {
        const lines = [...values].map(([name, value]) => `${name} = ${value}`);
        for (const [lock, holders] of owners) {
            const names = holders.map((thread) => game.threads[thread]);
            lines.push(`${lock}: ` + (names.length > 0
                ? `held by ${names.join(" and ")}` : "free"));
        }
        return lines.map((text) => gameWords(gameElement("li", ""), text));
    }

    function log({ rows }) {
        body.replaceChildren(...rows.map(({ step, pick }, n) => {
            const row = gameElement("tr", pick === picks.length - 1 && pick >= 0
                ? "ladder-now" : "");
            const head = gameElement("th", "", String(n + 1));
            head.scope = "row";
            row.append(head, ...threads.map((thread) => {
                const cell = gameElement("td", "");
                if (thread === step.thread) {
                    cell.dataset.name = game.threads[thread];
                    gameWords(cell, step.does);
                }
                return cell;
            }));
            return row;
        }));
        table.hidden = rows.length === 0;
        table.scrollTop = table.scrollHeight;
    }

    /* In the source: the line that ran last, and where the threads stand. */
    function light({ known: { stands }, rows, moves, waits }) {
        if (!listing) {
            return;
        }
        const last = rows.at(-1)?.step;
        const at = new Map(stands);
        [...moves, ...waits].filter((move) => move.line && !move.file)
            .forEach((move) => at.set(move.thread, move.line));
        for (const line of listing.querySelectorAll("[data-line]")) {
            const number = Number(line.dataset.line);
            const runs = Boolean(last) && !last.file && last.line === number;
            line.classList.toggle("ladder-runs", runs);
            line.dataset.stands = [...at].filter(([, on]) => on === number)
                .map(([thread]) => game.threads[thread]).join(", ");
            if (runs) {
                ladderReveal(listing, line);
            }
        }
    }

    const field = gameElement("div", "game-field");
    const known = gameElement("ul", "game-known");
    const undo = gameButton("", () => go(picks.slice(0, -1)));
    const again = gameButton("", () => go([]));
    undo.textContent = "Undo";
    again.textContent = "Start over";
    const controls = gameElement("div", "ladder-controls", undo, again);
    controls.setAttribute("role", "group");
    controls.setAttribute("aria-label", "Moves");
    const body = gameElement("tbody", "");
    const steps = gameElement("table", "ladder-steps",
        gameElement("caption", "", "What has happened"),
        gameElement("thead", "", gameElement("tr", "",
            ...["Step", ...threads.map((i) => game.threads[i])].map((name) => {
                const head = gameElement("th", "", name);
                head.scope = "col";
                return head;
            }))), body);
    const table = gameElement("div", "ladder-table", steps);
    table.tabIndex = 0;
    table.setAttribute("role", "group");
    table.setAttribute("aria-label", "What has happened");
    board.replaceChildren(field, known, controls, table,
        gameElement("p", "game-sum", gameSum(game)));
    show(gameWalk(game, picks));

    /* The numbers of the moves, and what everybody has for undo. */
    board.onkeydown = (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) {
            return;
        }
        const { moves } = gameWalk(game, picks);
        const number = Number(event.key);
        if (number >= 1 && number <= moves.length) {
            go([...picks, moves[number - 1].pick]);
        } else if (event.key === "u" || event.key === "Backspace") {
            go(picks.slice(0, -1));
        } else if (event.key === "r") {
            go([]);
        } else {
            return;
        }
        event.preventDefault();
    };
}

/* The skeleton's game, and a switch to the right answer's. */
function gameOpen(section, games) {
    const board = gameElement("div", "game-board");
    const says = gameElement("p", "game-says");
    says.setAttribute("aria-live", "polite");
    const source = document.querySelector(
        "section.ladder:not(.ladder-right) .ladder-listing")?.cloneNode(true);
    const which = gameElement("div", "ladder-controls game-which");
    which.setAttribute("role", "group");
    which.setAttribute("aria-label", "Whose code");
    const buttons = games.map((game, i) => {
        const button = gameButton("", () => choose(i));
        button.textContent = i === 0 ? "The skeleton" : "A right answer";
        return button;
    });

    function choose(chosen) {
        buttons.forEach((button, i) =>
            button.setAttribute("aria-pressed", i === chosen));
        if (source) {
            source.hidden = chosen > 0;
        }
        gamePlay(section, board, games[chosen], chosen > 0);
    }

    which.append(...buttons);
    section.append(...(games.length > 1 ? [which] : []),
        ...(source ? [source] : []), says, board,
        gameElement("p", "game-keys", "Keys: the number of a move; u or " +
            "Backspace to undo; r to start over."));
    choose(0);
    board.querySelector("button").focus({ preventScroll: true });
}

function gameOffer(section) {
    const off = section.querySelector(".game-off");
    const start = gameButton("game-start", () => {
        window.lockstepGame = (...games) => {
            controls.remove();
            gameOpen(section, games);
        };
        const script = document.createElement("script");
        script.src = section.dataset.game;
        script.onerror = () => {
            off.textContent = "The game can't be loaded.";
        };
        document.head.append(script);
    });
    start.textContent = "Play";
    const controls = gameElement("div", "ladder-controls", start);
    off.before(controls);
}

window.addEventListener("load", () => {
    document.querySelectorAll("section.game").forEach(gameOffer);
});
