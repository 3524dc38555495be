/* The questions: those with a list of answers are chosen from, by mouse and by
 * keyboard, and each choice shows the right one and why. */
"use strict";

const fs = require("node:fs");

/* The questions of a lesson's text that have answers to choose from, each with
 * its letters and the right one, as the Markdown says. */
function asked(lesson) {
    const text = fs.readFileSync(`lessons/${lesson}/README.md`, "utf8")
        .split("\n## Questions\n")[1].split("\n## ")[0];
    return text.split(/^(?=\d\. )/m).slice(1).map((question) => ({
        letters: [...question.matchAll(/^ {3}- ([a-z])\) /gm)].map((m) => m[1]),
        right: /^\*\*([a-z])\)\*\* /m.exec(question)?.[1],
    })).filter(({ letters }) => letters.length > 0);
}

/* In the page: what can be chosen, and what is shown. */
function stand(list) {
    const parts = [...list.parentElement.children];
    const letter = (item) => item.textContent.trim()[0];
    const marked = (name) => [...list.querySelectorAll(`.question-${name}`)]
        .map(letter).join("");
    return {
        letters: [...list.querySelectorAll("li > button")].map(letter),
        points: list.children.length,
        nested: list.querySelectorAll("button a").length,
        right: marked("right"),
        wrong: marked("wrong"),
        pressed: [...list.querySelectorAll("[aria-pressed=true]")]
            .map(letter).join(""),
        says: parts.find((e) => e.matches("[role=status]"))?.textContent,
        open: parts.find((e) => e.matches("details"))?.open,
    };
}

/* In the page: how each list stands at first, and after each of its answers. */
function walk(all) {
    return all.map((list) => [null, ...list.querySelectorAll("button")]
        .map((button) => {
            button?.click();
            return window.stand(list);
        }));
}

module.exports = ({ home, open }) => {
    const lessons = fs.readdirSync("lessons")
        .filter((name) => /^\d\d_/.test(name)).sort();
    const lists = (page) => page.locator(".question-options");
    const at = (lesson) => `${home}/html/lesson_${lesson}.html`;

    /* What is wrong after the answer `chosen` where `right` is right. */
    function wrongAfter(name, is, chosen, right) {
        const should = {
            right, wrong: chosen === right ? "" : chosen, pressed: chosen,
            open: true,
        };
        const wrong = Object.keys(should)
            .filter((what) => is[what] !== should[what])
            .map((what) => `${name}, ${chosen}: ${what} is ${is[what]}`);
        if (!is.says.includes(`${right}) is right`)) {
            wrong.push(`${name}, ${chosen}: it says ${is.says}`);
        }
        return wrong;
    }

    return {
        async "questions: every answer of every lesson"({ page }) {
            const wrong = [];
            await page.addInitScript(`window.stand = ${stand};`);
            for (const lesson of lessons) {
                const questions = asked(lesson);
                await page.goto(at(lesson));
                const stands = await lists(page).evaluateAll(walk);
                if (questions.length === 0 ||
                    stands.length !== questions.length) {
                    wrong.push(`${lesson}: ${stands.length} questions to ` +
                        `choose in, not ${questions.length}`);
                    continue;
                }
                for (const [i, { letters, right }] of questions.entries()) {
                    const name = `${lesson}, question ${i + 1}`;
                    const [before, ...after] = stands[i];
                    if (String(before.letters) !== String(letters) ||
                        before.points !== letters.length ||
                        before.nested > 0 || before.open || before.right) {
                        wrong.push(`${name}: ${JSON.stringify(before)}`);
                    }
                    letters.forEach((letter, j) => wrong.push(
                        ...wrongAfter(name, after[j], letter, right)));
                }
            }
            return wrong;
        },

        async "questions: by mouse, by keyboard, and forgotten"({ page }) {
            const [{ letters, right }] = asked(lessons[0]);
            const list = lists(page).first();
            await page.goto(at(lessons[0]));
            await list.locator("button").first().click();
            const wrong = wrongAfter("a click", await list.evaluate(stand),
                letters[0], right);
            await page.keyboard.press("Tab");
            await page.keyboard.press("Enter");
            wrong.push(...wrongAfter("Tab and Enter",
                await list.evaluate(stand), letters[1], right));
            await page.reload();
            const is = await list.evaluate(stand);
            const kept = await page.evaluate(() =>
                Object.keys(localStorage).concat(Object.keys(sessionStorage)));
            if (is.open || is.right || is.pressed) {
                wrong.push(`after a reload: ${JSON.stringify(is)}`);
            }
            if (kept.some((key) => !/^doxygen-awesome|^prefers/.test(key))) {
                wrong.push(`it keeps ${kept}`);
            }
            return wrong;
        },

        async "questions: a list and a folded answer without JavaScript"() {
            const quiet = await open({ javaScriptEnabled: false });
            await quiet.page.goto(at(lessons[0]));
            const points = quiet.page.locator(".textblock ol > li > ul > li");
            const wrong = await points.count() === asked(lessons[0])
                .flatMap(({ letters }) => letters).length &&
                await points.first().isVisible() ? []
                : [`${await points.count()} points of lists`];
            await quiet.close();
            return [...wrong, ...quiet.complaints];
        },
    };
};
