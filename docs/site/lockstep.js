/* What the site's pages do once they are there: the theme's features, and names
 * for parts of the page that Doxygen leaves without one. */
DoxygenAwesomeDarkModeToggle.init();
DoxygenAwesomeFragmentCopyButton.init();
DoxygenAwesomeParagraphLink.init();
DoxygenAwesomeInteractiveToc.init();

window.addEventListener("load", () => {
    const names = {
        "#MSearchField": "Search the course",
        "#MSearchResults": "Search results",
        "#MSearchSelect": "What to search",
    };
    for (const [selector, name] of Object.entries(names)) {
        const element = document.querySelector(selector);
        element?.setAttribute("aria-label", name);
        element?.setAttribute("title", name);
    }
});

/* Paper is white. */
const paper = window.matchMedia("print");
let darkOnScreen = false;
paper.addEventListener("change", () => {
    const classes = document.documentElement.classList;
    darkOnScreen = paper.matches ? classes.contains("dark-mode") : darkOnScreen;
    classes.toggle("dark-mode", !paper.matches && darkOnScreen);
});
