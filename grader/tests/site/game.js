/* The games on the lessons' pages: each can be won with the skeleton, by mouse
 * and by keyboard, and never with the right answer; undo and starting over lead
 * back; what was cut is told as such. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { tooWide, violations } = require("./pages");

/* What a script of a page gives away, as a page gets it: one game or two. */
function gamesOf(file) {
    let games = [];
    vm.runInNewContext(fs.readFileSync(file, "utf8"),
        { lockstepGame: (...all) => { games = all; } });
    return games;
}

const isBad = (end) => end !== undefined && !["none", "cut"].includes(end.kind);

/* The shortest list of picks to where `wanted` holds of [state, end], or null.
 * The state is undefined where the game was cut. */
function wayTo(game, wanted) {
    const ways = new Map([[game.first, []]]);
    for (const [at, way] of ways) {
        const state = game.states[at];
        if (wanted(state, game.ends[state?.[0]])) {
            return way;
        }
        (state?.[2] ?? []).forEach(([, to], pick) => {
            if (!ways.has(to)) {
                ways.set(to, [...way, pick]);
            }
        });
    }
    return null;
}
const toWin = (game) => wayTo(game, (_, end) => isBad(end));

/* In the page: what a game shows. */
function shown(section) {
    const text = (part) => section.querySelector(part)?.textContent ?? "";
    return {
        won: section.classList.contains("game-won"),
        says: text(".game-says"),
        sum: text(".game-sum"),
        known: text(".game-known"),
        steps: section.querySelectorAll(".ladder-steps tbody tr").length,
        moves: [...section.querySelectorAll(".game-move")]
            .map((button) => button.textContent),
        lines: [...section.querySelectorAll(".ladder-runs")]
            .map((line) => line.dataset.line),
    };
}

async function start(page, address) {
    await page.goto(address);
    const section = page.locator("section.game");
    await section.getByRole("button", { name: "Play", exact: true }).click();
    await section.locator(".game-field").waitFor();
    return section;
}

async function click(section, picks) {
    for (const pick of picks) {
        await section.locator(`.game-move[data-pick="${pick}"]`).click();
    }
    return section.evaluate(shown);
}

/* The same by the keys that the moves are numbered with. */
async function press(page, section, picks) {
    for (const pick of picks) {
        const text = await section.locator(`.game-move[data-pick="${pick}"]`)
            .textContent();
        await page.keyboard.press(text.split(".")[0]);
    }
    return section.evaluate(shown);
}

