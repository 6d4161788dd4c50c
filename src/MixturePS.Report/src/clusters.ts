// The clusters: the map, the list, and the terms and documents of the selected one.
import type { Report, Term } from "./data";
import { announce, bar, debounce, el, newId, userText } from "./dom";
import { capital, counted, fixed, integer, number, percent, share } from "./format";
import { map } from "./map";
import { documentFacts, documentText, isMistake, swatch, topWords } from "./parts";
import { emit, nameOf, on, ranked, select, type State } from "./state";

const mostTerms = 30;

/** A list box: one stop of the tab key, with arrow keys to select. */
function list(state: State): HTMLElement {
  const { report } = state;
  const order = [...report.clusters].sort((a, b) => b.share - a.share || b.size - a.size || a.index - b.index);
  const largest = Math.max(...report.clusters.map((cluster) => cluster.share).filter(Number.isFinite), 1e-9);
  const ids = report.clusters.map(() => newId("option"));
  const words = report.clusters.map(() => el("span", { class: "words", dir: "auto" }));
  const options = report.clusters.map((cluster) => el("div", {
    role: "option", id: ids[cluster.index]!, class: "option", "aria-selected": "false", click: () => select(state, cluster.index),
  },
  swatch(cluster.index),
  el("span", { class: "main" }, el("span", { class: "name" }, userText(nameOf(report, cluster.index))), words[cluster.index]!),
  el("span", { class: "count" }, integer(cluster.size), bar(cluster.share / largest))));
  const box = el("div", { role: "listbox", tabindex: 0, class: "listbox", "aria-label": report.isTopic ? "Topics by share" : "Clusters by size" }, ...order.map((cluster) => options[cluster.index]!));
  const empty = el("p", { class: "hint", hidden: true }, `No ${report.noun} has such a name or term.`);

  const visible = () => order.filter((cluster) => !options[cluster.index]!.hidden);
  box.addEventListener("keydown", (event) => {
    const shown = visible(), at = shown.findIndex((cluster) => cluster.index === state.selected);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1, PageDown: at + 10, PageUp: at - 10 }[event.key];
    if (to === undefined || shown.length === 0) return;
    event.preventDefault();
    select(state, shown[Math.max(0, Math.min(shown.length - 1, to))]!.index);
  });
  const showSelected = () => {
    options.forEach((option, cluster) => option.setAttribute("aria-selected", String(cluster === state.selected)));
    const option = options[state.selected];
    if (!option) return;
    box.setAttribute("aria-activedescendant", option.id);
    if (option.offsetTop < box.scrollTop || option.offsetTop + option.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = option.offsetTop - box.clientHeight / 2;
  };
  const showWords = () => words.forEach((element, cluster) => (element.textContent = topWords(state, cluster, 5)));
  on("selection", showSelected);
  on("measure", showWords);
  showWords();
  queueMicrotask(showSelected);

  const search = el("input", { type: "search", id: newId("search"), autocomplete: "off", spellcheck: "false", dir: "auto" });
  search.addEventListener("input", debounce(() => {
    const wanted = search.value.trim().toLowerCase();
    for (const cluster of report.clusters) {
      const isMatch = nameOf(report, cluster.index).toLowerCase().includes(wanted) || cluster.terms.some((term) => report.words.text[term.word]!.toLowerCase().includes(wanted));
      options[cluster.index]!.hidden = !isMatch;
    }
    empty.hidden = visible().length > 0;
  }, 60));
  return el("div", { class: "card list-card" },
    el("div", { class: "row" }, el("h3", {}, `${report.isTopic ? "Topics by share" : "Clusters by size"}`), el("span", { class: "hint" }, integer(report.clusters.length))),
    report.clusters.length > 8 ? el("div", { class: "field" }, el("label", { for: search.id }, "Find by name or term"), search) : null,
    box, empty);
}

