// Charts of an experiment: a measure, or the paired differences of a measure, against a factor.
import { scaleLinear, scaleLog, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { responsive } from "../charts";
import { el, newId, svg, userText } from "../dom";
import { counted, minus } from "../format";
import { swatchPath } from "../palette";
import { swatch } from "../parts";
import { field } from "../table";
import type { Experiment, Measure, View } from "./data";
import { figureText } from "./figures";
import { firstSelection, furtherFactors, groupsOf, levelOf, methodOf, viewOf, type Selection } from "./selection";

interface Point { x: number; line: number; panel: number; value: number; low: number; high: number; runs: number }

interface Rule { x: number; line: number; panel: number; value: number }

interface Content { points: Point[]; rules: Rule[]; isOwnRule: boolean }

const rule = "Bayes rule";
const names = { value: { value: "mean", low: "confidenceLow", high: "confidenceHigh", runs: "count" }, difference: { value: "difference", low: "differenceLow", high: "differenceHigh", runs: "pairCount" } };
const margin = { top: 12, right: 14, bottom: 44, left: 64 };
const mostTicks = 12, mostPanels = 24;

type Kind = keyof typeof names;

function contentOf(experiment: Experiment, kind: Kind, selection: Selection, view: View): Content {
  const figure = names[kind], { measure } = selection, place = (of: View, group: number) => ({
    x: levelOf(of, group, selection.x), line: Math.max(0, levelOf(of, group, selection.line)), panel: Math.max(0, levelOf(of, group, selection.panel)),
  });
  const points = groupsOf(experiment, view, selection)
    .map((group) => ({
      ...place(view, group), value: view.figure(figure.value, measure, group), low: view.figure(figure.low, measure, group), high: view.figure(figure.high, measure, group), runs: view.figure(figure.runs, measure, group),
    }))
    .filter((point) => Number.isFinite(point.value) && point.x >= 0);
  const none: Content = { points, rules: [], isOwnRule: false };
  if (kind === "difference" || !view.has("bound", measure)) return none;

  // As one of the methods, the rule has a line of its own, on the same documents.
  const ofMethods = (["line", "x"] as const).find((part) => experiment.factors[selection[part]]?.name === "Method");
  if (ofMethods && points.some((point) => experiment.factors[selection[ofMethods]]!.text[point[ofMethods]] === rule)) return none;

  // The Bayes rule is the same for all methods, but not for all documents.
  const isOwnRule = selection.line >= 0 && experiment.factors[selection.line]!.ofDocuments;
  const source = isOwnRule ? view : viewOf(experiment, [selection.x, selection.panel, ...furtherFactors(experiment, view, selection).map((factor) => factor.index)]);
  const seen = new Set<string>(), rules: Rule[] = [];
  for (const group of groupsOf(experiment, source, isOwnRule ? selection : { ...selection, line: source.factors.includes(selection.line) ? selection.line : -1 })) {
    const found = { ...place(source, group), value: source.figure("bound", measure, group) }, key = `${found.x} ${found.panel} ${isOwnRule ? found.line : ""}`;
    if (!Number.isFinite(found.value) || seen.has(key)) continue;
    seen.add(key);
    rules.push(found);
  }
  return { points, rules, isOwnRule };
}

/** The space between two ticks decides their decimals. */
function tickText(ticks: number[]): (value: number) => string {
  const gap = Math.min(...ticks.slice(1).map((tick, i) => tick - ticks[i]!));
  const decimals = Number.isFinite(gap) && gap > 0 ? Math.max(0, Math.min(6, -Math.floor(Math.log10(gap) + 1e-9))) : 3;
  const format = new Intl.NumberFormat("en", { maximumFractionDigits: decimals, minimumFractionDigits: decimals });
  return (value) => minus(format.format(value));
}

function yScale(content: Content, kind: Kind, measure: Measure, height: number) {
  const values = [...content.points.flatMap((point) => [point.value, point.low, point.high]), ...content.rules.map((rule) => rule.value), ...(kind === "difference" ? [0] : [])].filter(Number.isFinite);
  const low = Math.min(...values), high = Math.max(...values), range: [number, number] = [height - margin.bottom, margin.top];
  if (kind === "value" && !measure.isLimited && low > 0 && high / low > 10) {
    const scale = scaleLog([low / 1.15, high * 1.15], range), ticks = scale.ticks(5);
    const few = ticks.length > 8 ? ticks.filter((tick) => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9) : ticks;
    return { y: (value: number) => scale(value), ticks: few, text: (value: number) => String(Number(value.toPrecision(3))) };
  }
  const pad = (high - low || Math.abs(high) || 1) * 0.06, scale = scaleLinear([low - pad, high + pad], range), ticks = scale.ticks(5);
  return { y: (value: number) => scale(value), ticks, text: tickText(ticks) };
}

/** The distance of the intervals of two lines at the same place. */
const gapOf = (lines: number): number => Math.min(5, 40 / lines);

function xScale(experiment: Experiment, selection: Selection, content: Content, width: number) {
  const factor = experiment.factors[selection.x]!, range: [number, number] = [margin.left, width - margin.right];
  const levels = [...new Set(content.points.map((point) => point.x))].sort((a, b) => a - b), values = levels.map((level) => factor.value[level]!);
  const isNumber = values.length > 0 && values.every(Number.isFinite);
  let x: (level: number) => number;
  if (isNumber) {
    const lines = new Set(content.points.map((point) => point.line)).size;
    const low = Math.min(...values), high = Math.max(...values), pad = 10 + (lines - 1) / 2 * gapOf(lines);
    const inner: [number, number] = [range[0] + pad, range[1] - pad];
    const scale = low > 0 && high / low > 10 ? scaleLog([low, high], inner) : scaleLinear(low === high ? [low - 1, high + 1] : [low, high], inner);
    x = (level) => scale(factor.value[level]!);
  } else {
    const scale = scalePoint(levels, range).padding(0.5);
    x = (level) => scale(level)!;
  }

  // Labels that would touch are left out, the first and the last ones last.
  const shown: { level: number; text: string }[] = [];
  const space = (text: string) => (isNumber ? text.length * 7.5 + 10 : 0);
  const texts = levels.map((level) => factor.text[level]!), room = (range[1] - range[0]) / Math.max(1, levels.length);
  for (const [i, level] of levels.entries()) {
    const text = isNumber ? texts[i]! : cut(texts[i]!, Math.max(3, Math.floor(room / 7.5)));
    const last = shown[shown.length - 1];
    if (last && x(level) - x(last.level) < (space(text) + space(last.text)) / 2) continue;
    if (isNumber && levels.length > mostTicks && last && x(level) - x(last.level) < 28) continue;
    shown.push({ level, text });
  }
  return { x, ticks: shown, isNumber, step: isNumber ? 0 : room };
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}\u2026` : text;
}

function drawPanel(experiment: Experiment, kind: Kind, selection: Selection, content: Content, panel: number, height: number, label: string) {
  const measure = experiment.measures[selection.measure]!, factor = experiment.factors[selection.x]!;
  const { y, ticks, text } = yScale(content, kind, measure, height);
  const own = content.points.filter((point) => point.panel === panel), rules = content.rules.filter((rule) => rule.panel === panel);
  const lines = [...new Set(content.points.map((point) => point.line))].sort((a, b) => a - b);
  return (width: number): SVGElement => {
    const { x, ticks: xTicks, isNumber, step } = xScale(experiment, selection, content, width);
    const root = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
    for (const tick of ticks) {
      root.append(
        svg("line", { class: kind === "difference" && tick === 0 ? "zero-line" : "grid", x1: margin.left, x2: width - margin.right, y1: y(tick), y2: y(tick) }),
        svg("text", { class: "tick", x: margin.left - 8, y: y(tick), dy: "0.32em", "text-anchor": "end" }, text(tick)));
    }
    for (const tick of xTicks) root.append(svg("text", { class: "tick", x: x(tick.level), y: height - margin.bottom + 18, "text-anchor": "middle" }, tick.text));
    root.append(svg("text", { class: "axis", x: (margin.left + width - margin.right) / 2, y: height - 6, "text-anchor": "middle" }, factor.label));

    for (const at of content.isOwnRule ? lines : [-1]) {
      const marks = rules.filter((rule) => at < 0 || rule.line === at).sort((a, b) => a.x - b.x), colour = at < 0 ? "" : ` c${at % 8}`;
      if (marks.length === 0) continue;
      if (isNumber && marks.length > 1) root.append(svg("path", { class: `rule-line${colour}`, d: line<Rule>((rule) => x(rule.x), (rule) => y(rule.value))(marks) ?? "" }));
      else for (const rule of marks) root.append(svg("line", { class: `rule-line${colour}`, x1: x(rule.x) - (step || 40) * 0.4, x2: x(rule.x) + (step || 40) * 0.4, y1: y(rule.value), y2: y(rule.value) }));
    }

    // Intervals at the same place are side by side.
    const gap = isNumber ? gapOf(lines.length) : Math.min(step * 0.8 / lines.length, 18);
    for (const [i, at] of lines.entries()) {
      const points = own.filter((point) => point.line === at).sort((a, b) => a.x - b.x), shift = (i - (lines.length - 1) / 2) * gap;
      const group = svg("g", { class: `c${at % 8}` });
      if (isNumber && points.length > 1) group.append(svg("path", { class: "line", d: line<Point>((point) => x(point.x) + shift, (point) => y(point.value))(points) ?? "" }));
      for (const point of points) {
        const cx = x(point.x) + shift, cy = y(point.value);
        const mark = svg("g", {}, svg("title", {}, pointText(experiment, kind, selection, point)));
        if (Number.isFinite(point.low) && Number.isFinite(point.high)) {
          mark.append(svg("path", { class: "interval", d: `M${cx} ${y(point.low)}V${y(point.high)}M${cx - 4} ${y(point.low)}h8M${cx - 4} ${y(point.high)}h8` }));
        }
        mark.append(svg("path", { class: "marker", d: swatchPath(at), transform: `translate(${cx - 5.6} ${cy - 5.6}) scale(0.8)` }));
        group.append(mark);
      }
      root.append(group);
    }
    return root;
  };
}

function pointText(experiment: Experiment, kind: Kind, selection: Selection, point: Point): string {
  const { factors } = experiment, parts = [`${factors[selection.x]!.label} ${factors[selection.x]!.text[point.x]}`];
  if (selection.line >= 0) parts.unshift(factors[selection.line]!.text[point.line]!);
  if (selection.panel >= 0) parts.push(`${factors[selection.panel]!.label} ${factors[selection.panel]!.text[point.panel]}`);
  const interval = Number.isFinite(point.low) ? ` [${figureText(point.low)}, ${figureText(point.high)}]` : "";
  return `${parts.join(", ")}: ${figureText(point.value)}${interval}, ${counted(point.runs, kind === "difference" ? "pair" : "run")}`;
}

function valueTable(experiment: Experiment, kind: Kind, selection: Selection, content: Content): HTMLElement {
  const { factors } = experiment, shown = [selection.panel, selection.line, selection.x].filter((factor) => factor >= 0).map((factor) => factors[factor]!);
  const level = (point: Point, factor: number) => (factor === selection.x ? point.x : factor === selection.line ? point.line : point.panel);
  const rows = [...content.points].sort((a, b) => a.panel - b.panel || a.line - b.line || a.x - b.x);
  const bounds = new Map(content.rules.map((item) => [`${item.x} ${item.panel} ${content.isOwnRule ? item.line : ""}`, item.value]));
  const hasRule = content.rules.length > 0;
  const name = kind === "difference" ? "Differences in the chart" : "Values of the chart";
  return el("details", {}, el("summary", {}, name),
    el("div", { class: "table-box", role: "region", "aria-label": name, tabindex: 0 },
      el("table", { class: "values" }, el("caption", { class: "sr" }, name),
        el("thead", {}, el("tr", {}, ...shown.map((factor) => el("th", { scope: "col" }, userText(factor.label))), ...[kind === "difference" ? "Difference" : "Mean", "From", "To", kind === "difference" ? "Pairs" : "Runs", ...(hasRule ? [rule] : [])].map((name) => el("th", { scope: "col", class: "numeric" }, name)))),
        el("tbody", {}, ...rows.map((point) => el("tr", {},
          ...shown.map((factor, i) => el(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : { class: "name" }, userText(factor.text[level(point, factor.index)]!))),
          ...[point.value, point.low, point.high].map((value) => el("td", { class: "numeric" }, figureText(value))), el("td", { class: "numeric" }, String(point.runs)),
          hasRule ? el("td", { class: "numeric" }, figureText(bounds.get(`${point.x} ${point.panel} ${content.isOwnRule ? point.line : ""}`) ?? NaN)) : null))))));
}

function legend(experiment: Experiment, selection: Selection, content: Content): HTMLElement | null {
  const items: HTMLElement[] = [];
  const lines = selection.line < 0 ? [] : [...new Set(content.points.map((point) => point.line))].sort((a, b) => a - b);
  const factor = experiment.factors[selection.line];
  for (const at of lines) items.push(el("li", {}, swatch(at), factor!.isNumber ? `${factor!.label} ` : "", userText(factor!.text[at]!)));
  if (content.rules.length > 0) items.push(el("li", {}, svg("svg", { class: "swatch dash", viewBox: "0 0 26 14", width: 26, height: 14, "aria-hidden": "true" }, svg("path", { class: "rule-line", d: "M1 7H25" })), content.isOwnRule ? `${rule} of each, in its colour` : rule));
  return items.length > 0 ? el("ul", { class: "legend" }, ...items) : null;
}

/** A chart with its controls. The values are summaries of the page's data. */
export function chart(experiment: Experiment, kind: Kind): HTMLElement {
  const { factors, measures } = experiment, selection = firstSelection(experiment), method = methodOf(experiment);
  if (factors.length === 0 || measures.length === 0) return el("div", { class: "card" }, el("p", { class: "hint" }, "Nothing varies between the rows."));
  const output = el("div", { class: "stack" }), further = el("div", { class: "filters" });

  const measure = el("select", { id: newId("measure"), change: () => { selection.measure = Number(measure.value); show(); } }, ...measures.map((item) => el("option", { value: item.index }, item.label)));
  const select = (part: "x" | "line" | "panel", none: string | null) => {
    const control = el("select", { id: newId(part), change: () => choose(part, Number(control.value)) }, none === null ? null : el("option", { value: -1 }, none), ...factors.map((factor) => el("option", { value: factor.index }, factor.label)));
    return control;
  };
  const x = select("x", null), lines = select("line", "One line"), panel = select("panel", "One panel");

  // A factor is at one place; the one that was there takes the old place.
  function choose(part: "x" | "line" | "panel", factor: number): void {
    const old = selection[part];
    for (const other of ["x", "line", "panel"] as const) if (other !== part && factor >= 0 && selection[other] === factor) selection[other] = other === "x" && old < 0 ? factors.find((item) => item.index !== factor)?.index ?? factor : old;
    selection[part] = factor;
    selection.fixed.clear();
    show();
  }

  function show(): void {
    [measure.value, x.value, lines.value, panel.value] = [selection.measure, selection.x, selection.line, selection.panel].map(String) as [string, string, string, string];
    const shown = [selection.x, selection.line, selection.panel], view = viewOf(experiment, kind === "difference" && method ? [...shown, method.index] : shown);
    further.replaceChildren(...furtherFactors(experiment, view, selection).map((factor) => {
      // A method isn't compared with itself.
      const levels = factor.text.map((_, level) => level).filter((level) => kind === "value" || factor !== method || factor.text[level] !== experiment.reference);
      if (!levels.includes(selection.fixed.get(factor.index) ?? 0)) selection.fixed.set(factor.index, levels[0] ?? 0);
      const control = el("select", { id: newId("fixed"), change: () => { selection.fixed.set(factor.index, Number(control.value)); show(); } }, ...levels.map((level) => el("option", { value: level, selected: level === (selection.fixed.get(factor.index) ?? 0) }, factor.text[level]!)));
      return field(factor.label, control)!;
    }));
    further.hidden = further.childElementCount === 0;
    const content = contentOf(experiment, kind, selection, view), chosen = measures[selection.measure]!;
    const name = kind === "difference" ? `${chosen.label}, difference from ${experiment.reference}` : `${chosen.label}${chosen.unit ? ` (${chosen.unit})` : ""}`;
    const panels = [...new Set(content.points.map((point) => point.panel))].sort((a, b) => a - b);
    if (panels.length === 0) {
      output.replaceChildren(el("h3", {}, name), el("p", { class: "hint" }, "No summary has a value of this measure for these factors."));
      return;
    }
    const few = panels.slice(0, mostPanels), height = few.length > 1 ? 260 : 380;
    const figures = few.map((at) => {
      const title = selection.panel >= 0 ? `${factors[selection.panel]!.label}: ${factors[selection.panel]!.text[at]}` : "";
      const count = content.points.filter((point) => point.panel === at).length;
      const label = `${name} by ${factors[selection.x]!.label}${title ? `; ${title}` : ""}: ${counted(count, "value")}. The values are in a table below.`;
      return el("div", { class: "panel" }, title ? el("h4", {}, userText(title)) : null, responsive(drawPanel(experiment, kind, selection, content, at, height, label)));
    });
    const averaged = factors.filter((factor) => !view.factors.includes(factor.index) && factor.text.length > 1);
    const runs = content.points.map((point) => point.runs), least = Math.min(...runs), most = Math.max(...runs), noun = kind === "difference" ? "pair" : "run";
    const note = [
      `${least === most ? "" : `${least} to `}${counted(most, noun)} per value`,
      content.points.some((point) => Number.isFinite(point.low)) ? `, with ${experiment.isSummarised ? "the intervals of the summaries" : "95 % intervals"}` : "",
      averaged.length > 0 ? `. Each value is over all values of ${averaged.map((factor) => factor.label).join(", ")}` : "",
      panels.length > few.length ? `. The first ${few.length} of ${panels.length} panels are shown` : "", ".",
    ].join("");
    output.replaceChildren(el("h3", {}, userText(name)), legend(experiment, selection, content) ?? "", el("div", { class: few.length > 1 ? "panels" : "panels one" }, ...figures), el("p", { class: "hint" }, userText(note)), valueTable(experiment, kind, selection, content));
  }

  show();
  return el("div", { class: "card" },
    el("div", { class: "filters" }, field("Measure", measure), field("Axis", x), factors.length > 1 ? field("Lines", lines) : null, factors.length > 2 ? field("Panels", panel) : null), further, output);
}
