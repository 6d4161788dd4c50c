// The committed bundle is what the sources give.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

test("the sources have no type errors", () => {
  execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "--noEmit"], { cwd: root, stdio: "pipe" });
});

test("the bundle is up to date; './build.ps1 Report' rebuilds it", () => {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  try {
    execFileSync(process.execPath, [join(root, "build.mjs"), folder], { cwd: root, stdio: "pipe" });
    for (const name of ["report.js", "report.css", "LICENSE.txt"]) {
      assert.ok(readFileSync(join(folder, name)).equals(readFileSync(join(root, "dist", name))), `${name} differs from its sources`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the bundle loads nothing and runs no text", () => {
  const script = readFileSync(join(root, "dist", "report.js"), "utf8");
  for (const word of ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "XMLHttpRequest", "import(", "WebSocket"]) {
    assert.ok(!script.includes(word), `the bundle contains ${word}`);
  }
});
