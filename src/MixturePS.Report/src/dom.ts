// Creates elements. Text is always text: nothing here parses HTML.

type Child = Node | string | number | null | undefined | false;
type Props = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

function apply(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** An HTML element with attributes, event listeners and children. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  apply(element, props);
  append(element, children);
  return element;
}

/** An SVG element with attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  apply(element, props);
  append(element, children);
  return element;
}

/** Text of the user, in its own direction. */
export function userText(text: string, className = "user"): HTMLElement {
  return el("span", { class: className, dir: "auto" }, text);
}

/** A bar whose length is a share of its cell. */
export function bar(share: number, className = "bar"): HTMLElement {
  const result = el("span", { class: className, "aria-hidden": "true" });
  result.style.inlineSize = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return result;
}

let ids = 0;

/** An id that no other element has. */
export function newId(prefix: string): string {
  return `${prefix}-${++ids}`;
}

/** Says something to users of a screen reader. */
export function announce(text: string): void {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

/** Runs a function once after the last of several calls. */
export function debounce(run: () => void, milliseconds: number): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(run, milliseconds);
  };
}
