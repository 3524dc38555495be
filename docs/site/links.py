"""links.py FOLDER: follows the links of the built sites in FOLDER.

Every page, picture, style and script that they point to must be there, and
every heading that is pointed to must be on its page. Addresses on the web are
left alone. Prints what is dead; the exit status is 1 if anything is.
"""
import functools
import html.parser
import pathlib
import re
import sys
import urllib.parse

WEB = {"http", "https", "mailto", "data"}
URL = re.compile(r"""url\(\s*["']?([^"')]+)""")


class Page(html.parser.HTMLParser):
    """Where a page points to, and what others can point to on it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links = []
        self.anchors = {"", "top"}
        self.style = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.style = tag == "style"
        for name, value in attrs:
            value = value or ""
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif name in ("href", "src", "xlink:href", "poster") or (
                name == "data" and tag == "object"
            ):
                self.links.append(value)
            elif name == "srcset":
                self.links += [part.split()[0] for part in value.split(",")]
            elif name == "style":
                self.links += URL.findall(value)

    def handle_endtag(self, tag):
        self.style = False

    def handle_data(self, data):
        if self.style:
            self.links += URL.findall(data)


def links_of(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        return URL.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    links = Page(text).links
    # A drawing names a page's own heading by an id that Doxygen gives to none,
    # and what is within it is its program's.
    if path.suffix == ".svg":
        links = [link.split("#")[0] for link in links if link[:1] != "#"]
    # What is on the page itself is asked of its file, too.
    return [path.name + link if link[:1] == "#" else link for link in links]


@functools.cache
def anchors_of(path):
    return Page(path.read_text(encoding="utf-8")).anchors


@functools.cache
def wrong(root, folder, link):
    """What is wrong with a link in a file of that folder, or nothing."""
    try:
        parts = urllib.parse.urlsplit(link.strip())
    except ValueError:
        return "is no address"
    if parts.scheme in WEB or parts.netloc:
        return ""
    if parts.scheme:
        return "is no address"
    target = (folder / urllib.parse.unquote(parts.path)).resolve()
    if not target.is_relative_to(root) or not target.is_file():
        return "is not there"
    anchor = urllib.parse.unquote(parts.fragment)
    if target.suffix == ".html" and anchor not in anchors_of(target):
        return "is not on that page"
    return ""


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    links = dead = 0
    for path in sorted(root.glob("*/**/*")):
        if path.suffix not in (".html", ".svg", ".css"):
            continue
        for link in sorted(set(links_of(path))):
            links += 1
            why = wrong(root, path.parent, link)
            if why:
                dead += 1
                print(f"{path.relative_to(root)}: {link} {why}")
    # A check of nothing would pass, too.
    if not links:
        print("There is no link at all.")
    return 1 if dead or not links else 0


sys.exit(main())
