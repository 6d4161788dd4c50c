// Parts that several sections use.
import type { Report } from "./data";
import { el, svg, userText } from "./dom";
import { fixed, integer, percent } from "./format";
import { swatchPath } from "./palette";
import { nameOf, ranked, select, type State } from "./state";

/** The coloured shape of a cluster. */
export function swatch(cluster: number): SVGElement {
  return svg("svg", { class: `swatch c${cluster % 8}`, viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" }, svg("path", { d: swatchPath(cluster) }));
}

/** The name of a cluster with its shape. */
export function clusterName(report: Report, cluster: number): HTMLElement {
  return el("span", { class: "cluster-name" }, swatch(cluster), userText(nameOf(report, cluster)));
}

/** A button that selects a cluster and shows it. */
export function clusterButton(state: State, cluster: number): HTMLElement {
  return el("button", { type: "button", class: "link", click: () => showCluster(state, cluster) }, swatch(cluster), userText(nameOf(state.report, cluster)));
}

export function showCluster(state: State, cluster: number): void {
  select(state, cluster);
  const heading = document.getElementById("cluster-heading");
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

/** What is known of a document, as a list of names and values. */
export function documentFacts(state: State, d: number): HTMLElement {
  const { report } = state, { documents, truth } = report;
  const list = el("dl", { class: "facts compact" });
  const add = (name: string, ...value: (Node | string)[]) => list.append(el("div", {}, el("dt", {}, name), el("dd", {}, ...value)));
  const own = documents.cluster[d]!, next = documents.next[d]!;
  add(report.isTopic ? "Dominant topic" : "Cluster", clusterButton(state, own), ...(documents.probability ? [` ${percent(documents.probability[d]!)}`] : []));
  for (const other of documents.others[d] ?? []) add("Also", clusterButton(state, other.cluster), ` ${percent(other.probability)}`);
  if (documents.others[d]?.length === 0 && next >= 0) add("Next best", clusterButton(state, next));
  add("Margin", fixed(documents.margin[d]!));
  if (truth) add("Known cluster", userText(truth.name[truth.known[d]!]!));
  add("Distance", fixed(documents.distance[d]!));
  add(report.words.isCount ? "Tokens" : "Sum of weights", integer(documents.length[d]!));
  for (const variable of documents.variables) {
    const text = variable.text(d);
    if (text) add(variable.name, userText(text));
  }
  return list;
}

/** Whether a document's cluster was matched with another known cluster than its own. */
export function isMistake(report: Report, d: number): boolean {
  return report.truth !== null && report.truth.match[report.documents.cluster[d]!] !== report.truth.known[d];
}

/** The text of a document, or its name if there is none. */
export function documentText(report: Report, d: number): string {
  return report.documents.text?.[d] ?? report.documents.name(d);
}

/** The best terms of a cluster at the current position of the slider, in one line. */
export function topWords(state: State, cluster: number, most: number): string {
  const { report } = state;
  return ranked(report, report.clusters[cluster]!, state.lambda, state.byFrex, most).map((term) => report.words.text[term.word]).join(", ");
}
