/* What the site's pages do once they are there: the theme's features, and names
 * for parts of the page that Doxygen leaves without one. */
DoxygenAwesomeDarkModeToggle.init();
DoxygenAwesomeFragmentCopyButton.init();
DoxygenAwesomeParagraphLink.init();
DoxygenAwesomeInteractiveToc.init();

/* Names for what Doxygen leaves without one. */
function nameParts() {
    for (const frame of document.querySelectorAll("iframe[src$='.svg']")) {
        const sections = [...document.querySelectorAll("h1, h2, h3, .title")];
        const above = sections.filter((heading) => heading
            .compareDocumentPosition(frame) & Node.DOCUMENT_POSITION_FOLLOWING);
        frame.title = `Drawing: ${above.at(-1)?.textContent.trim() ?? ""}`;
    }
    for (const icon of document.querySelectorAll("a > span.icondoc")) {
        const name = icon.closest("td").textContent.trim();
        icon.parentElement.setAttribute("aria-label", `Source of ${name}`);
    }
}

/* The switch between light and dark, for keyboards and screen readers. */
function nameToggle(toggle) {
    toggle.setAttribute("role", "button");
    toggle.setAttribute("aria-label", toggle.title);
    toggle.setAttribute("tabindex", "0");
    toggle.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            toggle.click();
        }
    });
}

/* The theme puts its switch there when it gets to it, often after `load`. */
new MutationObserver((_, observer) => {
    const toggle = document.querySelector("doxygen-awesome-dark-mode-toggle");
    if (toggle) {
        observer.disconnect();
        nameToggle(toggle);
    }
}).observe(document, { childList: true, subtree: true });

/* What scrolls can be scrolled by keyboard, too. */
function focusScrollers() {
    for (const box of document.querySelectorAll("#doc-content, .fragment, " +
        ".dotgraph, .memproto, .contents table, .contents tbody, " +
        ".memItemRight")) {
        if (box.scrollWidth > box.clientWidth ||
            box.scrollHeight > box.clientHeight) {
            box.tabIndex = 0;
        } else {
            box.removeAttribute("tabindex");
        }
    }
}

/* What an address leads to within the page is unfolded first: what is folded has
 * no place to scroll to. */
function unfold(address) {
    const name = decodeURIComponent(address.split("#")[1] ?? "");
    let place = name && document.getElementById(name);
    for (; place; place = place.parentElement) {
        if (place.tagName === "DETAILS") {
            place.open = true;
        }
    }
}

document.addEventListener("DOMContentLoaded", () => unfold(location.href));
window.addEventListener("hashchange", () => unfold(location.href));
/* Before Doxygen's script scrolls there. */
document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#']");
    if (link && link.pathname === location.pathname) {
        unfold(link.hash);
    }
}, true);

/* The text scrolls in a box of its own: it gets the focus that the skip link
 * promises, and the keys that scroll when nothing else has the focus. */
const SCROLLING = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End",
                   " "];
function focusText() {
    const text = document.getElementById("doc-content");
    text.tabIndex = text.tabIndex < 0 ? -1 : 0;
    text.focus({ preventScroll: true });
}

document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("a.skip")?.addEventListener("click", (event) => {
        event.preventDefault();
        focusText();
    });
    document.addEventListener("keydown", (event) => {
        if (document.activeElement === document.body &&
            window.innerWidth >= 768 && SCROLLING.includes(event.key) && !event.defaultPrevented) {
            focusText();
        }
    });
});

window.addEventListener("load", () => {
    nameParts();
    // What other scripts do at this moment changes what scrolls.
    requestAnimationFrame(focusScrollers);
    window.addEventListener("resize", focusScrollers);
    document.addEventListener("toggle", focusScrollers, true);
});

/* Paper is white, and nothing on it can be unfolded. */
const paper = window.matchMedia("print");
let darkOnScreen = false;
let folded = [];
function forPaper(printed) {
    if (printed) {
        folded.push(...document.querySelectorAll("details:not([open])"));
    }
    folded.forEach((details) => {
        details.open = printed;
    });
    folded = printed ? folded : [];
    const classes = document.documentElement.classList;
    darkOnScreen = darkOnScreen || classes.contains("dark-mode");
    classes.toggle("dark-mode", !printed && darkOnScreen);
    classes.toggle("light-mode", printed || !darkOnScreen);
    darkOnScreen = printed && darkOnScreen;
}
paper.addEventListener("change", () => forPaper(paper.matches));
window.addEventListener("beforeprint", () => forPaper(true));
window.addEventListener("afterprint", () => forPaper(false));
