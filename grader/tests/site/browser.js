/* The browser that looks at the sites, and the server that shows them to it.
 *
 * Nothing here knows what a page should hold. Every tab that is opened keeps a
 * list of complaints: what the page wrote to the console, what it asked of any
 * other server, what it did not get. */
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { chromium } = require("playwright-core");

const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";
const FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
    // No name but this machine's is ever looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
const TYPES = {
    ".css": "text/css", ".html": "text/html; charset=utf-8",
    ".js": "text/javascript", ".json": "application/json",
    ".png": "image/png", ".svg": "image/svg+xml",
};

/* Shows the folder `root` on loopback. */
function serve(root) {
    const server = http.createServer((request, response) => {
        const name = decodeURIComponent(
            new URL(request.url, "http://here").pathname);
        const file = path.join(root, path.normalize(name));
        fs.readFile(file, (error, data) => {
            response.writeHead(error ? 404 : 200, {
                "Content-Type": TYPES[path.extname(file)] ||
                    "application/octet-stream",
            });
            response.end(error ? "" : data);
        });
    });
    return new Promise((resolve) => {
        server.listen(0, "127.0.0.1", () => resolve({
            url: `http://127.0.0.1:${server.address().port}`,
            close: () => server.close(),
        }));
    });
}

function open() {
    return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/* A tab in a profile of its own. `home` is the only place it may ask; what is
 * wrong is appended to tab.complaints. */
async function tab(browser, home, options = {}) {
    const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        reducedMotion: "reduce",
        ...options,
    });
    const page = await context.newPage();
    const complaints = [];
    page.setDefaultTimeout(30000);
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) {
            complaints.push(`console: ${message.text()} ` +
                `(${message.location().url})`);
        }
    });
    page.on("pageerror", (error) => complaints.push(`script: ${error}`));
    page.on("request", (request) => {
        const inside = [home, "data:", "blob:", "about:"];
        if (!inside.some((start) => request.url().startsWith(start))) {
            complaints.push(`asked the outside: ${request.url()}`);
        }
    });
    page.on("response", (response) => {
        if (response.status() >= 400) {
            complaints.push(`${response.status()}: ${response.url()}`);
        }
    });
    return {
        page,
        complaints,
        close: () => context.close(),
    };
}

/* A browser's tab may never answer: then this fails, after so many seconds. */
function within(seconds, promise) {
    let timer;
    const late = new Promise((resolve, reject) => {
        timer = setTimeout(
            () => reject(new Error(`no answer for ${seconds} s`)),
            seconds * 1000);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

module.exports = { open, serve, tab, within };
