/* The schedules on the lessons' pages: every one can be stepped through, by
 * mouse and by keyboard, and is there as a whole without a script. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/* In the page: where a ladder stands; below, at each step. */
function stand(ladder) {
    const items = (part) => [...part?.querySelectorAll("li") ?? []]
        .map((item) => item.textContent).join("; ");
    const rows = [...ladder.querySelectorAll("tbody tr")];
    const now = rows.filter((row) => row.classList.contains("ladder-now"));
    const shown = (row) => getComputedStyle(row.cells[0]).visibility ===
        "visible" && row.cells[0].offsetHeight > 0;
    const runs = [...ladder.querySelectorAll(".ladder-runs")];
    const look = (row) => getComputedStyle(row.cells[0]).backgroundColor +
        getComputedStyle(row).outlineStyle;
    const bad = rows.map((row, i) => [row, i])
        .filter(([row]) => row.classList.contains("ladder-bad"));
    return {
        steps: rows.length,
        at: now.map((row) => rows.indexOf(row)),
        shown: rows.filter(shown).length,
        line: now[0]?.dataset.line ?? null,
        runs: runs.map((line) => line.dataset.line),
        marked: runs.every((line) =>
            getComputedStyle(line).backgroundColor !== "rgba(0, 0, 0, 0)"),
        listing: ladder.querySelector(".ladder-listing") !== null,
        bad: bad.map(([, i]) => i),
        // What the eye sees: this step, and beside which ones there is a bar.
        unlike: now[0] && look(now[0]) !==
            (now[0].previousElementSibling &&
                look(now[0].previousElementSibling)),
        barred: rows.map((row, i) => getComputedStyle(row.cells[0])
            .boxShadow === "none" ? "" : i).filter((i) => i !== ""),
        says: ladder.querySelector(".ladder-where")?.textContent,
        known: ladder.querySelector(".ladder-known p")?.textContent.length,
        // Values and owners of locks: in the row, and where they are shown.
        state: items(now[0]?.querySelector(".ladder-state")),
        values: items(ladder.querySelector(".ladder-known")),
    };
}

function walk(ladder) {
    const next = ladder.querySelector("[aria-label='Next step']");
    return [...ladder.querySelectorAll("tbody tr")].map(() => {
        const is = window.stand(ladder);
        next.click();
        return is;
    });
}

/* What is wrong with a stand that should be at `step`. */
function wrongAt(name, step, is) {
    const wrong = [];
    const expect = (what, right, got) => {
        if (right !== got) {
            wrong.push(`${name}, step ${step + 1}: ${what} is ${got}, ` +
                `not ${right}`);
        }
    };
    expect("the step marked", String(step), String(is.at));
    expect("steps shown", step + 1, is.shown);
    expect("what it says", `Step ${step + 1} of ${is.steps}`, is.says);
    if (is.listing && is.line) {
        expect("the line highlighted", is.line, String(is.runs));
        expect("the highlight visible", true, is.marked);
    }
    expect("what is known", is.state, is.values);
    expect("this step looking unlike the last", true, is.unlike);
    expect("steps marked as bad",
        String(is.bad.filter((at) => at <= step)), String(is.barred));
    if (!is.known) {
        wrong.push(`${name}, step ${step + 1}: nothing is said about it`);
    }
    return wrong;
}

/* In the page: what a whole ladder has, beside its steps. */
function whole(ladder) {
    const has = (part) => ladder.querySelector(part) !== null;
    return {
        right: ladder.classList.contains("ladder-right"),
        source: has(".ladder-listing [data-line]"),
        lines: has("tr[data-line]"),
        // One call alone, and no value of a variable changes.
        state: has(".ladder-state li") || !has("tbody tr + tr"),
        deadlock: /deadlock/i.test(
            ladder.querySelector(".ladder-harm")?.textContent),
        graph: has(".ladder-graph svg g"),
    };
}

/* What is wrong with a ladder that is `is`, on a page for students. */
function wrongWhole(name, is) {
    const wrong = [];
    if (is.right ? is.source || is.lines : !is.source || !is.lines) {
        wrong.push(`${name}: ${is.right ? "" : "no "}lines of the source`);
    }
    if (!is.state) {
        wrong.push(`${name}: no value and no lock at any step`);
    }
    if (is.graph !== is.deadlock) {
        wrong.push(`${name}: ${is.graph ? "" : "no "}graph of who waits`);
    }
    return wrong;
}

