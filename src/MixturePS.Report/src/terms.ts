// The words: a search, and the clusters that a word lives in.
import { bar, debounce, el, newId, userText } from "./dom";
import { counted, integer, number, percent, share } from "./format";
import { clusterButton } from "./parts";
import type { State } from "./state";

const mostMatches = 50;

export function terms(state: State): HTMLElement {
  const { report } = state, { words } = report;
  const lower = words.text.map((word) => word.toLowerCase());
  const byTokens = words.text.map((_, w) => w).sort((a, b) => weight(b) - weight(a) || a - b);
  let chosen = byTokens[0] ?? -1;

  function weight(w: number): number {
    return words.hasProbability ? words.tokens[w]! : words.clusters[w]!.reduce((sum, { tokens }) => sum + tokens, 0);
  }

  const search = el("input", { type: "search", id: newId("search"), autocomplete: "off", spellcheck: "false", dir: "auto", placeholder: "a word or a part of it" });
  const status = el("p", { class: "hint", role: "status" });
  const results = el("ul", { class: "chips", "aria-label": "Words" });
  const detail = el("div", { class: "table-box" });

  function showWord(): void {
    for (const button of results.querySelectorAll("button")) button.setAttribute("aria-pressed", String(Number(button.dataset.word) === chosen));
    if (chosen < 0) return detail.replaceChildren();
    const lives = words.clusters[chosen]!, tokens = words.tokens[chosen]!, most = Math.max(...lives.map((item) => item.tokens), 1e-300);
    const body = el("tbody");
    for (const item of lives) {
      const cluster = report.clusters[item.cluster]!;
      body.append(el("tr", {},
        el("th", { scope: "row" }, clusterButton(state, item.cluster)),
        el("td", { class: "bars" }, bar(item.tokens / most, `bar own c${item.cluster % 8}`)),
        el("td", {}, number(item.tokens)),
        words.hasProbability ? el("td", {}, percent(item.tokens / tokens)) : null,
        words.hasProbability ? el("td", {}, share(item.tokens / cluster.tokens)) : null));
    }
    const measure = words.hasProbability ? (words.isCount ? "Tokens" : "Weight") : "Weight in the centre";
    const listed = lives.reduce((sum, item) => sum + item.tokens, 0);
    detail.replaceChildren(el("table", {},
      el("caption", {}, userText(words.text[chosen]!, "user strong"), words.hasProbability ? ` \u2013 ${number(tokens)} ${words.isCount ? (tokens === 1 ? "token" : "tokens") : "in all"}, ${share(tokens / words.total)} of all` : ""),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, report.isTopic ? "Topic" : "Cluster"), el("td", { class: "bars" }), el("th", { scope: "col", class: "numeric" }, measure),
        words.hasProbability ? el("th", { scope: "col", class: "numeric" }, "Of the word") : null,
        words.hasProbability ? el("th", { scope: "col", class: "numeric" }, `Of the ${report.noun}`) : null)),
      body), words.hasProbability && tokens - listed > Math.max(0.5, 0.005 * tokens) ? el("p", { class: "hint" }, `The other ${percent((tokens - listed) / tokens)} are in ${report.noun}s that are not listed.`) : "");
  }

  function showMatches(): void {
    const wanted = search.value.trim().toLowerCase();
    const matches: number[] = [];
    let count = 0;
    // Equal words come first, then beginnings, then parts; more frequent words before others.
    for (const test of wanted === "" ? [() => true] : [(w: string) => w === wanted, (w: string) => w !== wanted && w.startsWith(wanted), (w: string) => !w.startsWith(wanted) && w.includes(wanted)]) {
      for (const w of byTokens) {
        if (!test(lower[w]!)) continue;
        count++;
        if (matches.length < mostMatches) matches.push(w);
      }
    }
    results.replaceChildren(...matches.map((w) => el("li", {}, el("button", {
      type: "button", class: "chip", "data-word": w, "aria-pressed": "false", click: () => { chosen = w; showWord(); },
    }, userText(words.text[w]!), el("span", { class: "hint" }, ` ${number(weight(w))}`)))));
    if (!matches.includes(chosen)) chosen = matches[0] ?? -1;
    status.textContent = count === 0 ? "No word has these letters, among those of this report." : wanted === "" ? `The ${counted(Math.min(count, mostMatches), "most frequent word")} of ${integer(words.text.length)}.` : `${counted(count, "word")}${count > mostMatches ? `; the first ${mostMatches} are shown` : ""}.`;
    showWord();
  }

  search.addEventListener("input", debounce(showMatches, 60));
  showMatches();
  return el("section", { id: "terms", "aria-labelledby": "terms-title" },
    el("h2", { id: "terms-title" }, "Terms"),
    el("div", { class: "columns" },
      el("div", { class: "card" }, el("div", { class: "field" }, el("label", { for: search.id }, "Search for a word"), search), status, results),
      el("div", { class: "card", "aria-live": "polite" }, detail)));
}