function measureControls(state: State): HTMLElement {
  const { report } = state;
  if (!report.words.hasProbability) return el("p", { class: "hint" }, "Terms are ranked by their weight in the centre, because the counts of the documents are not at hand.");
  const value = el("output", {}, state.lambda.toFixed(2));
  const slider = el("input", { type: "range", id: newId("lambda"), min: 0, max: 1, step: 0.05, value: state.lambda, "aria-describedby": "lambda-hint" });
  const frex = el("input", { type: "checkbox", id: newId("frex") });
  slider.addEventListener("input", () => {
    state.lambda = Number(slider.value);
    value.textContent = state.lambda.toFixed(2);
    emit("measure");
  });
  frex.addEventListener("change", () => {
    state.byFrex = frex.checked;
    slider.disabled = frex.checked;
    emit("measure");
    announce(`Terms are ranked by ${state.byFrex ? "FREX" : "relevance"}.`);
  });
  return el("div", { class: "measure" },
    el("div", { class: "slider" }, el("label", { for: slider.id }, "Relevance \u03bb"), value, el("span", { class: "end", "aria-hidden": "true" }, "distinctive"), slider, el("span", { class: "end", "aria-hidden": "true" }, "frequent")),
    el("label", { class: "check" }, frex, " Rank by FREX"),
    el("p", { class: "hint", id: "lambda-hint" }, "At 1, terms are ranked by their share of the cluster\u2019s tokens; at 0, by how many times greater it is than in all documents (Sievert and Shirley 2014). FREX weighs both as ranks (Bischof and Airoldi 2012)."));
}

function termTable(state: State, terms: Term[]): HTMLElement {
  const { report } = state, cluster = report.clusters[state.selected]!;
  const isProbability = report.words.hasProbability;
  const most = Math.max(...terms.map((term) => (isProbability ? report.words.tokens[term.word]! : term.tokens)), 1e-300);
  const body = el("tbody");
  for (const term of terms) {
    const all = report.words.tokens[term.word]!, pair = el("span", { class: "pair" });
    if (isProbability) pair.append(bar(all / most, "bar all"));
    pair.append(bar(term.tokens / most, `bar own c${cluster.index % 8}`));
    body.append(el("tr", {},
      el("th", { scope: "row" }, userText(report.words.text[term.word]!)), el("td", { class: "bars" }, pair),
      el("td", {}, isProbability ? share(term.tokens / cluster.tokens) : number(term.tokens)),
      isProbability ? el("td", {}, percent(term.tokens / all)) : null,
      isProbability ? el("td", {}, fixed(term.frex, 2)) : null));
  }
  const noun = report.words.isCount ? "tokens" : "weight";
  return el("table", { class: "terms" },
    el("caption", {}, isProbability ? `Bars: the ${noun} of the term in this ${report.noun} (coloured) and in all documents (grey)` : "Weight in the centre"),
    el("thead", {}, el("tr", {},
      el("th", { scope: "col" }, "Term"), el("td", { class: "bars" }),
      el("th", { scope: "col", class: "numeric" }, isProbability ? `Of ${report.noun}` : "Weight"),
      isProbability ? el("th", { scope: "col", class: "numeric" }, el("abbr", { title: `The share of the term\u2019s ${noun} that are in this ${report.noun}` }, "Of term")) : null,
      isProbability ? el("th", { scope: "col", class: "numeric" }, "FREX") : null)),
    body);
}

function documentCard(state: State, d: number): HTMLElement {
  const { report } = state;
  const text = documentText(report, d);
  return el("li", { class: isMistake(report, d) ? "document mistake" : "document" },
    el("p", { class: "text", dir: "auto" }, text),
    el("details", {}, el("summary", {}, el("span", { class: "sr" }, "Details of "), userText(report.documents.name(d)), isMistake(report, d) ? el("span", { class: "tag" }, "mistake") : null), documentFacts(state, d)));
}

