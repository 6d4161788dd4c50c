// Bundles the page's script and styles into dist/, which is committed: the module's build embeds it and needs no Node.js.
// The same sources and package-lock.json give the same bytes.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const outdir = process.argv[2] ?? join(root, "dist");
mkdirSync(outdir, { recursive: true });

// Every page contains the libraries, so it also contains their licence. All are under ISC, by the same author, except one.
const packages = Object.entries(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages)
  .filter(([path, entry]) => path !== "" && !entry.dev)
  .map(([path, entry]) => ({ name: path.replace(/^node_modules\//, ""), version: entry.version, licence: entry.license }));
const foreign = packages.filter(({ name, licence }) => licence !== "ISC" || !(name.startsWith("d3-") || name === "internmap"));
if (foreign.length > 0) throw new Error(`Add the licence of ${foreign.map(({ name }) => name).join(", ")} to the page.`);
const texts = [...new Set(packages.map(({ name }) => readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8").trim().replace(/^Copyright.*\n+/, "")))];
const notices = packages.map(({ name, version }) =>
  `${name} ${version}: ${/^Copyright.*/.exec(readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8"))?.[0]}`);
const licence = ["Modules of D3 in the pages of Export-MixtureReport", "", ...notices, "", ...texts].join("\n");
writeFileSync(join(outdir, "LICENSE.txt"), `${licence}\n`);

await build({
  entryPoints: [join(root, "src", "main.ts")],
  outfile: join(outdir, "report.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  banner: { js: `/*\n${licence}\n*/` },
});
await build({
  entryPoints: [join(root, "src", "style.css")],
  outfile: join(outdir, "report.css"),
  bundle: true,
  minify: true,
  charset: "ascii",
});
