/* On paper: the text and whole tables, no navigation, dark on white. */
"use strict";

function printed() {
    const seen = (selector) => [...document.querySelectorAll(selector)]
        .filter((e) => e.getClientRects().length > 0 &&
            getComputedStyle(e).visibility === "visible").length;
    const light = (color) => {
        const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
        return a === 0 || r + g + b > 600;
    };
    const dark = [...document.querySelectorAll("html, body, #doc-content, " +
        ".contents, .fragment, .ladder, td, th, pre")].filter((e) =>
        !light(getComputedStyle(e).backgroundColor));
    const text = getComputedStyle(document.querySelector(".contents p")).color;
    return {
        navigation: seen("#side-nav, #top, #nav-path, .ladder-controls button"),
        text: seen(".contents p"),
        dark: dark.slice(0, 3).map((e) => e.outerHTML.slice(0, 60)),
        pale: light(text) ? text : "",
        rows: document.querySelectorAll("section.ladder tbody tr").length,
        whole: seen("section.ladder tbody tr > th"),
    };
}

module.exports = ({ home }) => {
    const tests = {};
    for (const colorScheme of ["light", "dark"]) {
        tests[`print: a lesson, ${colorScheme} on the screen`] =
            async ({ page }) => {
                const wrong = [];
                await page.emulateMedia({ colorScheme });
                await page.goto(`${home}/html/lesson_01_lock.html`);
                await page.emulateMedia({ colorScheme, media: "print" });
                await page.evaluate(() => new Promise((done) =>
                    requestAnimationFrame(() => requestAnimationFrame(done))));
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
                if (is.rows === 0 || is.whole !== is.rows) {
                    wrong.push(`${is.whole} of ${is.rows} steps`);
                }
                const pdf = await page.pdf({ format: "A4" });
                const sheets = (pdf.toString("latin1")
                    .match(/\/Type \/Page\b/g) ?? []).length;
                if (sheets < 3) {
                    wrong.push(`a lesson on ${sheets} sheets of paper`);
                }
                return wrong;
            };
    }
    return tests;
};