function documentList(state: State, title: string, hint: string, documents: number[]): HTMLElement {
  return el("div", { class: "documents-of" }, el("h4", {}, title), el("p", { class: "hint" }, hint),
    documents.length === 0 ? el("p", { class: "hint" }, "None.") : el("ol", { class: "documents" }, ...documents.map((d) => documentCard(state, d))));
}

function facts(report: Report, index: number): HTMLElement {
  const cluster = report.clusters[index]!, { truth } = report;
  const result = el("dl", { class: "facts compact" });
  const add = (name: string, value: string | HTMLElement) => result.append(el("div", {}, el("dt", {}, name), el("dd", {}, value)));
  add("Documents", integer(cluster.size));
  if (Number.isFinite(cluster.share)) add(report.isTopic ? "Share of all tokens" : "Share", percent(cluster.share));
  if (Number.isFinite(cluster.cohesion)) add("Cohesion", fixed(cluster.cohesion));
  if (truth) {
    const match = truth.match[index]!, cells = truth.cells.filter((cell) => cell.cluster === index), all = cells.reduce((sum, cell) => sum + cell.count, 0);
    add("Matched with", match < 0 ? "no known cluster" : userText(truth.name[match]!));
    const best = [...cells].sort((a, b) => b.count - a.count)[0];
    if (best) add("Most are", el("span", {}, userText(truth.name[best.known]!), ` (${percent(best.count / all)})`));
  }
  return result;
}

function detail(state: State): HTMLElement {
  const { report } = state;
  const heading = el("h3", { id: "cluster-heading", tabindex: -1 }), about = el("div"), terms = el("div", { class: "table-box" }), documents = el("div", { class: "stack" });
  const showTerms = () => {
    const cluster = report.clusters[state.selected]!;
    terms.replaceChildren(termTable(state, ranked(report, cluster, state.lambda, state.byFrex, mostTerms)));
  };
  const show = () => {
    const cluster = report.clusters[state.selected]!;
    heading.replaceChildren(swatch(cluster.index), userText(capital(nameOf(report, cluster.index))));
    about.replaceChildren(facts(report, cluster.index));
    showTerms();
    documents.replaceChildren(...(report.documents.count === 0 ? [] : [
      documentList(state, "Typical documents", report.isTopic ? "Those with the greatest share of the topic." : report.documents.probability ? "The most probable, then the nearest to the centre." : "The nearest to the centre.", cluster.typical),
      documentList(state, "Borderline documents", "Those that are almost as well in another one.", report.clusters.length > 1 ? cluster.borderline : []),
    ]));
    announce(`${nameOf(report, cluster.index)}: ${counted(cluster.size, "document")}`);
  };
  const step = (by: number) => () => {
    const order = [...report.clusters].sort((a, b) => b.share - a.share || b.size - a.size || a.index - b.index);
    const at = order.findIndex((cluster) => cluster.index === state.selected);
    select(state, order[(at + by + order.length) % order.length]!.index);
  };
  on("selection", show);
  on("measure", showTerms);
  show();
  const buttons = report.clusters.length > 1
    ? el("div", { class: "buttons" }, el("button", { type: "button", click: step(-1) }, "\u2190 Larger"), el("button", { type: "button", click: step(1) }, "Smaller \u2192"))
    : null;
  return el("div", { class: "card detail" }, el("div", { class: "row" }, heading, buttons), about, el("div", { class: report.documents.count === 0 ? "stack" : "columns detail-columns" }, el("div", { class: "stack" }, measureControls(state), terms), documents));
}

export function clusters(state: State): HTMLElement {
  const { report } = state, title = report.isTopic ? "Topics" : "Clusters";
  return el("section", { id: "clusters", "aria-labelledby": "clusters-title" },
    el("h2", { id: "clusters-title" }, title),
    el("div", { class: "columns map-columns" }, map(state), list(state)),
    detail(state));
}
