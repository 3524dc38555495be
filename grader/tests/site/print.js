/* On paper: the text and whole tables, no navigation, dark on white. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

function printed() {
    const seen = (selector) => [...document.querySelectorAll(selector)]
        .filter((e) => e.getClientRects().length > 0 &&
            getComputedStyle(e).visibility === "visible").length;
    const light = (color) => {
        const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
        return a === 0 || r + g + b > 600;
    };
    const dark = [...document.querySelectorAll("html, body, #doc-content, " +
        ".contents, .fragment, .ladder, main, td, th, pre, code")].filter((e) =>
        !light(getComputedStyle(e).backgroundColor));
    const text = getComputedStyle(document.querySelector("p")).color;
    return {
        navigation: seen("#side-nav, #top, #nav-path, .ladder-controls button"),
        text: seen("p"),
        dark: dark.slice(0, 3).map((e) => e.outerHTML.slice(0, 60)),
        pale: light(text) ? text : "",
        rows: document.querySelectorAll("section.ladder tbody tr").length,
        whole: seen("section.ladder tbody tr > th"),
        // What is folded on the screen, but for what the tables say anyway.
        folded: [...document.querySelectorAll("details:not(.terminal)")]
            .filter((e) => [...e.children].some((child) =>
                child.localName !== "summary" && !child.checkVisibility()))
            .map((e) => e.querySelector("summary").textContent),
    };
}

/* What is printed, and on how many sheets it must be. */
const PAGES = [
    ["html/lesson_01_lock.html", 3], ["html/index.html", 2],
    ["instructor/index.html", 2], ["class/class.html", 1],
    ["class/feedback/bob.html", 1],
];

/* What is wrong with a page on paper. */
async function wrongOnPaper(page, least) {
    const wrong = [];
    const is = await page.evaluate(printed);
    if (is.navigation > 0) {
        wrong.push(`${is.navigation} parts of the navigation`);
    }
    if (is.text === 0) {
        wrong.push("no text");
    }
    if (is.dark.length > 0) {
        wrong.push(`dark: ${is.dark.join(" ")}`);
    }
    if (is.pale) {
        wrong.push(`the text is ${is.pale}`);
    }
    if (is.whole !== is.rows || (is.rows === 0 && /lesson_/.test(page.url()))) {
        wrong.push(`${is.whole} of ${is.rows} steps`);
    }
    if (is.folded.length > 0) {
        wrong.push(`folded: ${is.folded.slice(0, 3)}`);
    }
    const pdf = await page.pdf({ format: "A4" });
    const sheets = (pdf.toString("latin1")
        .match(/\/Type \/Page\b/g) ?? []).length;
    if (sheets < least) {
        wrong.push(`${sheets} sheets of paper`);
    }
    return wrong;
}

module.exports = ({ root, home }) => {
    const tests = {};
    for (const [name, least] of PAGES) {
        if (!fs.existsSync(path.join(root, name))) {
            continue;
        }
        for (const colorScheme of ["light", "dark"]) {
            tests[`print: ${name}, ${colorScheme} on the screen`] =
                async ({ page }) => {
                    await page.emulateMedia({ colorScheme });
                    await page.goto(`${home}/${name}`);
                    await page.emulateMedia({ colorScheme, media: "print" });
                    await page.evaluate(() => new Promise((done) =>
                        requestAnimationFrame(() =>
                            requestAnimationFrame(done))));
                    const wrong = await wrongOnPaper(page, least);
                    await page.emulateMedia({ colorScheme, media: "screen" });
                    // And folded again, but what a class report has open.
                    const open = await page.locator("#doc-content details[open]")
                        .count();
                    return open > 0 ? [...wrong, `${open} stay unfolded`]
                        : wrong;
                };
        }
    }
    return tests;
};
