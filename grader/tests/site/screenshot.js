/* The picture of a lesson for README.md: screenshot.js FOLDER FILE
 *
 * Lesson 1, its schedule half-way. */
"use strict";

const path = require("node:path");
const { open, serve, tab } = require("./browser");

async function main([folder, file]) {
    const server = await serve(path.resolve(folder));
    const browser = await open();
    const { page } = await tab(browser, server.url, {
        viewport: { width: 1280, height: 830 },
        colorScheme: "light",
    });
    await page.goto(`${server.url}/html/lesson_01_lock.html`);
    const ladder = page.locator("section.ladder").first();
    const next = ladder.getByRole("button", { name: "Next step" });
    await next.click();
    await next.click();
    await ladder.evaluate((element) => {
        const box = document.getElementById("doc-content");
        box.scrollTop += element.getBoundingClientRect().top - 60;
    });
    await page.evaluate(() => document.activeElement.blur());
    await page.mouse.move(0, 0);
    await page.screenshot({ path: file });
    await browser.close();
    server.close();
}

main(process.argv.slice(2)).catch((error) => {
    console.error(error);
    process.exit(1);
});
