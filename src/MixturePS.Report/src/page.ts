// The frame of every page: heading, links to the sections, the choice of a theme.
import { el, userText } from "./dom";

/** The choice of a theme. The function is told whether the page is dark, also at once. */
export function themeControl(change: (isDark: boolean) => void): HTMLElement {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const choice = el("select", { id: "theme" }, ...["System", "Light", "Dark"].map((name) => el("option", { value: name.toLowerCase() }, name)));
  const show = (isDark: boolean) => {
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    change(isDark);
  };
  const apply = () => show(choice.value === "dark" || (choice.value === "system" && system.matches));
  choice.addEventListener("change", apply);
  system.addEventListener("change", apply);
  // Paper is light.
  window.addEventListener("beforeprint", () => show(false));
  window.addEventListener("afterprint", apply);
  apply();
  return el("div", { class: "inline theme" }, el("label", { for: "theme" }, "Theme"), choice);
}

/** Adds the page to the document. */
export function showPage(title: string, subtitle: string, product: string, theme: HTMLElement, sections: HTMLElement[]): void {
  const links = sections.map((section) => el("li", {}, el("a", { href: `#${section.id}` }, section.querySelector("h2")!.textContent)));
  document.body.append(
    el("a", { class: "skip", href: "#main" }, "Skip to the content"),
    el("header", {}, el("div", { class: "inner row" }, el("div", { class: "heading" }, el("h1", {}, userText(title)), el("p", { class: "subtitle" }, subtitle)), theme)),
    el("nav", { "aria-label": "Sections" }, el("div", { class: "inner" }, el("ul", {}, ...links))),
    el("main", { id: "main", tabindex: -1 }, ...sections),
    el("footer", {}, el("div", { class: "inner" }, `Written by ${product}. This page works offline and sends nothing.`)),
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
