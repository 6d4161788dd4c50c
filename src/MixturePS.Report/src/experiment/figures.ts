// Figures as text.
import { minus } from "../format";

/** A number with four decimals, so that those of a column line up; greater ones have fewer, and smaller ones a power of ten. */
export function figureText(value: number): string {
  if (!Number.isFinite(value)) return "\u2013";
  const size = Math.abs(value);
  return minus(size >= 1000 ? value.toFixed(0) : size >= 10 ? value.toFixed(2) : size >= 0.001 || size === 0 ? value.toFixed(4) : value.toExponential(1));
}
