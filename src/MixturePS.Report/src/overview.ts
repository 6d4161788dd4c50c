// The fit as a whole: figures, convergence, the trace of the objective, all settings, and the receipt.
import { traceChart } from "./charts";
import { announce, el, userText } from "./dom";
import { capital, fixed, integer, minus, percent } from "./format";
import type { State } from "./state";

function figures(state: State): HTMLElement {
  const { report } = state;
  const list = el("dl", { class: "figures" });
  const add = (name: string, value: string) => list.append(el("div", {}, el("dt", {}, name), el("dd", {}, minus(value))));
  const fact = (name: string) => report.facts.find((item) => item.name === name)?.value;
  if (report.documents.total > 0) add("Documents", integer(report.documents.total));
  add(report.isTopic ? "Topics" : "Clusters", integer(report.clusters.length));
  add("Features", fact("Features") ?? "");
  const largest = Math.max(...report.clusters.map((cluster) => cluster.share));
  if (Number.isFinite(largest)) add(`Largest ${report.noun}`, percent(largest));
  for (const name of ["Log-likelihood", "Inertia", "R-hat"]) {
    const value = fact(name);
    if (value) add(name, value);
  }
  if (report.truth) add("Accuracy", fixed(report.truth.indices[0]!.value));
  return list;
}

function convergence(state: State): HTMLElement {
  const { report } = state, at = report.convergence.indexOf(": ");
  // The text is a verdict and its reason, as in "Converged: no document changed its cluster."
  const [verdict, reason] = at < 0 ? [report.convergence, ""] : [report.convergence.slice(0, at), capital(report.convergence.slice(at + 2))];
  return el("p", { class: report.converged ? "status good" : "status warn" },
    el("span", { class: "badge" }, `${report.converged ? "\u2713" : "!"} ${verdict}`), " ", reason,
    report.converged ? "" : ` The result may change with more ${report.trace.iteration}s.`);
}

function receipt(state: State): HTMLElement {
  const code = state.report.receipt.join("\n");
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
    el("p", { class: "hint" }, "These lines compute the same result again. They have the settings that the result keeps; add any others that were given, such as a maximum of iterations."),
    el("pre", { tabindex: 0, role: "region", "aria-label": "Lines of PowerShell", dir: "ltr" }, el("code", {}, code)));
}

export function overview(state: State): HTMLElement {
  const { report } = state;
  const facts = el("dl", { class: "facts" });
  for (const { name, value } of report.facts) facts.append(el("div", {}, el("dt", {}, name), el("dd", {}, userText(minus(value)))));
  return el("section", { id: "overview", "aria-labelledby": "overview-title" },
    el("h2", { id: "overview-title" }, "Overview"),
    figures(state),
    convergence(state),
    el("div", { class: "columns" },
      el("div", { class: "stack" },
        el("figure", { class: "card" }, el("figcaption", {}, el("h3", {}, `${capital(report.trace.objective)} by ${report.trace.iteration}`)), traceChart(report)),
        el("div", { class: "card" }, receipt(state))),
      el("div", { class: "card" }, el("h3", {}, "Settings"), facts)));
}
