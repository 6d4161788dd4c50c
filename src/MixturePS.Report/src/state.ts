// What the sections share: the selected cluster, the measure of terms, and the theme.
import type { Cluster, Report, Term } from "./data";

export interface State {
  readonly report: Report;
  selected: number;
  lambda: number;
  byFrex: boolean;
  isDark: boolean;
}

type Listener = () => void;
const listeners: Record<"selection" | "measure" | "theme", Listener[]> = { selection: [], measure: [], theme: [] };

export function on(event: keyof typeof listeners, listener: Listener): void {
  listeners[event].push(listener);
}

export function emit(event: keyof typeof listeners): void {
  for (const listener of listeners[event]) listener();
}

/** Selects a cluster in all sections. */
export function select(state: State, cluster: number): void {
  if (state.selected === cluster) return;
  state.selected = cluster;
  emit("selection");
}

/** The name that users know a cluster by. */
export function nameOf(report: Report, cluster: number): string {
  const { name, label } = report.clusters[cluster]!;
  return name || `${report.noun} ${label}`;
}

/**
 * The relevance of a term, log p(w | k) weighted by lambda and log lift by the rest (Sievert and Shirley 2014).
 */
export function relevance(report: Report, cluster: Cluster, term: Term, lambda: number): number {
  if (!report.words.hasProbability) return term.tokens;
  const probability = term.tokens / cluster.tokens, share = report.words.tokens[term.word]! / report.words.total;
  return lambda * Math.log(probability) + (1 - lambda) * Math.log(probability / share);
}

/** The terms of a cluster, best first. */
export function ranked(report: Report, cluster: Cluster, lambda: number, byFrex: boolean, most: number): Term[] {
  const scores = new Map(cluster.terms.map((term) => [term, byFrex ? term.frex : relevance(report, cluster, term, lambda)]));
  return [...cluster.terms].sort((a, b) => scores.get(b)! - scores.get(a)! || b.tokens - a.tokens || a.word - b.word).slice(0, most);
}
