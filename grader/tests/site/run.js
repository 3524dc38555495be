/* Tests of the built sites: run.js FOLDER [WORDS]
 *
 * FOLDER holds html/ (students), instructor/ (if it was built) and class/ (if a
 * class was graded). Only tests whose name matches the regular expression WORDS
 * are run. With ALL=1 in the environment every page is looked at. Prints what is wrong and, last, the sum; the exit status is 0 only if
 * nothing is. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { open, serve, tab, within } = require("./browser");
const { lookAll } = require("./pages");

const root = path.resolve(process.argv[2]);
const words = new RegExp(process.argv[3] || "");
const sum = { passed: 0, failed: 0 };

function report(name, wrong) {
    if (wrong.length === 0) {
        sum.passed++;
        return;
    }
    sum.failed++;
    console.log(`  NOT OK  ${name}`);
    for (const text of wrong.slice(0, 8)) {
        console.log(`          ${text}`);
    }
}

/* Every page below `folder`, as addresses relative to the root. What Doxygen
 * keeps for its search is no page. */
function pagesBelow(folder) {
    if (!fs.existsSync(path.join(root, folder))) {
        return [];
    }
    return fs.readdirSync(path.join(root, folder), { withFileTypes: true })
        .flatMap((entry) => {
            const name = `${folder}/${entry.name}`;
            if (entry.isDirectory()) {
                return entry.name === "search" ? [] : pagesBelow(name);
            }
            return name.endsWith(".html") ? [name] : [];
        });
}

/* Seconds: a test takes up to a minute, on a busy machine. */
const PATIENCE = 600;

/* Of the hundreds of pages that Doxygen makes of sources, one in so many of a
 * kind is looked at; one template made them all. The others are, too, if all
 * are asked for, but not for accessibility. */
const EACH = 12;
const KINDS =
    /(_source|_8[a-z]+)\.html$|\/(struct|union|dir_|globals_|functions_)/;
function choose(names) {
    const all = process.env.ALL || process.argv[3];
    const seen = new Map();
    return names.map((name) => {
        const kind = KINDS.exec(name);
        const count = seen.get(kind?.[0]) ?? 0;
        seen.set(kind?.[0], count + 1);
        return { name, axe: !kind || count % EACH === 0 };
    }).filter((page) => all || page.axe);
}

async function main() {
    const begun = Date.now();
    const server = await serve(root);
    const browser = await open();
    const site = { root, home: server.url, browser,
                   open: (options) => tab(browser, server.url, options) };
    for (const group of ["ladder", "game", "questions", "course", "start",
                         "answers", "print"]) {
        const tests = require(`./${group}`)(site);
        for (const [name, test] of Object.entries(tests)) {
            if (!words.test(name)) {
                continue;
            }
            const mine = await site.open();
            let wrong;
            try {
                wrong = await within(PATIENCE, test(mine)) ?? [];
            } catch (error) {
                wrong = [String(error.stack ?? error)];
            }
            report(name, [...wrong, ...mine.complaints]);
            console.log(`  ${name} (${Date.now() - begun} ms)`);
            await within(PATIENCE, mine.close()).catch(() => {});
        }
    }
    const found = ["html", "instructor", "class"].flatMap(pagesBelow);
    const pages = choose(found).filter(({ name }) => words.test(name));
    let done = 0;
    await lookAll(browser, server.url, pages, (name, wrong) => {
        report(name, wrong);
        if (++done % 100 === 0) {
            console.log(`  ${done} of ${pages.length} pages`);
        }
    });
    console.log(`  ${pages.length} of ${found.length} pages looked at, ` +
        `${pages.filter((p) => p.axe).length} of them with axe-core`);
    await within(PATIENCE, browser.close()).catch(() => {});
    server.close();
    console.log(`  ${Math.round((Date.now() - begun) / 1000)} s`);
    if (sum.passed + sum.failed === 0) {
        console.log(`No test and no page is named like '${process.argv[3]}'.`);
        process.exit(2);
    }
    console.log(`${sum.passed} passed, ${sum.failed} failed`);
    process.exit(sum.failed > 0 ? 1 : 0);
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
