// Takes a picture of a page or of one of its sections: node test/screenshot.mjs page.html out.png [width] [light|dark] [section] [label of a cluster]
// CHROMIUM is the browser.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [page, out, width = "1280", scheme = "light", section = "", cluster = ""] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const view = await browser.newPage({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
await view.goto(pathToFileURL(resolve(page)).href);
if (cluster) await view.locator("[role=option]", { hasText: cluster }).first().click();
await view.waitForTimeout(300);
if (section === "top") await view.screenshot({ path: out });
else if (section) await view.locator(section).first().screenshot({ path: out });
else await view.screenshot({ path: out, fullPage: true });
await browser.close();