module.exports = ({ root, home, open }) => {
    const lessons = fs.readdirSync(path.join(root, "html"))
        .filter((name) => /^lesson_\d\d_[a-z0-9_]+\.html$/.test(name)).sort();
    const answers = fs.existsSync("solutions");
    const first = `${home}/html/${lessons[0]}`;
    const ladders = (page) => page.locator("section.ladder");

    /* Presses each of `presses` in turn on the first ladder; [what, where it
     * must lead from a step, the last step being known]. */
    async function drive(page, presses, press) {
        const ladder = ladders(page).first();
        const wrong = [];
        let step = 0;
        for (const [key, lead] of presses) {
            await press(ladder, key);
            const is = await ladder.evaluate(stand);
            step = Math.max(0, Math.min(is.steps - 1, lead(step, is.steps)));
            wrong.push(...wrongAt(`after ${key}`, step, is));
        }
        return wrong;
    }
    const forth = (step) => step + 1;
    const back = (step) => step - 1;
    const begin = () => 0;
    const end = (_, steps) => steps - 1;

    return {
        async "ladder: steps by mouse"({ page }) {
            await page.goto(first);
            return drive(page, [
                ["Next step", forth], ["Next step", forth],
                ["One step back", back], ["Last step", end],
                ["Next step", forth], ["One step back", back],
                ["First step", begin], ["One step back", back],
            ], (ladder, name) =>
                // Forced: at the end it is disabled for those who can't see it.
                ladder.getByRole("button", { name, exact: true })
                    .click({ force: true }));
        },

        async "ladder: steps by keyboard"({ page }) {
            await page.goto(first);
            await ladders(page).first()
                .getByRole("button", { name: "Next step" }).focus();
            return drive(page, [
                ["ArrowRight", forth], ["ArrowDown", forth],
                ["ArrowLeft", back], ["End", end], ["ArrowRight", forth],
                ["ArrowUp", back], ["Home", begin], ["ArrowLeft", back],
                ["Enter", forth], ["Space", forth],
            ], (_, key) => page.keyboard.press(key));
        },

        async "ladder: what a step shows can be said before"({ page }) {
            await page.goto(first);
            const ladder = ladders(page).first();
            const field = ladder.locator(".ladder-guess input");
            const known = ladder.locator(".ladder-known p");
            const does = await ladder.locator("tbody tr .ladder-does")
                .allTextContents();
            const wrong = [];
            const expect = (what, right, got) => right === got ||
                wrong.push(`${what} is ${got}, not ${right}`);
            for (const [i, shows] of does.entries()) {
                const [, act, value] = /^(.*): (-?\d+)$/.exec(shows) ?? [];
                if (i === 0 || !value) {
                    continue;
                }
                const asks = await ladder.locator(".ladder-guess label")
                    .textContent();
                if (!asks.includes(act) || /: *-?\d/.test(asks)) {
                    wrong.push(`step ${i + 1} is asked for as "${asks}"`);
                }
                const right = i % 2 === 1;
                await field.fill(right ? value : "77");
                await page.keyboard.press("Enter");
                const said = await known.first().textContent();
                if (!said.includes(shows) || said.includes("✓") !== right ||
                    said.includes("77") === right) {
                    wrong.push(`step ${i + 1} says "${said}"`);
                }
                wrong.push(...wrongAt("said", i, await ladder.evaluate(stand)));
            }
            // Nothing is left to say; the field keeps its place, unseen.
            expect("the field at the end", false, await field.isVisible());
            expect("the focus", "Next step", await page.evaluate(() =>
                document.activeElement.getAttribute("aria-label")));
            return wrong;
        },

        async "ladder: who says nothing is not stopped"({ page }) {
            await page.goto(first);
            const ladder = ladders(page).first();
            const field = ladder.locator(".ladder-guess input");
            await field.focus();
            await page.keyboard.press("Enter");
            const wrong = wrongAt("nothing said", 1,
                await ladder.evaluate(stand));
            const said = await ladder.locator(".ladder-known").textContent();
            if (/[✓✗]/.test(said)) {
                wrong.push(`it says ${said}`);
            }
            // The keys mend what is being typed, and go on when nothing is.
            await field.pressSequentially("12");
            await page.keyboard.press("ArrowLeft");
            wrong.push(...wrongAt("typing", 1, await ladder.evaluate(stand)));
            await field.fill("");
            await page.keyboard.press("ArrowRight");
            wrong.push(...wrongAt("empty", 2, await ladder.evaluate(stand)));
            return wrong;
        },

        async "ladder: the arrow keys step the one in view"({ page }) {
            const wrong = [];
            await page.goto(`${home}/html/index.html`);
            await page.keyboard.press("ArrowRight");
            wrong.push(...wrongAt("the start page's", 1,
                await ladders(page).first().evaluate(stand)));
            await page.goto(first);
            await page.keyboard.press("ArrowRight");
            wrong.push(...wrongAt("one out of view", 0,
                await ladders(page).first().evaluate(stand)));
            await ladders(page).last().evaluate((e) =>
                e.scrollIntoView({ block: "center" }));
            await page.keyboard.press("ArrowRight");
            await page.keyboard.press("ArrowRight");
            await page.keyboard.press("ArrowLeft");
            wrong.push(...wrongAt("the last", 1,
                await ladders(page).last().evaluate(stand)));
            return wrong;
        },

        async "ladder: what comes of it is told at the end"({ page }) {
            await page.goto(first);
            const harm = ladders(page).first().locator(".ladder-harm");
            const early = await harm.isVisible();
            await ladders(page).first()
                .getByRole("button", { name: "Last step" }).click();
            return early || !await harm.isVisible()
                ? ["it is told too early, or never"] : [];
        },

        async "ladder: the keyboard gets there"({ page }) {
            await page.goto(first);
            for (let i = 0; i < 400; i++) {
                await page.keyboard.press("Tab");
                if (await page.evaluate(() =>
                    document.activeElement.closest(".ladder-controls"))) {
                    return [];
                }
            }
            return ["400 times Tab, and no button of the ladder has focus"];
        },

        async "ladder: works after a reload"({ page }) {
            await page.goto(first);
            await ladders(page).first()
                .getByRole("button", { name: "Last step" }).click();
            await page.reload();
            const wrong = wrongAt("reloaded", 0,
                await ladders(page).first().evaluate(stand));
            return [...wrong, ...await drive(page, [["Next step", forth]],
                (ladder, name) => ladder.getByRole("button", { name }).click())];
        },

        async "ladder: works in a file"({ page, complaints }) {
            await page.goto(`file://${root}/html/${lessons[0]}`);
            const wrong = await drive(page, [["Next step", forth]],
                (ladder, name) => ladder.getByRole("button", { name }).click());
            // The page itself is outside of the server.
            complaints.splice(0, complaints.length, ...complaints.filter(
                (text) => !text.startsWith("asked the outside: file://")));
            return wrong;
        },

        async "ladder: every step of every lesson"({ page }) {
            const wrong = [];
            await page.addInitScript(`window.stand = ${stand};`);
            for (const lesson of lessons) {
                await page.goto(`${home}/html/${lesson}`);
                const all = await ladders(page).all();
                let breaks = 0;
                let rights = 0;
                for (const [i, ladder] of all.entries()) {
                    const name = `${lesson}, ladder ${i + 1}`;
                    const stands = await ladder.evaluate(walk);
                    const is = stands.at(-1);
                    if (!is) {
                        wrong.push(`${name} has no steps`);
                        continue;
                    }
                    stands.forEach((at, step) =>
                        wrong.push(...wrongAt(name, step, at)));
                    const has = await ladder.evaluate(whole);
                    wrong.push(...wrongWhole(name, has));
                    has.right ? rights++ : breaks++;
                    if (has.right !== (is.bad.length === 0)) {
                        wrong.push(`${name}: the bad steps are ${is.bad}`);
                    }
                }
                if (breaks === 0 || rights !== (answers ? breaks : 0)) {
                    wrong.push(`${lesson}: ${breaks} schedules that break, ` +
                        `${rights} of the right answer`);
                }
            }
            return wrong;
        },

        async "ladder: no line of the source is broken"({ page }) {
            const wrong = [];
            await page.setViewportSize({ width: 390, height: 844 });
            for (const lesson of lessons) {
                await page.goto(`${home}/html/${lesson}`);
                const broken = await page.locator(".ladder-listing [data-line]")
                    .evaluateAll((all) => all.filter((line) =>
                        line.offsetHeight > all[0].offsetHeight)
                        .map((line) => line.dataset.line));
                if (broken.length > 0) {
                    wrong.push(`${lesson}: lines ${broken}`);
                }
            }
            return wrong;
        },

        async "ladder: whole without JavaScript"() {
            const quiet = await open({ javaScriptEnabled: false });
            const wrong = [];
            for (const lesson of lessons) {
                await quiet.page.goto(`${home}/html/${lesson}`);
                for (const row of await quiet.page
                    .locator("section.ladder tbody tr").all()) {
                    if (!await row.locator("th").isVisible() ||
                        !await row.locator("td").last().isVisible()) {
                        wrong.push(`${lesson}: a step can't be seen`);
                        break;
                    }
                }
            }
            await quiet.close();
            return [...wrong, ...quiet.complaints];
        },
    };
};
