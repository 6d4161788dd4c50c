// The data of an experiment's page, as ExperimentJson.cs writes them. All summaries are in them; nothing here computes one.
import { numbers, split, type Numbers } from "../data";

interface RawView { factor: number[]; groups: number; level: number[]; failed?: number[]; [figure: string]: unknown }

export interface RawExperiment {
  format: number;
  title: string;
  product: string;
  kind: "experiment";
  overview: {
    figureName: string[]; figureValue: string[]; factName: string[]; factValue: string[]; status: string; complete: boolean; summarised: boolean;
    errorId: string[]; errorMessage: string[]; errorCount: number[]; receipt: string[];
  };
  factors: { name: string[]; label: string[]; ofDocuments: number[]; isNumber: number[]; levelCount: number[]; level: string[]; value: Numbers };
  measures: { name: string[]; label: string[]; isLimited: number[]; unit: string[] };
  reference: string | null;
  whole: RawView;
  viewCount: number;
  runs: { total: number; count: number; failed: number[]; columnName: string[]; columnLabel: string[]; isNumber: number[]; [column: string]: unknown };
  [view: string]: unknown;
}

export interface Factor { index: number; name: string; label: string; ofDocuments: boolean; isNumber: boolean; text: string[]; value: number[] }

export interface Measure { index: number; name: string; label: string; unit: string; isLimited: boolean }

export interface View {
  factors: number[]; count: number; levels: number[][]; failed: number[];
  /** Whether any group has the figure of a measure. */
  has(figure: string, measure: number): boolean;
  /** A figure of a group; NaN where it has none. */
  figure(name: string, measure: number, group: number): number;
}

export interface RunColumn { name: string; label: string; isNumber: boolean; text(run: number): string; value(run: number): number | string }

export interface Experiment {
  title: string; product: string; figures: { name: string; value: string }[]; facts: { name: string; value: string }[];
  status: string; isComplete: boolean; isSummarised: boolean; errors: { id: string; message: string; count: number }[]; receipt: string[];
  factors: Factor[]; measures: Measure[]; reference: string | null; whole: View; views: View[];
  runs: { total: number; count: number; isFailed(run: number): boolean; columns: RunColumn[] };
}

function view(raw: RawView, measures: number): View {
  const width = raw.factor.length, columns = new Map<string, number[]>();
  const column = (name: string) => {
    if (!columns.has(name)) columns.set(name, raw[name] === undefined ? [] : numbers(raw[name] as Numbers));
    return columns.get(name)!;
  };
  return {
    factors: raw.factor,
    count: raw.groups,
    levels: Array.from({ length: raw.groups }, (_, group) => raw.level.slice(group * width, (group + 1) * width)),
    failed: raw.failed ?? [],
    has: (name, measure) => measure < measures && column(name).slice(measure * raw.groups, (measure + 1) * raw.groups).some(Number.isFinite),
    figure: (name, measure, group) => column(name)[measure * raw.groups + group] ?? NaN,
  };
}

function columns(raw: RawExperiment["runs"]): RunColumn[] {
  return raw.columnName.map((name, c) => {
    const label = raw.columnLabel[c]!;
    if (raw.isNumber[c]) {
      const values = numbers(raw[`column${c}`] as Numbers);
      return { name, label, isNumber: true, text: (run: number) => (Number.isNaN(values[run]!) ? "" : String(values[run])), value: (run: number) => values[run]! };
    }
    const places = raw[`column${c}`] as number[], texts = raw[`column${c}Text`] as string[];
    const shown = name === "Method" ? texts.map((text) => (text === "Bound" ? "Bayes rule" : text)) : texts;
    const text = (run: number) => shown[places[run]!]!;
    return { name, label, isNumber: false, text, value: text };
  });
}

/** Reads the data of an experiment. */
export function readExperiment(raw: RawExperiment): Experiment {
  const { overview, factors, measures, runs } = raw;
  const values = numbers(factors.value);
  const texts = split(factors.levelCount, (at) => factors.level[at]!), levels = split(factors.levelCount, (at) => values[at]!);
  return {
    title: raw.title,
    product: raw.product,
    figures: overview.figureName.map((name, i) => ({ name, value: overview.figureValue[i]! })),
    facts: overview.factName.map((name, i) => ({ name, value: overview.factValue[i]! })),
    status: overview.status,
    isComplete: overview.complete,
    isSummarised: overview.summarised,
    errors: overview.errorId.map((id, i) => ({ id, message: overview.errorMessage[i]!, count: overview.errorCount[i]! })),
    receipt: overview.receipt,
    factors: factors.name.map((name, index) => ({
      index, name, label: factors.label[index]!, ofDocuments: factors.ofDocuments[index] === 1, isNumber: factors.isNumber[index] === 1,
      text: texts[index]!.map((text) => text || "none"), value: levels[index]!,
    })),
    measures: measures.name.map((name, index) => ({ index, name, label: measures.label[index]!, unit: measures.unit[index]!, isLimited: measures.isLimited[index] === 1 })),
    reference: raw.reference === "Bound" ? "Bayes rule" : raw.reference,
    whole: view(raw.whole, measures.name.length),
    views: Array.from({ length: raw.viewCount }, (_, v) => view(raw[`view${v}`] as RawView, measures.name.length)),
    runs: { total: runs.total, count: runs.count, isFailed: (run) => runs.failed[run] === 1, columns: columns(runs) },
  };
}
