// Figures as text.
import { minus } from "../format";

/** A number with up to four decimals or significant digits. */
export function figureText(value: number): string {
  if (!Number.isFinite(value)) return "\u2013";
  const size = Math.abs(value);
  return minus(size === 0 ? "0" : size >= 1000 ? value.toFixed(0) : size >= 1 ? String(Number(value.toFixed(3))) : size >= 0.001 ? value.toFixed(4) : value.toExponential(1));
}
