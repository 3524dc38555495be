/* The ways through the course: search, from lesson to lesson, the map, and from
 * a call to its contract. */
"use strict";

const fs = require("node:fs");

/* Waits until `find` gives something else than null, false or nothing. */
async function until(page, find) {
    for (let i = 0; i < 100; i++) {
        const found = await find();
        if (found) {
            return found;
        }
        await page.waitForTimeout(100);
    }
    return null;
}

/* Types into the search box; the results' links. */
async function search(page, word) {
    await page.getByRole("searchbox").pressSequentially(word);
    const links = page.locator("#search-results a");
    await links.first().waitFor();
    return links;
}

module.exports = ({ root: site, home }) => {
    const start = `${home}/html/index.html`;
    const lessons = fs.readdirSync("lessons")
        .filter((name) => /^\d\d_/.test(name)).sort();
    const tests = {};

    for (const word of ["semaphore", "deadlock"]) {
        tests[`search finds ${word}`] = async ({ page }) => {
            await page.goto(start);
            const links = await search(page, word);
            await links.first().click();
            await page.waitForURL((url) => url.href !== start);
            await page.waitForLoadState();
            const text = await page.locator("div.contents").innerText();
            return text.toLowerCase().includes(word)
                ? [] : [`${page.url()} does not say ${word}`];
        };
    }

    tests["search by keyboard, in a file, for several words"] =
        async ({ page, complaints }) => {
            await page.goto(`file://${site}/html/lesson_01_lock.html`);
            await search(page, "spurious wakeup");
            await page.keyboard.press("ArrowDown");
            await page.keyboard.press("ArrowDown");
            await page.keyboard.press("ArrowUp");
            await page.keyboard.press("Enter");
            await page.waitForURL((url) => !url.href.includes("lesson_01"));
            const text = await page.locator("div.contents").innerText();
            complaints.splice(0, complaints.length, ...complaints.filter(
                (one) => !one.startsWith("asked the outside: file://")));
            return /spurious/i.test(text) && /wakeup/i.test(text)
                ? [] : [`${page.url()} does not say it`];
        };

    tests["search that finds nothing says so"] = async ({ page }) => {
        await page.goto(start);
        await page.getByRole("searchbox").pressSequentially("xyzzy");
        await page.getByText("Nothing was found.").waitFor();
        await page.keyboard.press("Escape");
        return await page.locator("#search-results").isVisible()
            ? ["Escape does not close the results"] : [];
    };

    /* Follows the link after `word` from lesson to lesson. */
    async function walk(page, from, word) {
        const seen = [from];
        await page.goto(`${home}/html/lesson_${from}.html`);
        for (let i = 0; i < 2 * lessons.length; i++) {
            const link = page.locator(".lesson-way a", {
                has: page.locator(`xpath=self::*[starts-with(` +
                    `normalize-space(parent::*), '${word}')]`),
            });
            if (await link.count() === 0) {
                break;
            }
            await link.click();
            await page.waitForLoadState();
            seen.push(/lesson_(\w+)\.html/.exec(page.url())?.[1]);
        }
        return seen;
    }

    tests["from the first lesson to the last and back"] = async ({ page }) => {
        const forth = await walk(page, lessons[0], "Next:");
        const back = await walk(page, lessons.at(-1), "Before:");
        const wrong = [];
        if (String(forth) !== String(lessons)) {
            wrong.push(`Next leads ${forth.join(" ")}`);
        }
        if (String(back.reverse()) !== String(lessons)) {
            wrong.push(`Before leads back from ${back.join(" ")}`);
        }
        return wrong;
    };

    tests["the map leads to every lesson"] = async ({ page }) => {
        const wrong = [];
        const address = `${home}/html/lessons.html`;
        await page.goto(address);
        const map = await until(page, () =>
            page.frames().find((frame) => frame.url().endsWith(".svg")));
        if (!map) {
            return ["there is no map"];
        }
        await map.waitForLoadState();
        const links = await map.locator("a").evaluateAll((all) =>
            all.map((a) => a.getAttribute("xlink:href")));
        for (const lesson of lessons) {
            if (!links.some((link) => link?.includes(`lesson_${lesson}.html`))) {
                wrong.push(`no way from the map to ${lesson}`);
            }
        }
        await map.locator("a", { hasText: "deadlock" }).first().click();
        await page.waitForURL(/lesson_03_deadlock\.html/);
        return wrong;
    };
    return tests;
};
