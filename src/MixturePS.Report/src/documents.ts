// The documents: a table, and what is known of each.
import { el, newId, userText } from "./dom";
import { fixed, integer } from "./format";
import { clusterName, documentFacts, documentText, isMistake } from "./parts";
import { nameOf, type State } from "./state";
import { field, pagedTable, type Column } from "./table";

function columns(state: State): Column[] {
  const { report } = state, { documents, truth } = report;
  const result: Column[] = [];
  const hasText = documents.text !== null;
  result.push({ title: "Document", isNumber: false, key: (d) => documents.number(d), cell: (d) => userText(documents.name(d), "clamp") });
  if (hasText) result.push({ title: documents.hasTexts ? "Text" : "Words", isNumber: false, key: (d) => documents.text![d]!, cell: (d) => userText(documents.text![d]!, "clamp long") });
  result.push({ title: report.isTopic ? "Topic" : "Cluster", isNumber: false, key: (d) => documents.cluster[d]!, cell: (d) => clusterName(report, documents.cluster[d]!) });
  if (truth) result.push({ title: "Known", isNumber: false, key: (d) => truth.known[d]!, cell: (d) => userText(truth.name[truth.known[d]!]!, "clamp") });
  if (documents.probability) result.push({ title: report.isTopic ? "Topic share" : "Probability", isNumber: true, key: (d) => documents.probability![d]!, cell: (d) => fixed(documents.probability![d]!) });
  result.push({ title: "Margin", isNumber: true, key: (d) => documents.margin[d]!, cell: (d) => fixed(documents.margin[d]!) });
  result.push({ title: "Distance", isNumber: true, key: (d) => documents.distance[d]!, cell: (d) => fixed(documents.distance[d]!) });
  for (const variable of documents.variables) {
    result.push({ title: variable.name, isNumber: variable.type === "Number", key: variable.value, cell: (d) => userText(variable.text(d), "clamp") });
  }
  return result;
}

export function documents(state: State): HTMLElement {
  const { report } = state, data = report.documents;
  const cluster = el("select", { id: newId("cluster") }, el("option", { value: "" }, `All ${report.noun}s`), ...report.clusters.map(({ index }) => el("option", { value: index }, nameOf(report, index))));
  const known = report.truth && el("select", { id: newId("known") }, el("option", { value: "" }, "All known clusters"), ...report.truth.name.map((name, index) => el("option", { value: index }, name)));
  const mistakes = report.truth && el("input", { type: "checkbox", id: newId("mistakes") });
  const table = pagedTable({
    count: data.count,
    noun: "document",
    label: "Documents",
    columns: columns(state),
    searchLabel: data.text ? `Search names and ${data.hasTexts ? "texts" : "words"}` : "Search names",
    text: (d) => `${data.name(d)}\n${data.text?.[d] ?? ""}`,
    filters: [field(report.isTopic ? "Topic" : "Cluster", cluster), field("Known cluster", known), mistakes && el("label", { class: "check" }, mistakes, " Mistakes only")],
    controls: [cluster, known, mistakes],
    accepts: () => {
      const ofCluster = cluster.value === "" ? -1 : Number(cluster.value), ofKnown = !known || known.value === "" ? -1 : Number(known.value), isMistakes = mistakes?.checked ?? false;
      return (d) => (ofCluster < 0 || data.cluster[d] === ofCluster) && (ofKnown < 0 || report.truth!.known[d] === ofKnown) && (!isMistakes || isMistake(report, d));
    },
    rowClass: (d) => (isMistake(report, d) ? "mistake" : ""),
    more: (d) => [el("p", { class: "strong", dir: "auto" }, data.name(d)), el("p", { class: "text", dir: "auto" }, documentText(report, d)), documentFacts(state, d)],
  });
  const notes = [
    data.count < data.total ? `The report has ${integer(data.count)} of ${integer(data.total)} documents: the typical, borderline and worst ones, and a random sample of the others, always the same.` : "",
    data.textLimit > 0 ? `Texts are cut after ${integer(data.textLimit)} characters.` : "",
  ].filter(Boolean).join(" ");
  return el("section", { id: "documents", "aria-labelledby": "documents-title" },
    el("h2", { id: "documents-title" }, "Documents"),
    el("div", { class: "card" }, notes ? el("p", { class: "note" }, notes) : null, ...table.parts));
}
