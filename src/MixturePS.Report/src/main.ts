// Builds the page from its data.
import { clusters } from "./clusters";
import { readReport } from "./data";
import { documents } from "./documents";
import { el, userText } from "./dom";
import { counted } from "./format";
import { overview } from "./overview";
import { emit, type State } from "./state";
import { terms } from "./terms";
import { truth } from "./truth";

function themeControl(state: State): HTMLElement {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const choice = el("select", { id: "theme" }, ...["System", "Light", "Dark"].map((name) => el("option", { value: name.toLowerCase() }, name)));
  const apply = () => {
    state.isDark = choice.value === "dark" || (choice.value === "system" && system.matches);
    document.documentElement.dataset.theme = state.isDark ? "dark" : "light";
    emit("theme");
  };
  choice.addEventListener("change", apply);
  system.addEventListener("change", apply);
  // Paper is light.
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset.theme = "light";
    state.isDark = false;
    emit("theme");
  });
  window.addEventListener("afterprint", apply);
  apply();
  return el("div", { class: "inline theme" }, el("label", { for: "theme" }, "Theme"), choice);
}

function start(): void {
  const report = readReport();
  const largest = [...report.clusters].sort((a, b) => b.share - a.share || b.size - a.size || a.index - b.index)[0]!;
  const state: State = { report, selected: largest.index, lambda: 0.6, byFrex: false, isDark: false };
  const theme = themeControl(state);
  const sections = [overview(state), clusters(state), terms(state), ...(report.documents.count > 0 ? [documents(state)] : [])];
  const comparison = truth(state);
  if (comparison) sections.push(comparison);
  const links = sections.map((section) => el("li", {}, el("a", { href: `#${section.id}` }, section.querySelector("h2")!.textContent)));
  const subtitle = report.title.startsWith(`${report.method}: `) ? "A report on a clustering of documents" : [report.method, report.documents.total > 0 ? counted(report.documents.total, "document") : "", counted(report.clusters.length, report.noun)].filter(Boolean).join(" \u00b7 ");
  document.body.append(
    el("a", { class: "skip", href: "#main" }, "Skip to the content"),
    el("header", {}, el("div", { class: "inner row" }, el("div", { class: "heading" }, el("h1", {}, userText(report.title)), el("p", { class: "subtitle" }, subtitle)), theme)),
    el("nav", { "aria-label": "Sections" }, el("div", { class: "inner" }, el("ul", {}, ...links))),
    el("main", { id: "main", tabindex: -1 }, ...sections),
    el("footer", {}, el("div", { class: "inner" }, `Written by ${report.product}. This page works offline and sends nothing.`)),
    el("div", { id: "live", class: "sr", role: "status" }));

  // The link of the section in view is marked.
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links) {
        const anchor = link.firstElementChild!;
        if (anchor.getAttribute("href") === `#${entry.target.id}`) anchor.setAttribute("aria-current", "true");
        else anchor.removeAttribute("aria-current");
      }
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  for (const section of sections) seen.observe(section);
}

start();
