// The documents: a table that is sorted, filtered and paged. Only the rows of a page are in the document.
import { debounce, el, newId, userText } from "./dom";
import { counted, fixed, integer } from "./format";
import { clusterName, documentFacts, documentText, isMistake } from "./parts";
import { nameOf, type State } from "./state";

interface Column { title: string; isNumber: boolean; key(d: number): number | string; cell(d: number): HTMLElement | string }

// Letters without accents in lower case. A collator would take too long for many texts.
const sortable = (text: string): string => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

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

/** The documents in the order of a column. Ties keep the order of the documents. */
export function sorted(items: Uint32Array, column: { isNumber: boolean; key(d: number): number | string }, isDescending: boolean): Uint32Array {
  const keys = Array.from(items, (d) => column.key(d)), places = Uint32Array.from(items, (_, i) => i);
  const texts = keys.some((key) => typeof key === "string") ? keys.map((key) => sortable(String(key))) : null;
  const compare = texts
    ? (a: number, b: number) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0)
    : (a: number, b: number) => {
      const x = keys[a] as number, y = keys[b] as number;
      return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : 1) : Number.isNaN(y) ? -1 : x - y;
    };
  places.sort((a, b) => (isDescending ? compare(b, a) : compare(a, b)) || a - b);
  return places.map((place) => items[place]!);
}

export function documents(state: State): HTMLElement {
  const { report } = state, data = report.documents;
  const shown = columns(state);
  const all = Uint32Array.from({ length: data.count }, (_, d) => d);
  // Lower case once, so that a search is one pass.
  let haystack: string[] | null = null;
  let order: Uint32Array = all, page = 0, size = 50, sort = 0, isDescending = false;
  let matches: Uint32Array = all;

  const search = el("input", { type: "search", id: newId("search"), autocomplete: "off", spellcheck: "false", dir: "auto" });
  const cluster = el("select", { id: newId("cluster") }, el("option", { value: "" }, `All ${report.noun}s`), ...report.clusters.map(({ index }) => el("option", { value: index }, nameOf(report, index))));
  const known = report.truth && el("select", { id: newId("known") }, el("option", { value: "" }, "All known clusters"), ...report.truth.name.map((name, index) => el("option", { value: index }, name)));
  const mistakes = report.truth && el("input", { type: "checkbox", id: newId("mistakes") });
  const status = el("p", { role: "status", class: "hint" });
  const body = el("tbody");
  const headers = shown.map((column, index) => {
    const button = el("button", { type: "button", class: "sort", click: () => { isDescending = sort === index ? !isDescending : column.isNumber; sort = index; reorder(); } }, userText(column.title), el("span", { class: "arrow", "aria-hidden": "true" }));
    return el("th", { scope: "col", class: column.isNumber ? "numeric" : "" }, button);
  });

  function filter(): void {
    const wanted = search.value.trim().toLowerCase();
    if (wanted) haystack ??= Array.from(all, (d) => `${data.name(d)}\n${data.text?.[d] ?? ""}`.toLowerCase());
    const ofCluster = cluster.value === "" ? -1 : Number(cluster.value), ofKnown = !known || known.value === "" ? -1 : Number(known.value);
    matches = order.filter((d) =>
      (ofCluster < 0 || data.cluster[d] === ofCluster)
      && (ofKnown < 0 || report.truth!.known[d] === ofKnown)
      && (!mistakes?.checked || isMistake(report, d))
      && (!wanted || haystack![d]!.includes(wanted)));
    page = 0;
    render();
  }

  function reorder(): void {
    order = sorted(all, shown[sort]!, isDescending);
    filter();
  }

  function row(d: number): HTMLElement {
    const cells = shown.map((column, index) => index === 0 ? el("th", { scope: "row" }) : el("td", { class: column.isNumber ? "numeric" : "" }, column.cell(d)));
    const result = el("tr", { class: isMistake(report, d) ? "mistake" : "" }, ...cells);
    const button = el("button", {
      type: "button", class: "link", "aria-expanded": "false", click: () => {
        const isOpen = button.getAttribute("aria-expanded") === "true";
        button.setAttribute("aria-expanded", String(!isOpen));
        if (isOpen) result.nextElementSibling?.remove();
        else result.after(el("tr", { class: "more" }, el("td", { colspan: shown.length }, el("p", { class: "strong", dir: "auto" }, data.name(d)), el("p", { class: "text", dir: "auto" }, documentText(report, d)), documentFacts(state, d))));
      },
    }, shown[0]!.cell(d));
    cells[0]!.append(button);
    return result;
  }

  const count = el("span", { class: "pages" });
  const turn = (label: string, to: () => number) => el("button", { type: "button", click: () => { page = to(); render(); } }, label);
  const lastPage = () => Math.max(0, Math.ceil(matches.length / size) - 1);
  const buttons = [turn("First", () => 0), turn("Previous", () => page - 1), turn("Next", () => page + 1), turn("Last", lastPage)];
  const perPage = el("select", { id: newId("size"), change: () => { size = Number(perPage.value); page = 0; render(); } }, ...[25, 50, 100, 200].map((value) => el("option", { value, selected: value === 50 }, String(value))));

  function render(): void {
    const from = page * size;
    body.replaceChildren(...Array.from(matches.subarray(from, from + size), row));
    headers.forEach((header, index) => {
      if (index === sort) header.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
      else header.removeAttribute("aria-sort");
      header.querySelector(".arrow")!.textContent = index === sort ? (isDescending ? " \u2193" : " \u2191") : "";
    });
    count.textContent = `Page ${integer(page + 1)} of ${integer(lastPage() + 1)}`;
    buttons.forEach((button, index) => (button.disabled = index < 2 ? page === 0 : page >= lastPage()));
    status.textContent = `${counted(matches.length, "document")}${matches.length < data.count ? ` of ${integer(data.count)}` : ""}${matches.length === 0 ? ". Widen the filters." : `; ${integer(from + 1)} to ${integer(Math.min(matches.length, from + size))} are shown.`}`;
  }

  search.addEventListener("input", debounce(filter, 80));
  for (const control of [cluster, known, mistakes]) control?.addEventListener("change", filter);
  render();
  const field = (label: string, control: HTMLElement | null) => control && el("div", { class: "field" }, el("label", { for: control.id }, label), control);
  const notes = [
    data.count < data.total ? `The report has ${integer(data.count)} of ${integer(data.total)} documents: the typical, borderline and worst ones, and a random sample of the others, always the same.` : "",
    data.textLimit > 0 ? `Texts are cut after ${integer(data.textLimit)} characters.` : "",
  ].filter(Boolean).join(" ");
  return el("section", { id: "documents", "aria-labelledby": "documents-title" },
    el("h2", { id: "documents-title" }, "Documents"),
    el("div", { class: "card" },
      notes ? el("p", { class: "note" }, notes) : null,
      el("div", { class: "filters" }, field(data.text ? `Search names and ${data.hasTexts ? "texts" : "words"}` : "Search names", search), field(report.isTopic ? "Topic" : "Cluster", cluster), field("Known cluster", known), mistakes && el("label", { class: "check" }, mistakes, " Mistakes only")),
      status,
      el("div", { class: "table-box", role: "region", "aria-label": "Table of documents", tabindex: 0 },
        el("table", { class: "wide" }, el("caption", { class: "sr" }, "Documents; the buttons in the headers sort"), el("thead", {}, el("tr", {}, ...headers)), body)),
      el("div", { class: "row pager" }, el("div", { class: "buttons" }, ...buttons), count, el("div", { class: "inline" }, el("label", { for: perPage.id }, "Rows"), perPage))));
}
