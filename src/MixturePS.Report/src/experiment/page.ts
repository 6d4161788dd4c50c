// The page of an experiment.
import { el, newId, userText } from "../dom";
import { counted, integer, minus } from "../format";
import { showPage, themeControl } from "../page";
import { receipt, status } from "../receipt";
import { field, pagedTable, type Column } from "../table";
import { chart } from "./chart";
import type { Experiment, Factor } from "./data";
import { figureText } from "./figures";
import { levelOf, methodOf } from "./selection";

const mostSelects = 4, mostOptions = 100;

function section(id: string, title: string, ...content: (HTMLElement | null)[]): HTMLElement {
  return el("section", { id, "aria-labelledby": `${id}-title` }, el("h2", { id: `${id}-title` }, title), ...content);
}

function overview(experiment: Experiment): HTMLElement {
  const figures = el("dl", { class: "figures" }), facts = el("dl", { class: "facts" });
  for (const { name, value } of experiment.figures) figures.append(el("div", {}, el("dt", {}, name), el("dd", {}, minus(value))));
  for (const { name, value } of experiment.facts) facts.append(el("div", {}, el("dt", {}, userText(name)), el("dd", {}, userText(minus(value)))));
  const errors = experiment.errors.length === 0 ? null : el("div", { class: "card" }, el("h3", {}, "Errors of failed runs"),
    el("ul", { class: "documents" }, ...experiment.errors.map((error) => el("li", { class: "document mistake" }, el("p", {}, el("span", { class: "strong" }, userText(error.id || "Error")), ` in ${counted(error.count, "run")}`), el("p", { class: "text", dir: "auto" }, error.message)))));
  return section("overview", "Overview", figures, status(experiment.status, experiment.isComplete || experiment.isSummarised),
    el("div", { class: "columns" },
      el("div", { class: "card" }, receipt(experiment.receipt, !experiment.receipt.some((line) => line.startsWith("$rows = ")) ? "" : "These lines make the same rows again, except for the seconds. Whether they do was checked by the seed of every row.")),
      el("div", { class: "stack" }, el("div", { class: "card" }, el("h3", {}, "Parameters"), facts), errors)));
}

/** A select for each of some factors that filters a table. */
function factorFilters(factors: Factor[]): { controls: HTMLSelectElement[]; fields: (HTMLElement | null)[]; chosen(): [number, number][] } {
  const used = factors.filter((factor) => factor.text.length > 1 && factor.text.length <= mostOptions).slice(0, mostSelects);
  const controls = used.map((factor) => el("select", { id: newId("factor") }, el("option", { value: -1 }, "All"), ...factor.text.map((text, level) => el("option", { value: level }, text))));
  return { controls, fields: used.map((factor, i) => field(factor.label, controls[i]!)), chosen: () => used.map((factor, i): [number, number] => [factor.index, Number(controls[i]!.value)]).filter(([, level]) => level >= 0) };
}

const summaryFigures: [string, string][] = [
  ["count", "Runs"], ["mean", "Mean"], ["standardError", "Standard error"], ["confidenceLow", "From"], ["confidenceHigh", "To"], ["standardDeviation", "Standard deviation"],
  ["quantile5", "5 %"], ["quantile25", "25 %"], ["median", "Median"], ["quantile75", "75 %"], ["quantile95", "95 %"], ["bound", "Bayes rule"], ["gap", "Gap"],
  ["difference", "Difference"], ["differenceLow", "Difference from"], ["differenceHigh", "Difference to"], ["pairCount", "Pairs"], ["unpairedCount", "Unpaired"],
];

function summaries(experiment: Experiment): HTMLElement {
  const { whole, factors, measures } = experiment;
  const measure = el("select", { id: newId("measure") }, ...measures.map((item) => el("option", { value: item.index }, item.label)));
  const filters = factorFilters(factors), at = () => Number(measure.value);
  const columns: Column[] = factors.map((factor): Column => ({
    title: factor.label, isNumber: factor.isNumber,
    key: (group) => (factor.isNumber ? factor.value[levelOf(whole, group, factor.index)]! : factor.text[levelOf(whole, group, factor.index)]!),
    cell: (group) => userText(factor.text[levelOf(whole, group, factor.index)]!, "clamp"),
  }));
  for (const [figure, title] of summaryFigures) {
    if (!measures.some((item) => whole.has(figure, item.index))) continue;
    const isCount = figure === "count" || figure.endsWith("Count");
    columns.push({ title, isNumber: true, key: (group) => whole.figure(figure, at(), group), cell: (group) => (isCount ? (Number.isFinite(whole.figure(figure, at(), group)) ? integer(whole.figure(figure, at(), group)) : "\u2013") : figureText(whole.figure(figure, at(), group))) });
    if (figure === "count" && whole.failed.some((count) => count > 0)) columns.push({ title: "Failed", isNumber: true, key: (group) => whole.failed[group]!, cell: (group) => integer(whole.failed[group]!) });
  }
  const table = pagedTable({
    count: whole.count, noun: "summary", nouns: "summaries", label: "Summaries", columns, searchLabel: "Search values",
    text: (group) => factors.map((factor) => factor.text[levelOf(whole, group, factor.index)]).join("\n"),
    filters: [field("Measure", measure), ...filters.fields], controls: filters.controls,
    accepts: () => {
      const chosen = filters.chosen();
      return (group) => chosen.every(([factor, level]) => levelOf(whole, group, factor) === level);
    },
  });
  measure.addEventListener("change", table.refresh);
  const reference = experiment.reference;
  return section("summaries", "Summaries", el("div", { class: "card" },
    el("p", { class: "hint" }, "One row for each combination, as Measure-MixtureExperiment computes it. From and To are the ends of the interval of the mean", reference ? el("span", {}, "; differences are those from ", userText(reference), " on the same documents") : "", "."), ...table.parts));
}

