// Charts as SVG, by scales and lines of D3.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { Report } from "./data";
import { el, svg } from "./dom";
import { integer, number } from "./format";

const margin = { top: 12, right: 16, bottom: 40, left: 72 };

/** A chart that is drawn again when its width changes, so that its letters keep their size. */
export function responsive(draw: (width: number) => SVGElement): HTMLElement {
  const box = el("div", { class: "chart-box" }, draw(600));
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.round(box.clientWidth);
    if (width < 100 || width === drawn) return;
    drawn = width;
    box.replaceChildren(draw(width));
  }).observe(box);
  return box;
}

function axes(root: SVGElement, x: (value: number) => number, xTicks: number[], y: (value: number) => number, yTicks: number[], yText: (value: number) => string, width: number, height: number, title: string): void {
  for (const tick of yTicks) {
    root.append(
      svg("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y(tick), y2: y(tick) }),
      svg("text", { class: "tick", x: margin.left - 8, y: y(tick), dy: "0.32em", "text-anchor": "end" }, yText(tick)));
  }
  for (const tick of xTicks) root.append(svg("text", { class: "tick", x: x(tick), y: height - margin.bottom + 18, "text-anchor": "middle" }, integer(tick)));
  root.append(svg("text", { class: "axis", x: (margin.left + width - margin.right) / 2, y: height - 4, "text-anchor": "middle" }, title));
}

/** The objective at each iteration, with a line for each chain or start, and a table of its values for those who don't see it. */
export function traceChart(report: Report): HTMLElement {
  const { runs, step, kept, burnIn, iteration, objective, run } = report.trace;
  const values = runs.flat().filter(Number.isFinite);
  if (values.length === 0) return el("p", { class: "hint" }, "No objective was recorded.");
  const height = 300, longest = Math.max(...runs.map((trace) => trace.length));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = (high - low || Math.abs(high) || 1) * 0.06;
  const y = scaleLinear([low - pad, high + pad], [height - margin.bottom, margin.top]);
  const yTicks = y.ticks(5), decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(Math.abs((yTicks[1] ?? 1) - (yTicks[0] ?? 0)) || 1))));
  const yFormat = (value: number) => new Intl.NumberFormat("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value).replace("-", "\u2212");
  const first = runs[kept]?.find(Number.isFinite) ?? values[0]!, last = [...(runs[kept] ?? [])].reverse().find(Number.isFinite) ?? values[values.length - 1]!;
  const label = `${objective}: from ${number(first)} to ${number(last)} in ${integer((longest - 1) * step)} ${iteration}s${runs.length > 1 ? `, ${runs.length} ${run}s` : ""}.`;
  const draw = (width: number): SVGElement => {
    const x = scaleLinear([0, Math.max(1, (longest - 1) * step)], [margin.left, width - margin.right]);
    const root = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
    axes(root, x, x.ticks(Math.min(Math.max(2, Math.floor(width / 80)), Math.max(2, longest))).filter(Number.isInteger), y, yTicks, yFormat, width, height, iteration.charAt(0).toUpperCase() + iteration.slice(1));
    if (burnIn > 0) root.append(
      svg("line", { class: "rule", x1: x(burnIn), x2: x(burnIn), y1: margin.top, y2: height - margin.bottom }),
      svg("text", { class: "tick", x: x(burnIn) + 6, y: height - margin.bottom - 8 }, "end of burn-in"));
    const path = line<number>((_, i) => x(i * step), (value) => y(value)).defined(Number.isFinite);
    const order = runs.map((_, i) => i).sort((a, b) => Number(a === kept) - Number(b === kept));
    for (const i of order) {
      const trace = runs[i]!;
      root.append(svg("path", { class: `trace${i === kept ? " kept" : ""}`, d: path(trace) ?? "" }));
      if (longest <= 60 && i === kept) trace.forEach((value, at) => Number.isFinite(value) && root.append(svg("circle", { class: "dot", cx: x(at * step), cy: y(value), r: 3 })));
    }
    return root;
  };
  const legend = runs.length > 1
    ? el("p", { class: "hint" }, `The bold line is ${run} ${kept}, ${run === "chain" ? "which has the greatest mean" : "which was kept"}; the others are thin.`)
    : null;
  return el("div", {}, responsive(draw), legend);
}

/** Accuracy beside the best that any method can expect. */
export function boundChart(accuracy: number, bound: number): HTMLElement {
  return responsive((width) => drawBound(accuracy, bound, width));
}

function drawBound(accuracy: number, bound: number, width: number): SVGElement {
  const height = Number.isFinite(bound) ? 92 : 72, left = 4, right = width - 4, top = 24, thickness = 24;
  const x = scaleLinear([0, 1], [left, right]);
  const label = `Accuracy ${accuracy.toFixed(3)}${Number.isFinite(bound) ? `; that of the Bayes rule is ${bound.toFixed(3)}` : ""}.`;
  const root = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label },
    svg("rect", { class: "track", x: left, y: top, width: right - left, height: thickness, rx: 4 }),
    svg("rect", { class: "fill", x: left, y: top, width: Math.max(0, x(accuracy) - left), height: thickness, rx: 4 }));
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) root.append(svg("text", { class: "tick", x: x(tick), y: 16, "text-anchor": tick === 0 ? "start" : tick === 1 ? "end" : "middle" }, String(tick)));
  if (Number.isFinite(bound)) {
    const isLeft = bound > 0.6;
    root.append(
      svg("line", { class: "bound", x1: x(bound), x2: x(bound), y1: top - 4, y2: top + thickness + 20 }),
      svg("text", { class: "axis", x: x(bound) + (isLeft ? -8 : 8), y: top + thickness + 18, "text-anchor": isLeft ? "end" : "start" }, `Bayes rule ${bound.toFixed(3)}`));
  }
  return root;
}
