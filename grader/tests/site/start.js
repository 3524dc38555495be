/* The first page, for a person who has a minute; the README's page, whole; and
 * the switch between light and dark. */
"use strict";

const fs = require("node:fs");

module.exports = ({ home }) => {
    const start = `${home}/html/index.html`;
    const about = `${home}/html/about.html`;
    const text = fs.readFileSync("README.md", "utf8");
    const tests = {};

    /* The headings and the visible blocks of code of the page. */
    function shown() {
        return {
            sections: [...document.querySelectorAll(".textblock h1, " +
                ".textblock h2:not(.ladder-title)")]
                .map((e) => e.textContent.trim()),
            blocks: [...document.querySelectorAll(".textblock .fragment")]
                .filter((e) => e.checkVisibility())
                .map((e) => [...e.querySelectorAll(".line")]
                    .map((line) => line.textContent).join("\n").trim()),
        };
    }

    const commandsOf = (markdown) =>
        [...markdown.matchAll(/^```sh\n([^]*?)\n```$/gm)].map((m) => m[1]);

    tests["the start page is for a minute: what, a ladder, Begin, the map"] =
        async ({ page }) => {
            await page.goto(start);
            const is = await page.evaluate(shown);
            const words = (await page.locator("div.contents p").allInnerTexts())
                .join(" ").split(/\s+/).length;
            const commands = commandsOf(text)[0];
            const wrong = [];
            if (String(is.sections) !== "Begin,The map") {
                wrong.push(`its sections are ${is.sections}`);
            }
            if (String(is.blocks) !== commands || !/\n/.test(commands)) {
                wrong.push(`its commands are ${is.blocks}, not the README's`);
            }
            if (words > 220) {
                wrong.push(`it has ${words} words`);
            }
            for (const part of ["section.ladder-live", "iframe[src$='.svg']",
                                ".textblock a[href='lesson_01_lock.html']"]) {
                if (!await page.locator(part).first().isVisible()) {
                    wrong.push(`there is no ${part}`);
                }
            }
            return wrong;
        };

    tests["the README is a page of the reference, whole"] = async ({ page }) => {
        await page.goto(about);
        const is = await page.evaluate(shown);
        const sections = [...text.matchAll(/^## (.*)$/gm)].map((m) => m[1]);
        const commands = commandsOf(text);
        return [
            ...sections.filter((one) => !is.sections.includes(one))
                .map((one) => `there is no section "${one}"`),
            ...commands.filter((one) => !is.blocks.includes(one))
                .map((one) => `nobody is told to type "${one}"`),
            ...(commands.length > 1 ? [] : ["README.md has no commands"]),
        ];
    };

    tests["the README's picture is on its page"] = async ({ page }) => {
        const [, words, file] = /!\[([^\]]*)\]\(([^)]*)\)/.exec(text) ?? [];
        if (!file || !fs.existsSync(file) || words.trim() === "") {
            return [`README.md has no picture with words: ${file}`];
        }
        await page.goto(about);
        const pictures = await page.locator(".textblock img").evaluateAll(
            (all) => all.map((e) => [e.getAttribute("src").split("/").at(-1),
                                     e.naturalWidth, e.clientWidth]));
        return pictures.some(([name, width, seen]) =>
            name === file.split("/").at(-1) && width > 600 && seen > 300)
            ? [] : [`the pictures there: ${JSON.stringify(pictures)}`];
    };

    /* Whatever a script puts off comes later than the page's end. */
    function dawdle() {
        const later = window.setTimeout;
        window.setTimeout = (act, time = 0, ...rest) =>
            later(act, time + 500, ...rest);
    }

    for (const slow of [false, true]) {
        tests["the switch between light and dark, by mouse and by keyboard" +
            (slow ? ", with slow scripts" : "")] = async ({ page }) => {
            const wrong = [];
            if (slow) {
                await page.addInitScript(dawdle);
            }
            const ground = () => page.evaluate(() =>
                getComputedStyle(document.body).backgroundColor);
            await page.goto(start);
            const light = await ground();
            const button = page.locator("doxygen-awesome-dark-mode-toggle");
            for (const act of [() => button.click(), () => button.press("Enter"),
                               () => button.press("Space")]) {
                const before = await ground();
                await act();
                if (await ground() === before) {
                    wrong.push(`${act} changes nothing`);
                }
            }
            await page.reload();
            if (await ground() === light) {
                wrong.push("it is forgotten on the next page");
            }
            return wrong;
        };
    }
    return tests;
};