function runs(experiment: Experiment): HTMLElement {
  const { runs: data, factors, measures } = experiment;
  const columnOf = (name: string) => data.columns.find((column) => column.name === name);
  const filters = factorFilters(factors);
  const shown = [...factors.map((factor) => factor.name), "Replicate", ...measures.slice(0, 1).map((measure) => measure.name), "Seconds", "Seed", "DataSeed", "ErrorId"];
  const columns: Column[] = [{ title: "Run", isNumber: false, key: (run) => run, cell: (run) => integer(run + 1) }];
  for (const name of new Set(shown)) {
    const column = columnOf(name);
    if (!column) continue;
    const isFigure = measures.some((measure) => measure.name === name);
    columns.push({ title: column.label, isNumber: column.isNumber, key: column.value, cell: (run) => (isFigure && column.isNumber ? figureText(column.value(run) as number) : userText(column.text(run), name === "DataSeed" ? "user seed" : "clamp")) });
  }
  const levels = factors.map((factor) => columnOf(factor.name));
  const hasFailed = Array.from({ length: data.count }, (_, run) => run).some(data.isFailed);
  const failed = hasFailed ? el("input", { type: "checkbox", id: newId("failed") }) : null;
  const texts = data.columns.filter((column) => !column.isNumber);
  const table = pagedTable({
    count: data.count, noun: "run", label: "Runs", columns, searchLabel: "Search texts, such as methods and errors",
    text: (run) => texts.map((column) => column.text(run)).join("\n"),
    filters: [...filters.fields, failed && el("label", { class: "check" }, failed, " Failed only")], controls: [...filters.controls, failed],
    accepts: () => {
      const isFailedOnly = failed?.checked ?? false;
      const chosen = filters.chosen().map(([factor, level]) => ({ column: levels[factor]!, factor: factors[factor]!, level }));
      return (run) => (!isFailedOnly || data.isFailed(run)) && chosen.every(({ column, factor, level }) =>
        column.isNumber ? Object.is(column.value(run), factor.value[level]) : (column.text(run) || "none") === factor.text[level]);
    },
    rowClass: (run) => (data.isFailed(run) ? "mistake" : ""),
    more: (run) => {
      const facts = el("dl", { class: "facts compact" });
      for (const column of data.columns) {
        const text = column.text(run);
        if (text && column.name !== "Error") facts.append(el("div", {}, el("dt", {}, userText(column.label)), el("dd", {}, userText(minus(text)))));
      }
      const error = columnOf("Error")?.text(run);
      return error ? [el("p", { class: "text strong", dir: "auto" }, error), facts] : [facts];
    },
  });
  return section("runs", "Runs", el("div", { class: "card" },
    data.count < data.total ? el("p", { class: "note" }, `The report has ${integer(data.count)} of ${integer(data.total)} runs: failed ones and the first of the others. All summaries are those of all runs.`) : null,
    el("p", { class: "hint" }, "DataSeed makes the documents again, with New-MixtureModel -Seed, and Seed the fit."), ...table.parts));
}

/** Builds the page. */
export function experimentPage(experiment: Experiment): void {
  const theme = themeControl(() => {});
  const sections = [overview(experiment), section("results", "Results", chart(experiment, "value"))];
  if (experiment.reference !== null && methodOf(experiment) && experiment.measures.some((measure) => experiment.whole.has("difference", measure.index))) {
    sections.push(section("differences", "Differences",
      el("p", { class: "hint" }, "Each run is compared with that of ", userText(experiment.reference), " on the same documents. The intervals are those of paired samples; an interval without 0 shows a difference."), chart(experiment, "difference")));
  }
  sections.push(summaries(experiment));
  if (experiment.runs.count > 0) sections.push(runs(experiment));
  showPage(experiment.title, "A report on an experiment with simulated documents", experiment.product, theme, sections);
}
