// The fit as a whole: figures, convergence, the trace of the objective, all settings, and the receipt.
import { traceChart } from "./charts";
import { el, userText } from "./dom";
import { capital, fixed, integer, minus, percent } from "./format";
import { receipt, status } from "./receipt";
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

export function overview(state: State): HTMLElement {
  const { report } = state;
  const facts = el("dl", { class: "facts" });
  for (const { name, value } of report.facts) facts.append(el("div", {}, el("dt", {}, name), el("dd", {}, userText(minus(value)))));
  return el("section", { id: "overview", "aria-labelledby": "overview-title" },
    el("h2", { id: "overview-title" }, "Overview"),
    figures(state),
    status(report.convergence, report.converged, report.converged ? "" : ` The result may change with more ${report.trace.iteration}s.`),
    el("div", { class: "columns" },
      el("div", { class: "stack" },
        el("figure", { class: "card" }, el("figcaption", {}, el("h3", {}, `${capital(report.trace.objective)} by ${report.trace.iteration}`)), traceChart(report)),
        el("div", { class: "card" }, receipt(report.receipt, "These lines compute the same result again. They have the settings that the result keeps; add any others that were given, such as a maximum of iterations."))),
      el("div", { class: "card" }, el("h3", {}, "Settings"), facts)));
}
