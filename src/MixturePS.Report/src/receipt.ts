// The lines of PowerShell that make the content of the page again.
import { announce, el } from "./dom";

export function receipt(lines: string[], hint: string): HTMLElement {
  const code = lines.join("\n");
  const button = el("button", {
    type: "button",
    click: () => {
      void navigator.clipboard?.writeText(code).then(() => announce("The lines were copied."), () => announce("The lines couldn't be copied."));
      button.textContent = "Copied";
      window.setTimeout(() => (button.textContent = "Copy"), 2000);
    },
  }, "Copy");
  return el("div", { class: "receipt" },
    el("div", { class: "row" }, el("h3", {}, "Receipt"), button),
    hint ? el("p", { class: "hint" }, hint) : null,
    el("pre", { tabindex: 0, role: "region", "aria-label": "Lines of PowerShell", dir: "ltr" }, el("code", {}, code)));
}

/** A verdict and its reason, as in "Converged: no document changed its cluster." */
export function status(text: string, isGood: boolean, more = ""): HTMLElement {
  const at = text.indexOf(": "), [verdict, reason] = at < 0 ? [text, ""] : [text.slice(0, at), text.charAt(at + 2).toUpperCase() + text.slice(at + 3)];
  return el("p", { class: isGood ? "status good" : "status warn" }, el("span", { class: "badge" }, `${isGood ? "\u2713" : "!"} ${verdict}`), " ", reason, more);
}