module.exports = ({ root, home, open }) => {
    const folder = path.join(root, "html");
    const lessons = fs.readdirSync(folder)
        .map((name) => /^lesson_(\d\d_[a-z0-9_]+)\.html$/.exec(name)?.[1])
        .filter(Boolean).sort();
    const fileOf = (lesson) => path.join(folder, `game_${lesson}.js`);
    const played = lessons.filter((lesson) => fs.existsSync(fileOf(lesson)));
    const pageOf = (lesson) => `${home}/html/lesson_${lesson}.html`;
    const answers = fs.existsSync("solutions");
    const first = played[0];

    /* Wins the first lesson's game with `act`; what is wrong. */
    async function win(page, act) {
        const section = await start(page, pageOf(first));
        const before = await section.evaluate(shown);
        const is = await act(section, toWin(gamesOf(fileOf(first))[0]));
        return [
            ...(before.won || !/Who goes on/.test(before.says)
                ? [`it begins with: ${before.says}`] : []),
            ...(is.won && /You did it/.test(is.says) ? []
                : [`the end says: ${is.says}`]),
            ...(is.steps > 0 && is.known !== "" && is.lines.length > 0 ? []
                : ["nothing is shown of what happened"]),
        ];
    }

    return {
        "game: won by mouse": ({ page }) => win(page, click),

        "game: won by keyboard": ({ page }) =>
            win(page, (section, picks) => press(page, section, picks)),

        /* Of the orders of two reads and two writes, those four break it in
         * which both threads read first. */
        async "game: the ways are counted"({ page }) {
            const section = await start(page, pageOf("01_lock"));
            const { sum } = await section.evaluate(shown);
            return sum === "There are 6 ways through this round. 4 break " +
                "the promise." ? [] : [sum];
        },

        async "game: played from a file"({ page, complaints }) {
            const section = await start(page,
                `file://${folder}/lesson_${first}.html`);
            const is = await click(section, toWin(gamesOf(fileOf(first))[0]));
            // The page itself is outside of the server.
            complaints.splice(0, complaints.length, ...complaints.filter(
                (text) => !text.startsWith("asked the outside: file://")));
            return is.won ? [] : [`the end says: ${is.says}`];
        },

        async "game: nothing is fetched before somebody plays"({ page }) {
            const asked = [];
            page.on("request", (request) => asked.push(request.url()));
            await page.goto(pageOf(first));
            const before = asked.filter((url) => /game_/.test(url));
            await start(page, pageOf(first));
            const after = asked.filter((url) => /game_/.test(url));
            return before.length === 0 && after.length === 1 ? []
                : [`fetched: ${before} and then ${after}`];
        },

        async "game: undo and start over, by mouse and keyboard"({ page }) {
            const wrong = [];
            const section = await start(page, pageOf(first));
            const stands = [await section.evaluate(shown)];
            for (const pick of toWin(gamesOf(fileOf(first))[0])) {
                stands.push(await click(section, [pick]));
            }
            const undo = section.getByRole("button", { name: "Undo" });
            const acts = [() => undo.click(), () => page.keyboard.press("u"),
                          () => page.keyboard.press("Backspace")];
            for (let i = stands.length - 2; i >= 0; i--) {
                await acts[i % acts.length]();
                const is = JSON.stringify(await section.evaluate(shown));
                if (is !== JSON.stringify(stands[i])) {
                    wrong.push(`undone to move ${i}: ${is}`);
                }
            }
            for (const act of [
                () => section.getByRole("button", { name: "Start over" })
                    .click(),
                () => page.keyboard.press("r")]) {
                await click(section, toWin(gamesOf(fileOf(first))[0]));
                await act();
                const is = JSON.stringify(await section.evaluate(shown));
                if (is !== JSON.stringify(stands[0])) {
                    wrong.push(`started over: ${is}`);
                }
            }
            return wrong;
        },

        async "game: the keyboard alone gets there"({ page }) {
            await page.goto(pageOf(first));
            await page.locator("section.game").waitFor();
            for (let i = 0; i < 400; i++) {
                await page.keyboard.press("Tab");
                if (await page.evaluate(() =>
                    document.activeElement.closest(".game"))) {
                    break;
                }
            }
            await page.keyboard.press("Enter");
            const section = page.locator("section.game");
            await section.locator(".game-field").waitFor();
            for (let i = 0; i < 20; i++) {
                await page.keyboard.press("Enter");
                const { moves } = await section.evaluate(shown);
                if (moves.length === 0) {
                    return [];
                }
            }
            return ["20 times Enter, and the round is not over"];
        },

        async "game: every lesson's can be won, and its answer's can't"(
            { page, complaints }) {
            const wrong = [];
            for (const lesson of played) {
                const [broken, right] = gamesOf(fileOf(lesson));
                const section = await start(page, pageOf(lesson));
                const is = await click(section, toWin(broken));
                if (!is.won) {
                    wrong.push(`${lesson}: not won: ${is.says}`);
                }
                if (Boolean(right) !== answers) {
                    wrong.push(`${lesson}: ${right ? "a" : "no"} right answer`);
                }
                if (!right) {
                    continue;
                }
                await section.getByRole("button", { name: "A right answer" })
                    .click();
                const end = wayTo(right, (_, at) => at?.kind === "none");
                const holds = await click(section, end ?? []);
                if (toWin(right) || holds.won || !/It holds/.test(holds.says)) {
                    wrong.push(`${lesson}: the answer's: ${holds.says}`);
                }
                if (!/behaviour|schedule/.test(holds.sum)) {
                    wrong.push(`${lesson}: nothing is proved: ${holds.sum}`);
                }
                if (JSON.stringify(right).includes("\"source\"")) {
                    wrong.push(`${lesson}: lines of the answer are given away`);
                }
                wrong.push(...complaints.splice(0));
            }
            return wrong;
        },

        async "game: the lessons have one, and none is large"() {
            const wrong = played.filter((lesson) =>
                fs.statSync(fileOf(lesson)).size > 600000)
                .map((lesson) => `${lesson}: ` +
                    `${fs.statSync(fileOf(lesson)).size} bytes`);
            for (const lesson of lessons) {
                const text = fs.readFileSync(
                    path.join(folder, `lesson_${lesson}.html`), "utf8");
                const has = text.includes("<section class=\"game\"");
                if (has !== played.includes(lesson)) {
                    wrong.push(`${lesson}: a part without a game, or none`);
                }
            }
            return played.length >= 20 ? wrong
                : [...wrong, `only ${played.length} lessons can be played`];
        },

        async "game: where it was cut, that is said"({ page }) {
            for (const lesson of played) {
                for (const [i, game] of gamesOf(fileOf(lesson)).entries()) {
                    const way = wayTo(game, (state) => state === undefined);
                    if (!way) {
                        continue;
                    }
                    const section = await start(page, pageOf(lesson));
                    if (i > 0) {
                        await section.getByRole("button",
                            { name: "A right answer" }).click();
                    }
                    const is = await click(section, way);
                    return /tree ends here/.test(is.says) && !is.won ? []
                        : [`${lesson}, cut: ${is.says}`];
                }
            }
            return [];
        },

        async "game: accessible and not too wide while it is played"() {
            const wrong = [];
            for (const [width, colorScheme] of [[1280, "light"], [390, "dark"],
                                                [390, "light"]]) {
                const mine = await open({ viewport: { width, height: 844 },
                                          colorScheme });
                const section = await start(mine.page, pageOf(first));
                const looks = [];
                looks.push(await mine.page.evaluate(tooWide),
                    ...await violations(mine.page));
                await click(section, toWin(gamesOf(fileOf(first))[0]));
                looks.push(await mine.page.evaluate(tooWide),
                    ...await violations(mine.page));
                wrong.push(...looks.filter(Boolean).map((text) =>
                    `${width} wide, ${colorScheme}: ${text}`),
                    ...mine.complaints);
                await mine.close();
            }
            return wrong;
        },

        async "game: without JavaScript the page says how else"() {
            const quiet = await open({ javaScriptEnabled: false });
            await quiet.page.goto(pageOf(first));
            const off = quiet.page.locator(".game-off");
            const text = await off.textContent();
            await quiet.close();
            return /make play L=\d\d T=\w+/.test(text) ? [] : [text];
        },
    };
};
