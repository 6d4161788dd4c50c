// Takes a picture of a page, or of one of its sections from the top to a height:
//   node test/screenshot.mjs page.html out.png [width] [light|dark] [section] [height]
// The pictures of the documentation are those of the pages that docs/report.md names:
//   news.html ../../docs/images/report-news.png 1280 light clusters 1250
//   report.html ../../docs/images/report-kmeans.png 1280 light truth 580
//   experiment.html ../../docs/images/report-experiment.png 1280 light results 960
// CHROMIUM is the browser.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [page, out, width = "1280", scheme = "light", section = "", height = "100000"] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme, reducedMotion: "reduce", bypassCSP: true });
const view = await context.newPage();
await view.goto(pathToFileURL(resolve(page)).href);
// The bar of links would stay in the middle of a long picture.
await view.addStyleTag({ content: "nav { position: static !important; }" });
await view.waitForTimeout(300);
if (section) {
  const box = await view.locator(`#${section}`).boundingBox();
  await view.screenshot({ path: out, fullPage: true, clip: { x: 0, y: box.y, width: Number(width), height: Math.min(Number(height), box.height) } });
} else {
  await view.screenshot({ path: out, fullPage: true });
}
await browser.close();
