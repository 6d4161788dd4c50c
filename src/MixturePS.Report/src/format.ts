// Numbers as text, in English as the rest of the page.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

export function integer(value: number): string {
  return whole.format(value);
}

export function number(value: number): string {
  return Number.isFinite(value) ? short.format(value).replace("-", "\u2212") : "\u2013";
}

export function fixed(value: number, digits = 3): string {
  return Number.isFinite(value) ? value.toFixed(digits).replace("-", "\u2212") : "\u2013";
}

/** A share as a percentage. */
export function percent(value: number): string {
  if (!Number.isFinite(value)) return "\u2013";
  const hundredfold = 100 * value;
  return `${hundredfold === 0 || hundredfold >= 10 ? hundredfold.toFixed(0) : hundredfold.toPrecision(2)} %`;
}

/** The share of a word, which is small, as a percentage of three digits. */
export function share(value: number): string {
  if (!Number.isFinite(value)) return "\u2013";
  return `${value === 0 ? "0" : (100 * value).toPrecision(100 * value >= 0.1 ? 3 : 2).replace("e-", "e\u2212")} %`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${integer(count)} ${count === 1 ? one : many}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A number that is text already, with the sign that other numbers have. */
export function minus(text: string): string {
  return text.replace(/(^|\s)-(?=\d)/g, "$1\u2212");
}
