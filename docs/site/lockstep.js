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
        ".dotgraph, .memproto, .contents table, .contents tbody")) {
        if (box.scrollWidth > box.clientWidth ||
            box.scrollHeight > box.clientHeight) {
            box.tabIndex = 0;
        } else {
            box.removeAttribute("tabindex");
        }
    }
}

window.addEventListener("load", () => {
    nameParts();
    // What other scripts do at this moment changes what scrolls.
    requestAnimationFrame(focusScrollers);
    window.addEventListener("resize", focusScrollers);
    document.addEventListener("toggle", focusScrollers, true);
});

/* Paper is white. */
const paper = window.matchMedia("print");
let darkOnScreen = false;
function forPaper(printed) {
    const classes = document.documentElement.classList;
    darkOnScreen = darkOnScreen || classes.contains("dark-mode");
    classes.toggle("dark-mode", !printed && darkOnScreen);
    classes.toggle("light-mode", printed || !darkOnScreen);
    darkOnScreen = printed && darkOnScreen;
}
paper.addEventListener("change", () => forPaper(paper.matches));
window.addEventListener("beforeprint", () => forPaper(true));
window.addEventListener("afterprint", () => forPaper(false));
