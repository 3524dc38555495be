/* What must hold of every page: a quiet console, nothing asked of the outside,
 * no sideways scrolling wide or narrow, code and titles whole where it is wide,
 * light on dark where it is asked for, no Markdown that was not understood, and
 * no violation that axe-core knows of in WCAG 2.1, levels A and AA. */
"use strict";

const fs = require("node:fs");
const { tab, within } = require("./browser");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
/* Seconds: a page takes a few, on a busy machine. */
const PATIENCE = 300;
/* Both widths and both schemes; a contrast is the same at any width. */
const LOOKS = [
    { size: WIDE, colorScheme: "light", axe: true },
    { size: WIDE, colorScheme: "dark", axe: false },
    { size: NARROW, colorScheme: "light", axe: false },
    { size: NARROW, colorScheme: "dark", axe: true },
];

/* By how much the page is too wide, and which elements stick out. On the sites
 * #doc-content is what scrolls. */
function tooWide() {
    const boxes = [document.documentElement, document.body,
                   document.getElementById("doc-content")].filter(Boolean);
    const over = Math.max(...boxes.map((e) => e.scrollWidth - e.clientWidth),
        document.documentElement.scrollWidth - window.innerWidth);
    if (over <= 0) {
        return null;
    }
    const edge = boxes.at(-1).getBoundingClientRect().left +
        boxes.at(-1).clientWidth;
    const out = [...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > edge + 1)
        .slice(0, 3)
        .map((e) => e.outerHTML.slice(0, 80).replace(/\s+/g, " "));
    return `scrolls sideways by ${over}: ${out.join(" ")}`;
}

/* What a wide screen has room for and must show without scrolling sideways. */
function cutOff() {
    return [...document.querySelectorAll("#nav-tree, .textblock .fragment")]
        .filter((e) => e.scrollWidth > e.clientWidth)
        .slice(0, 3)
        .map((e) => `cut off by ${e.scrollWidth - e.clientWidth}: ` +
            e.outerHTML.slice(0, 80).replace(/\s+/g, " "));
}

/* Whether it is light on dark, or dark on light, as `scheme` says. */
function miscoloured(scheme) {
    const light = (color) => color.match(/[\d.]+/g).slice(0, 3)
        .reduce((sum, part) => sum + Number(part), 0) / 3;
    const ground = [document.querySelector("#doc-content"), document.body,
                    document.documentElement].filter(Boolean)
        .map((e) => getComputedStyle(e).backgroundColor)
        .find((color) => !/, 0\)$/.test(color)) ?? "rgb(255, 255, 255)";
    const ink = getComputedStyle(document.querySelector("p, td, h1, .title") ??
        document.body).color;
    const dark = light(ground) < 90 && light(ink) > 150;
    const bright = light(ground) > 220 && light(ink) < 120;
    return (scheme === "dark" ? dark : bright)
        ? null : `the text is ${ink} on ${ground}`;
}

/* Markdown, or what page.sh makes of it, that Doxygen took for plain text. */
function misread() {
    const marks = /`|\*\*|\]\(|[@\\](end)?(code|htmlonly|dot)\b|<\/?[a-z]\w*>/;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { parentElement, data } = texts.currentNode;
        if (marks.test(data) && parentElement.closest(
            ".textblock, .header, .toc, #nav-path") &&
            !parentElement.closest("code, pre, .fragment, script, iframe")) {
            found.push(data.trim().replace(/\s+/g, " ").slice(0, 80));
        }
    }
    return found.length > 0 ? `not understood: ${found.join(" | ")}` : null;
}

async function violations(page) {
    if (!await page.evaluate(() => "axe" in window)) {
        await page.evaluate(AXE);
    }
    const found = await page.evaluate((rules) => window.axe.run({
        runOnly: rules,
        resultTypes: ["violations"],
    }).then((result) => result.violations.map((v) => ({
        rule: v.id,
        count: v.nodes.length,
        node: v.nodes[0].html.slice(0, 120),
        why: v.nodes[0].any[0]?.message ?? v.help,
    }))), RULES);
    return found.map((v) => `axe ${v.rule}, ${v.count} times: ${v.node}: ` +
        v.why);
}

/* Looks at one page; returns what is wrong with it, one text a defect. */
async function look({ page, complaints }, address, withAxe) {
    const wrong = [];
    complaints.length = 0;
    await page.setViewportSize(LOOKS[0].size);
    await page.emulateMedia({ colorScheme: LOOKS[0].colorScheme });
    await page.goto(address);
    for (const { size, colorScheme, axe } of LOOKS) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        // Two frames: what listens to the size has then done its work.
        await page.evaluate(() => new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(done))));
        const problems = [await page.evaluate(tooWide),
                          await page.evaluate(miscoloured, colorScheme)];
        if (size === WIDE) {
            problems.push(...await page.evaluate(cutOff));
        }
        if (axe && withAxe) {
            problems.push(...await violations(page));
        }
        for (const problem of problems.filter(Boolean)) {
            wrong.push(`${size.width} wide, ${colorScheme}: ${problem}`);
        }
    }
    return [...wrong, await page.evaluate(misread), ...complaints]
        .filter(Boolean);
}

/* Looks at all pages, in as many tabs as there is use for; `report(name,
 * defects)` is called for each. */
async function lookAll(browser, home, pages, report, tabs = 3) {
    const queue = [...pages];
    async function work() {
        let mine = await tab(browser, home);
        for (let next = queue.shift(); next; next = queue.shift()) {
            let wrong;
            /* A tab that does not answer says nothing of the page: another one
             * has to, once. */
            for (let tries = 2; tries > 0; tries--) {
                try {
                    wrong = await within(PATIENCE,
                        look(mine, `${home}/${next.name}`, next.axe));
                    break;
                } catch (error) {
                    wrong = [String(error)];
                    console.log(`  ${next.name}: ${error}`);
                    mine = await tab(browser, home);
                }
            }
            report(next.name, wrong);
        }
        await mine.close();
    }
    await Promise.all(Array.from({ length: tabs }, work));
}

module.exports = { lookAll, tooWide, violations };
