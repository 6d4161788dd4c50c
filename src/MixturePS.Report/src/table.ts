// A table that is sorted, filtered and paged. Only the rows of a page are in the document.
import { debounce, el, newId, userText } from "./dom";
import { counted, integer } from "./format";

export interface Column { title: string; isNumber: boolean; key(row: number): number | string; cell(row: number): HTMLElement | string }

export interface TableOptions {
  /** The number of rows. */
  count: number;
  /** A row in one word, and several. */
  noun: string;
  nouns?: string;
  /** The name of the table for screen readers. */
  label: string;
  columns: Column[];
  /** The label of the search, and what it searches in. */
  searchLabel: string;
  text(row: number): string;
  /** Other filters, and whether a row passes them. */
  filters: (HTMLElement | null)[];
  controls: (HTMLElement | null)[];
  accepts(): (row: number) => boolean;
  /** The class of a row, and what a click on its first cell shows. */
  rowClass?(row: number): string;
  more?(row: number): Node[];
  size?: number;
}

// Letters without accents in lower case. A collator would take too long for many texts.
const sortable = (text: string): string => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

/** The rows in the order of a column. Ties keep the order of the rows. */
export function sorted(items: Uint32Array, column: { isNumber: boolean; key(row: number): number | string }, isDescending: boolean): Uint32Array {
  const keys = Array.from(items, (row) => column.key(row)), places = Uint32Array.from(items, (_, i) => i);
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

/** A labelled control. */
export function field(label: string, control: HTMLElement | null): HTMLElement | null {
  return control && el("div", { class: "field" }, el("label", { for: control.id }, label), control);
}

/** The filters, the table and the pager, and a function that draws the rows again after their content has changed. */
export function pagedTable(options: TableOptions): { parts: HTMLElement[]; refresh(): void } {
  const { count: total, columns, noun, nouns = `${noun}s` } = options;
  const all = Uint32Array.from({ length: total }, (_, row) => row);
  // Lower case once, so that a search is one pass.
  let haystack: string[] | null = null;
  let order: Uint32Array = all, page = 0, size = options.size ?? 50, sort = 0, isDescending = false;
  let matches: Uint32Array = all;

  const search = el("input", { type: "search", id: newId("search"), autocomplete: "off", spellcheck: "false", dir: "auto" });
  const status = el("p", { role: "status", class: "hint" });
  const body = el("tbody");
  const headers = columns.map((column, index) => {
    const button = el("button", { type: "button", class: "sort", click: () => { isDescending = sort === index ? !isDescending : column.isNumber; sort = index; reorder(); } }, userText(column.title), el("span", { class: "arrow", "aria-hidden": "true" }));
    return el("th", { scope: "col", class: column.isNumber ? "numeric" : "" }, button);
  });

  function filter(): void {
    const wanted = search.value.trim().toLowerCase(), accepts = options.accepts();
    if (wanted) haystack ??= Array.from(all, (row) => options.text(row).toLowerCase());
    matches = order.filter((row) => accepts(row) && (!wanted || haystack![row]!.includes(wanted)));
    page = 0;
    render();
  }

  function reorder(): void {
    order = sorted(all, columns[sort]!, isDescending);
    filter();
  }

  function line(row: number): HTMLElement {
    const first = columns[0]!.cell(row);
    const cells = columns.map((column, index) => index === 0 ? el("th", { scope: "row", class: column.isNumber ? "numeric" : "" }) : el("td", { class: column.isNumber ? "numeric" : "" }, column.cell(row)));
    const result = el("tr", { class: options.rowClass?.(row) ?? "" }, ...cells);
    if (!options.more) {
      cells[0]!.append(first);
      return result;
    }
    const button = el("button", {
      type: "button", class: "link", "aria-expanded": "false", click: () => {
        const isOpen = button.getAttribute("aria-expanded") === "true";
        button.setAttribute("aria-expanded", String(!isOpen));
        if (isOpen) result.nextElementSibling?.remove();
        else result.after(el("tr", { class: "more" }, el("td", { colspan: columns.length }, ...options.more!(row))));
      },
    }, first);
    cells[0]!.append(button);
    return result;
  }

  const count = el("span", { class: "pages" });
  const lastPage = () => Math.max(0, Math.ceil(matches.length / size) - 1);
  const go = (to: () => number) => () => { page = Math.max(0, Math.min(lastPage(), to())); render(); };
  const buttons = [
    el("button", { type: "button", click: go(() => 0) }, "First"), el("button", { type: "button", click: go(() => page - 1) }, "Previous"),
    el("button", { type: "button", click: go(() => page + 1) }, "Next"), el("button", { type: "button", click: go(lastPage) }, "Last"),
  ];
  const perPage = el("select", { id: newId("size"), change: () => { size = Number(perPage.value); page = 0; render(); } }, ...[25, 50, 100, 200].map((value) => el("option", { value, selected: value === size }, String(value))));

  function render(): void {
    const from = page * size;
    body.replaceChildren(...Array.from(matches.subarray(from, from + size), line));
    headers.forEach((header, index) => {
      if (index === sort) header.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
      else header.removeAttribute("aria-sort");
      header.querySelector(".arrow")!.textContent = index === sort ? (isDescending ? " \u2193" : " \u2191") : "";
    });
    count.textContent = `Page ${integer(page + 1)} of ${integer(lastPage() + 1)}`;
    buttons.forEach((button, index) => (button.disabled = index < 2 ? page === 0 : page >= lastPage()));
    status.textContent = `${counted(matches.length, noun, nouns)}${matches.length < total ? ` of ${integer(total)}` : ""}${matches.length === 0 ? ". Widen the filters." : `; ${integer(from + 1)} to ${integer(Math.min(matches.length, from + size))} are shown.`}`;
  }

  search.addEventListener("input", debounce(filter, 80));
  for (const control of options.controls) control?.addEventListener("change", filter);
  render();
  return {
    refresh: reorder,
    parts: [
      el("div", { class: "filters" }, field(options.searchLabel, search), ...options.filters),
      status,
      el("div", { class: "table-box", role: "region", "aria-label": `Table of ${nouns}`, tabindex: 0 },
        el("table", { class: "wide" }, el("caption", { class: "sr" }, `${options.label}; the buttons in the headers sort`), el("thead", {}, el("tr", {}, ...headers)), body)),
      el("div", { class: "row pager" }, el("div", { class: "buttons" }, ...buttons), count, el("div", { class: "inline" }, el("label", { for: perPage.id }, "Rows"), perPage)),
    ],
  };
}
