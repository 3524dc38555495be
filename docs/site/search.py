"""search.py SITE: what the search box of a built site looks through.

Doxygen's own search compares what one types with the beginnings of names only.
This collects the words of every page below its headings and leaves them in
SITE/words.js; docs/site/search.js looks through them.
"""
import html.parser
import json
import pathlib
import re
import sys

# Lists of names, which lead only to what is found anyway, and sources.
LISTS = re.compile(
    r"(_source|^dir_\w+|^(globals|functions)\w*|^graph_legend|"
    r"^(annotated|classes|files|pages))\.html$"
)
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "col", "area"}


class Page(html.parser.HTMLParser):
    """Splits a page into [anchor, heading, text], the first for what comes
    before any heading."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.sections = [["", "", ""]]
        self.path = []  # open elements, each with what it means for its text
        self.anchor = ""

    def means(self, tag, names, attributes):
        """What the text in such an element is: title, text, heading, none."""
        inherited = self.path[-1][1] if self.path else "none"
        if tag in ("script", "style", "svg", "section") or names & {
            "toc", "permalink", "memproto", "lesson-way", "navpath"
        }:
            return "none"
        if "title" in names and tag == "div":
            return "title"
        if "contents" in names:
            return "text"
        if tag in ("h1", "h2", "h3") and inherited == "text":
            self.sections.append([attributes.get("id", ""), "", ""])
            return "heading"
        return inherited

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        names = set(attributes.get("class", "").split())
        if tag == "a" and attributes.get("id"):
            self.anchor = attributes["id"]
            if self.path and self.path[-1][1] == "heading":
                self.sections[-1][0] = self.anchor
        if tag in VOID:
            self.handle_data(" ")
            return
        self.path.append((tag, self.means(tag, names, attributes)))
        if self.path[-1][1] == "heading" and "memtitle" in names:
            self.sections[-1][0] = self.anchor

    def handle_endtag(self, tag):
        if tag in (open_tag for open_tag, _ in self.path):
            while self.path.pop()[0] != tag:
                pass
            self.handle_data(" ")

    def handle_data(self, data):
        meaning = self.path[-1][1] if self.path else "none"
        if meaning == "title":
            self.title += data
        elif meaning == "heading":
            self.sections[-1][1] += data
        elif meaning == "text":
            self.sections[-1][2] += data


def page_words(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    sections = [
        [anchor, " ".join(heading.split()), " ".join(text.split())]
        for anchor, heading, text in page.sections
    ]
    title = " ".join(page.title.split())
    return [path.name, title, [s for s in sections if s[1] or s[2]]]


def main():
    site = pathlib.Path(sys.argv[1])
    pages = [
        page_words(path)
        for path in sorted(site.glob("*.html"))
        if not LISTS.search(path.name)
    ]
    words = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    (site / "words.js").write_text(
        f"window.lockstepWords = {words};\n", encoding="utf-8"
    )


main()
