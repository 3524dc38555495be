/* The ways through the course: search, from lesson to lesson, the map, and from
 * a call to its contract. */
"use strict";

const fs = require("node:fs");

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

    tests["the navigation: Course, Reference, Explorer, each lesson"] =
        async ({ page }) => {
            await page.goto(`${home}/html/lesson_${lessons[0]}.html`);
            const tree = page.locator("#nav-tree");
            await tree.getByText("Explorer", { exact: true }).waitFor();
            const top = "#nav-tree-contents > ul > li > ul > li > .item .label";
            const parts = (await tree.locator(top).allInnerTexts())
                .map((words) => words.trim());
            const below = await tree.locator("a[href*='lesson_']").count();
            const names = await page.evaluate(() =>
                JSON.stringify(window.NAVTREE));
            return [
                ...(String(parts) === "Course,Reference,Explorer" ? []
                    : [`its parts are ${parts}`]),
                ...(below === lessons.length ? [] : [`${below} lessons`]),
                ...["Data Structures", "Files"].filter((one) =>
                    names.includes(one)).map((one) => `it has ${one}`),
            ];
        };

    for (const file of ["index.html", "lesson_01_lock.html"]) {
        tests[`the skip link of ${file} is first, and leads to the text`] =
            async ({ page }) => {
                const at = () => page.evaluate(() => [
                    document.activeElement.id,
                    document.activeElement.className]);
                await page.goto(`${home}/html/${file}`);
                await page.keyboard.press("Tab");
                const link = await at();
                const seen = await page.locator("a.skip").evaluate((e) =>
                    e.getBoundingClientRect().top >= 0);
                await page.keyboard.press("Enter");
                const text = await at();
                await page.keyboard.press("Tab");
                const inside = await page.evaluate(() =>
                    document.activeElement.closest("#doc-content") !== null);
                return [
                    ...(link[1] === "skip" && seen ? []
                        : [`Tab leads to ${link}, seen: ${seen}`]),
                    ...(text[0] === "doc-content" ? []
                        : [`the skip link leads to ${text}`]),
                    ...(inside ? [] : ["Tab goes on outside of the text"]),
                ];
            };
    }

    tests["the keys scroll the text without a hunt"] = async ({ page }) => {
        await page.goto(`${home}/html/lesson_${lessons[0]}.html`);
        const at = () => page.locator("#doc-content").evaluate((e) =>
            e.scrollTop);
        await page.keyboard.press("PageDown");
        await page.waitForFunction(() =>
            document.getElementById("doc-content").scrollTop > 100);
        const below = await at();
        await page.keyboard.press("Home");
        await page.waitForFunction(() =>
            document.getElementById("doc-content").scrollTop === 0);
        return below > 100 ? [] : [`PageDown leads to ${below}`];
    };

    tests["a telephone's whole screen is for the text"] = async ({ page }) => {
        await page.setViewportSize({ width: 390, height: 844 });
        await page.goto(`${home}/html/lesson_${lessons[0]}.html`);
        await page.mouse.wheel(0, 2000);
        await page.waitForFunction(() => window.scrollY > 1000);
        // What stays above and below what is read.
        const stays = await page.evaluate(() => [2, 30, 420, 810, 842]
            .map((y) => document.elementFromPoint(195, y))
            .filter((e) => !e.closest(".contents")).map((e) => e.id ||
                e.className || e.tagName));
        return stays.length > 0 ? [`there stay ${stays}`] : [];
    };

    tests["the calls are folded, and a link to one unfolds them"] =
        async ({ page }) => {
            const wrong = [];
            const calls = page.locator("details.calls");
            const look = async (what, open) => {
                if (await calls.getAttribute("open") !== (open ? "" : null)) {
                    wrong.push(`${what}: ${open ? "folded" : "unfolded"}`);
                }
            };
            const seen = (name) => page.waitForFunction((id) => {
                const { top } = document.getElementById(id)
                    .getBoundingClientRect();
                return top > -40 && top < innerHeight / 2;
            }, name);
            for (const lesson of lessons) {
                await page.goto(`${home}/html/lesson_${lesson}.html`);
                if (await calls.count() !== 1) {
                    wrong.push(`${lesson} has ${await calls.count()} foldings`);
                }
            }
            const page1 = `${home}/html/lesson_01_lock.html`;
            await page.goto(page1);
            await look("at first", false);
            // Within the page, by a link and by the table of contents.
            await page.locator("a[href$='#call_pthread_join']").last()
                .evaluate((link) => link.click());
            await look("by a link in the page", true);
            await seen("call_pthread_join");
            await page.goto(`${home}/html/reference.html`);
            await page.locator("a[href$='01_lock.html#call_pthread_create']")
                .first().click();
            await page.waitForURL(/#call_pthread_create$/);
            await look("by a link in another page", true);
            await seen("call_pthread_create");
            return wrong;
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
            const to = await link.evaluate((element) => element.href);
            await link.click();
            await page.waitForURL(to);
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

    for (const file of ["index.html", "lessons.html"]) {
        tests[`the map of ${file} leads to every lesson`] =
            async ({ page }) => {
                await page.goto(`${home}/html/${file}`);
                const frame = page.frameLocator("iframe[src$='.svg']");
                const to = (lesson) =>
                    frame.locator(`a[*|href*='lesson_${lesson}.html']`);
                const wrong = [];
                for (const lesson of lessons) {
                    if (await to(lesson).count() === 0) {
                        wrong.push(`no way from the map to ${lesson}`);
                    }
                }
                await to("03_deadlock").first().click();
                await page.waitForURL(/lesson_03_deadlock\.html/);
                return wrong;
            };
    }

    /* In the page: the calls of POSIX that it names and that lead nowhere, and
     * where the others lead. What is pressed leads nowhere else. */
    function calls() {
        const names = [...document.querySelectorAll(".textblock code")]
            .filter((code) => /^(pthread|sem)_\w+\(\)$/.test(code.textContent) &&
                !code.closest("section, summary, button, h1, h2, h3, .toc"));
        const link = (code) => code.closest("a")?.getAttribute("href");
        // A contract's own words are bold and lead nowhere else.
        return {
            lost: names.filter((code) => !link(code) && !code.closest("b"))
                .map((code) => code.textContent),
            found: names.map((code) => [code.textContent.slice(0, -2),
                                        link(code)]).filter((pair) => pair[1]),
        };
    }

    tests["every call leads to its contract"] = async ({ page }) => {
        const wrong = new Set();
        const ways = new Map();
        for (const lesson of lessons) {
            await page.goto(`${home}/html/lesson_${lesson}.html`);
            const { lost, found } = await page.evaluate(calls);
            lost.forEach((name) => wrong.add(`${lesson}: ${name}`));
            found.forEach(([name, way]) => ways.set(name, way));
        }
        for (const [name, way] of ways) {
            const [file, anchor] = way.split("#");
            if (way.startsWith("https://pubs.opengroup.org/")) {
                continue;
            }
            await page.goto(`${home}/html/${file}`);
            const there = page.locator(`[id="${anchor}"]`);
            if (anchor !== `call_${name}` || await there.count() !== 1) {
                wrong.add(`${name} leads to ${way}`);
            }
        }
        if (ways.size < 20) {
            wrong.add(`only ${ways.size} calls lead anywhere`);
        }
        return [...wrong];
    };
    return tests;
};
