/* The search box: all pages, whole texts, on this machine alone.
 *
 * The words of the site lie in words.js (docs/site/search.py), which is asked
 * for when somebody wants to search. A page or a section is found if it has
 * every word that was typed, or words that begin so. */
"use strict";

const SEARCH_MOST = 20;

/* A piece of the text around the first place where `word` stands. */
function searchExcerpt(text, word) {
    const at = text.toLowerCase().indexOf(word);
    const from = at < 40 ? 0 : text.indexOf(" ", at - 40) + 1;
    const excerpt = text.slice(from, from + 110);
    return (from > 0 ? "… " : "") + excerpt +
        (from + 110 < text.length ? " …" : "");
}

/* How often a text has each word, whole or as the beginning of one; whole ones
 * count twice, and after a few it makes no difference. */
function searchCount(text, words) {
    const padded = " " + text.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, " ") +
        " ";
    const count = (part) => Math.min(4, padded.split(part).length - 1);
    return words.map((word) => count(` ${word}`) + count(` ${word} `));
}

/* The best sections, each { address, title, heading, excerpt }. */
function searchFind(pages, typed) {
    const words = typed.toLowerCase().split(/[^\p{L}\p{N}_]+/u)
        .filter(Boolean);
    const found = [];
    if (words.length === 0) {
        return found;
    }
    for (const [file, title, sections] of pages) {
        const inTitle = searchCount(title, words);
        for (const [anchor, heading, text] of sections) {
            const inHeading = searchCount(heading, words);
            const inText = searchCount(text, words);
            const first = heading === "";
            if (!words.every((_, i) => inText[i] || inHeading[i] ||
                (first && inTitle[i]))) {
                continue;
            }
            const score = words.reduce((sum, _, i) => sum + inText[i] +
                8 * inHeading[i] + (first ? 20 : 4) * inTitle[i], 0);
            const hit = words.find((_, i) => inText[i]) ?? "";
            found.push({
                address: anchor ? `${file}#${anchor}` : file,
                title, heading, score, excerpt: searchExcerpt(text, hit),
            });
        }
    }
    return found.sort((a, b) => b.score - a.score);
}

function searchItem(hit) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const title = document.createElement("strong");
    const text = document.createElement("span");
    link.href = hit.address;
    title.textContent = hit.heading ? `${hit.title}: ${hit.heading}` : hit.title;
    text.textContent = hit.excerpt;
    link.append(title, text);
    item.append(link);
    return item;
}

function searchStart() {
    const form = document.getElementById("MSearchBox");
    const field = form.querySelector("input");
    const results = document.createElement("div");
    results.id = "search-results";
    results.hidden = true;
    const says = document.createElement("p");
    says.setAttribute("role", "status");
    const list = document.createElement("ul");
    results.append(says, list);
    document.body.append(results);
    form.hidden = false;

    function close() {
        results.hidden = true;
    }

    function show() {
        if (!window.lockstepWords || field.value.trim() === "") {
            close();
            return;
        }
        const found = searchFind(window.lockstepWords, field.value);
        list.replaceChildren(...found.slice(0, SEARCH_MOST).map(searchItem));
        says.textContent = found.length === 0 ? "Nothing was found."
            : found.length === 1 ? "One place"
                : found.length <= SEARCH_MOST ? `${found.length} places`
                    : `The best ${SEARCH_MOST} of ${found.length} places`;
        const box = field.getBoundingClientRect();
        results.style.top = `${box.bottom + 6}px`;
        results.hidden = false;
        results.scrollTop = 0;
    }

    function load() {
        if (document.getElementById("search-words")) {
            return;
        }
        const script = document.createElement("script");
        script.id = "search-words";
        script.src = "words.js";
        script.addEventListener("load", show);
        document.head.append(script);
    }

    /* Up and down through the field and the results. */
    function move(event) {
        const stops = [field, ...list.querySelectorAll("a")];
        const at = stops.indexOf(document.activeElement);
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === "Escape" && !results.hidden) {
            field.focus();
            close();
        } else if (step && at >= 0 && !results.hidden) {
            stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus();
        } else {
            return;
        }
        event.preventDefault();
    }

    field.addEventListener("focus", load);
    field.addEventListener("input", show);
    field.addEventListener("focus", show);
    form.addEventListener("keydown", move);
    results.addEventListener("keydown", move);
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        list.querySelector("a")?.click();
    });
    document.addEventListener("click", (event) => {
        if (!results.contains(event.target) && !form.contains(event.target)) {
            close();
        }
    });
}

window.addEventListener("DOMContentLoaded", searchStart);
