// What a chart shows: a measure against a factor, with a line and a panel for each value of others.
import type { Experiment, Factor, View } from "./data";

export interface Selection {
  measure: number;
  /** Factors; -1 for none. */
  x: number;
  line: number;
  panel: number;
  /** The value of each further factor of summaries that can't be averaged. */
  fixed: Map<number, number>;
}

const mostLines = 8, mostPanels = 6;

/** The factor that tells methods apart, or undefined. */
export function methodOf(experiment: Experiment): Factor | undefined {
  return experiment.factors.find((factor) => factor.name === "Method");
}

/** A chart that shows most of an experiment. */
export function firstSelection(experiment: Experiment): Selection {
  const { factors } = experiment, method = methodOf(experiment);
  const x = factors.find((factor) => factor.isNumber && factor.value.filter(Number.isFinite).length > 1) ?? factors.find((factor) => factor !== method) ?? factors[0];
  const line = method && method !== x ? method : factors.find((factor) => factor !== x && factor.text.length <= mostLines);
  const panel = factors.find((factor) => factor !== x && factor !== line && factor !== method && factor.text.length <= mostPanels);
  return { measure: 0, x: x?.index ?? -1, line: line?.index ?? -1, panel: panel?.index ?? -1, fixed: new Map() };
}

/** The smallest summaries that have some factors. */
export function viewOf(experiment: Experiment, factors: number[]): View {
  const wanted = factors.filter((factor) => factor >= 0);
  let best = experiment.whole;
  for (const view of experiment.views) {
    if (view.factors.length < best.factors.length && wanted.every((factor) => view.factors.includes(factor))) best = view;
  }
  return best;
}

/** The factors that a view has and a chart doesn't show, of which the chart shows one value each. */
export function furtherFactors(experiment: Experiment, view: View, selection: Selection): Factor[] {
  return view.factors.filter((factor) => factor !== selection.x && factor !== selection.line && factor !== selection.panel).map((factor) => experiment.factors[factor]!);
}

/** The level of a factor in a group; -1 if the view doesn't have the factor. */
export function levelOf(view: View, group: number, factor: number): number {
  const at = view.factors.indexOf(factor);
  return at < 0 ? -1 : view.levels[group]![at]!;
}

/** The groups of a view with the chosen values of further factors. */
export function groupsOf(experiment: Experiment, view: View, selection: Selection): number[] {
  const further = furtherFactors(experiment, view, selection);
  return Array.from({ length: view.count }, (_, group) => group).filter((group) => further.every((factor) => levelOf(view, group, factor.index) === (selection.fixed.get(factor.index) ?? 0)));
}
