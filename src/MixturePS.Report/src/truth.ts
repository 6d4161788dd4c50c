// The comparison with the known clusters.
import { boundChart } from "./charts";
import type { Truth } from "./data";
import { bar, el, userText } from "./dom";
import { counted, fixed, integer, percent } from "./format";
import { clusterButton, clusterName, documentFacts, documentText } from "./parts";
import type { State } from "./state";

const mostCells = 24, fewMistakes = 12;

function confusion(state: State, truth: Truth): HTMLElement {
  const { report } = state;
  const sums = (of: (cell: Truth["cells"][number]) => number, length: number) => {
    const result = new Array<number>(length).fill(0);
    for (const cell of truth.cells) result[of(cell)]! += cell.count;
    return result;
  };
  const knownSize = sums((cell) => cell.known, truth.name.length), clusterSize = sums((cell) => cell.cluster, report.clusters.length);
  const isWhole = truth.name.length <= mostCells && report.clusters.length <= mostCells;
  const known = truth.name.map((_, k) => k).sort((a, b) => (isWhole ? a - b : knownSize[b]! - knownSize[a]! || a - b)).slice(0, mostCells);
  // Matched clusters are in the order of their known ones, so that agreement is on the diagonal.
  const place = (c: number) => {
    const at = known.indexOf(truth.match[c]!);
    return at < 0 ? Infinity : at;
  };
  const clusters = report.clusters.map((cluster) => cluster.index).filter((c) => clusterSize[c]! > 0).sort((a, b) => place(a) - place(b) || clusterSize[b]! - clusterSize[a]! || a - b).slice(0, mostCells);
  const count = new Map(truth.cells.map((cell) => [cell.known * report.clusters.length + cell.cluster, cell.count]));
  const head = el("tr", {}, el("td", {}), ...clusters.map((c) => el("th", { scope: "col" }, clusterName(report, c))));
  const body = el("tbody");
  for (const k of known) {
    const name = truth.name[k]!, row = el("tr", {}, el("th", { scope: "row" }, userText(/^\d+$/.test(name) ? `known ${name}` : name)));
    for (const c of clusters) {
      const value = count.get(k * report.clusters.length + c) ?? 0, share = value / knownSize[k]!;
      const cell = el("td", { class: `cell shade${Math.ceil(share * 5)}${truth.match[c] === k ? " match" : ""}` }, value === 0 ? el("span", { class: "zero" }, "0") : integer(value));
      row.append(cell);
    }
    body.append(row);
  }
  return el("div", { class: "card" }, el("h3", {}, "Confusion matrix"),
    el("p", { class: "hint" }, `Rows are known clusters, columns the ${report.noun}s of this result. The shade is the share of the row; an outline marks matched pairs.${isWhole ? "" : ` The ${integer(known.length)} largest of ${integer(truth.name.length)} known clusters are shown.`}`),
    el("div", { class: "table-box", role: "region", "aria-label": "Confusion matrix", tabindex: 0 }, el("table", { class: "confusion" }, el("caption", { class: "sr" }, "Documents of each known cluster in each cluster"), el("thead", {}, head), body)));
}

export function truth(state: State): HTMLElement | null {
  const { report } = state, { truth: known } = report;
  if (!known) return null;
  const accuracy = known.indices[0]!.value;
  // A small matrix has room below the accuracy.
  const isSmall = Math.max(known.name.length, report.clusters.length) <= 5;
  const table = el("table", {}, el("caption", { class: "sr" }, "Indices of agreement"),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Index"), el("td", { class: "bars" }), el("th", { scope: "col", class: "numeric" }, "Value"))),
    el("tbody", {}, ...known.indices.map(({ name, value }) => el("tr", {}, el("th", { scope: "row" }, name), el("td", { class: "bars" }, bar(value, "bar own plain")), el("td", {}, fixed(value))))));
  const mistakes = known.mistakes.map((d, rank) => el("li", { class: "document", hidden: rank >= fewMistakes },
    el("p", { class: "text", dir: "auto" }, documentText(report, d)),
    el("p", { class: "verdict" }, "in ", clusterButton(state, report.documents.cluster[d]!), " but known as ", userText(known.name[known.known[d]!]!, "user strong"), el("span", { class: "hint" }, ` \u2013 margin ${fixed(report.documents.margin[d]!)}`)),
    el("details", {}, el("summary", {}, el("span", { class: "sr" }, "Details of "), userText(report.documents.name(d))), documentFacts(state, d))));
  const more = el("button", {
    type: "button", class: "more-button", click: () => {
      for (const item of mistakes) item.hidden = false;
      mistakes[fewMistakes]?.querySelector("button")?.focus();
      more.remove();
    },
  }, `Show all ${integer(mistakes.length)}`);
  return el("section", { id: "truth", "aria-labelledby": "truth-title" },
    el("h2", { id: "truth-title" }, "Against the truth"),
    el("div", { class: "columns" },
      el("div", { class: "stack" }, el("div", { class: "card" }, el("h3", {}, "Accuracy"), boundChart(accuracy, known.bound),
        el("p", {}, `${percent(accuracy)} of ${counted(known.measured, "document")} are in the cluster that was matched with theirs.`,
          Number.isFinite(known.bound) ? ` No method can expect more than ${percent(known.bound)} on such documents.` : "",
          known.given > 0 ? ` ${counted(known.given, "document")} whose label was given to the fit ${known.given === 1 ? "is" : "are"} left out.` : "")),
        isSmall ? confusion(state, known) : null),
      el("div", { class: "card" }, el("h3", {}, "Indices of agreement"), el("div", { class: "table-box" }, table))),
    isSmall ? null : confusion(state, known),
    el("div", { class: "card" }, el("h3", {}, "Worst mistakes"),
      el("p", { class: "hint" }, known.mistakeCount === 0 ? "There are none." : `Documents in another cluster than that matched with theirs, the clearest first: ${integer(known.mistakes.length)} of ${integer(known.mistakeCount)}.`),
      known.mistakes.length > 0 ? el("ol", { class: "documents grid" }, ...mistakes) : null,
      known.mistakes.length > fewMistakes ? more : null));
}
