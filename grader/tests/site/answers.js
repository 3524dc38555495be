/* The students' site gives no answer away: no line of a solution or of its text
 * that the lessons do not have themselves, and nothing of wrong answers. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/* All files below a folder, as paths. */
function below(folder) {
    return !fs.existsSync(folder) ? []
        : fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
            entry.isDirectory() ? below(`${folder}/${entry.name}`)
                : [`${folder}/${entry.name}`]);
}

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: "\"", "#39": "'" };

/* Words alone, however they are marked up. */
function plain(text) {
    return text.replace(/&(lt|gt|amp|quot|#39);/g, (_, name) => ENTITIES[name])
        .replace(/\\"/g, "\"").replace(/[`*\s]+/g, " ").trim();
}

/* What can be read on the site: its pages, and what the search looks through. */
function shown(site) {
    return below(site).filter((name) => /\.(html|js)$/.test(name)).map((name) => ({
        name,
        text: plain(fs.readFileSync(name, "utf8").replace(/<\/?[a-z][^>]*>/g, "")),
    }));
}

/* Lines long enough to mean something, without those that `known` has. */
function telling(files, known) {
    const lines = files.flatMap((name) =>
        fs.readFileSync(name, "utf8").split("\n")
            .map((line) => plain(line).replace(/^\W+/, "")))
        .filter((line) => line.length > 28 && !known.includes(line));
    return [...new Set(lines)];
}

/* Where mutants and variants lie. */
const wrongOrRight = /\/(mutants|variants)\//;

module.exports = ({ root }) => {
    if (!fs.existsSync("solutions")) {
        return {};
    }
    const told = [...below("lessons"), "README.md",
                  ...below("docs").filter((name) => name.endsWith(".md")),
                  ...below("grader/lessons").filter((name) =>
                      !wrongOrRight.test(name)), ...below("grader/trial")];
    const code = /\.c$/;
    let read;
    const pages = () => read ??= shown(path.join(root, "html"));

    /* The lines that a page has and should not. */
    function given(files, least) {
        const known = plain(told.map((name) =>
            fs.readFileSync(name, "utf8")).join("\n"));
        const secret = telling(files, known);
        const wrong = secret.length < least
            ? [`only ${secret.length} lines are no lesson's, too`] : [];
        for (const line of secret) {
            const page = pages().find(({ text }) => text.includes(line));
            if (page) {
                wrong.push(`${path.basename(page.name)} says: ${line}`);
            }
        }
        return wrong;
    }

    return {
        "answers: no line of a solution is on the students' site": () =>
            given(below("solutions").filter((name) => code.test(name)), 500),
        "answers: no text of a solution is on the students' site": () =>
            given(below("solutions").filter((name) => !code.test(name)), 500),
        "answers: no mutant and no variant is on the students' site": () => [
            ...given(below("grader/lessons").filter((name) =>
                wrongOrRight.test(name)), 1000),
            // Nor where to find one.
            ...pages().filter(({ text }) =>
                /solutions\/\d\d_|\d\d_\w+\/(mutants|variants)\//.test(text))
                .map(({ name }) => `${path.basename(name)} names a file of them`),
        ],
    };
};
