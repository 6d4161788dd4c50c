// The data of the page, as ReportJson.cs writes them: columns, and lists of lists as one list and their lengths.

export type Numbers = (number | string)[];

export interface RawReport {
  format: number;
  title: string;
  product: string;
  kind: "cluster" | "topic";
  method: string;
  overview: {
    factName: string[]; factValue: string[]; convergence: string; converged: boolean; objective: string; iteration: string; run: string;
    traceLength: number[]; trace: Numbers; traceStep: number; kept: number; burnIn: number; receipt: string[];
  };
  clusters: {
    label: number[]; name: string[]; size: number[]; share: Numbers; cohesion: Numbers; tokens: number[]; x: number[]; y: number[]; axisShare: Numbers;
    termCount: number[]; term: number[]; termTokens: Numbers; termFrex: Numbers; typicalCount: number[]; typical: number[]; borderlineCount: number[]; borderline: number[];
  };
  words: { hasProbability: boolean; isCount: boolean; text: string[]; tokens: number[]; total: number; clusterCount: number[]; cluster: number[]; clusterTokens: number[] };
  documents: {
    total: number; index: number[] | null; count: number; name: string[] | null; cluster: number[]; next: number[]; margin: number[]; distance: Numbers; length: Numbers;
    probability: number[] | null; otherCount: number[]; other: number[]; otherProbability: number[]; x?: number[]; y?: number[]; axisShare: Numbers;
    variableName: string[]; variableType: string[]; text: string[] | null; textLimit?: number; hasTexts?: boolean; [column: string]: unknown;
  };
  truth: null | {
    indexName: string[]; indexValue: Numbers; bound: number | string; measured: number; given: number; name: string[]; match: number[];
    cellKnown: number[]; cellCluster: number[]; cellCount: number[]; known: number[]; mistake: number[]; mistakeCount: number;
  };
}

export interface Term { word: number; tokens: number; frex: number }

export interface Cluster {
  index: number; label: number; name: string; size: number; share: number; cohesion: number; tokens: number; x: number; y: number;
  terms: Term[]; typical: number[]; borderline: number[];
}

export interface Variable { name: string; type: string; text(document: number): string; value(document: number): number | string }

export interface Truth {
  indices: { name: string; value: number }[]; bound: number; measured: number; given: number; name: string[]; match: number[];
  cells: { known: number; cluster: number; count: number }[]; known: number[]; mistakes: number[]; mistakeCount: number;
}

export interface Report {
  title: string; product: string; isTopic: boolean; noun: string; method: string;
  facts: { name: string; value: string }[]; convergence: string; converged: boolean;
  trace: { objective: string; iteration: string; run: string; runs: number[][]; step: number; kept: number; burnIn: number };
  receipt: string[];
  clusters: Cluster[]; clusterAxes: number[];
  words: { hasProbability: boolean; isCount: boolean; text: string[]; tokens: number[]; total: number; clusters: { cluster: number; tokens: number }[][] };
  documents: {
    total: number; count: number; cluster: number[]; next: number[]; margin: number[]; distance: number[]; length: number[]; probability: number[] | null;
    others: { cluster: number; probability: number }[][]; x: number[] | null; y: number[] | null; axes: number[]; variables: Variable[]; text: string[] | null; textLimit: number; hasTexts: boolean;
    name(document: number): string; number(document: number): number;
  };
  truth: Truth | null;
}

// Infinity and NaN are text in JSON.
export const numbers = (values: Numbers): number[] => values.map(Number);

export function split<T>(counts: number[], make: (at: number) => T): T[][] {
  let at = 0;
  return counts.map((count) => Array.from({ length: count }, () => make(at++)));
}

function variables(raw: RawReport["documents"]): Variable[] {
  return raw.variableName.map((name, v) => {
    const type = raw.variableType[v]!;
    const values = raw[`variable${v}`];
    if (type === "Factor") {
      const places = values as number[], levels = raw[`variable${v}Level`] as string[];
      const text = (d: number) => levels[places[d]!] ?? "";
      return { name, type, text, value: text };
    }
    if (type === "Number") {
      const column = numbers(values as Numbers);
      return { name, type, text: (d: number) => (Number.isNaN(column[d]!) ? "" : String(column[d])), value: (d: number) => column[d]! };
    }
    const texts = values as string[];
    return { name, type, text: (d: number) => texts[d]!, value: (d: number) => texts[d]! };
  });
}

/** The data that the page contains. */
export function readData(): unknown {
  return JSON.parse(document.getElementById("data")!.textContent!);
}

/** Reads the data of a clustering. */
export function readReport(raw: RawReport): Report {
  const { clusters, words, documents, truth, overview } = raw;
  const share = numbers(clusters.share), cohesion = numbers(clusters.cohesion), termTokens = numbers(clusters.termTokens), termFrex = numbers(clusters.termFrex), trace = numbers(overview.trace);
  const terms = split(clusters.termCount, (at) => ({ word: clusters.term[at]!, tokens: termTokens[at]!, frex: termFrex[at]! }));
  const typical = split(clusters.typicalCount, (at) => clusters.typical[at]!), borderline = split(clusters.borderlineCount, (at) => clusters.borderline[at]!);
  return {
    title: raw.title,
    product: raw.product,
    isTopic: raw.kind === "topic",
    noun: raw.kind,
    method: raw.method,
    facts: overview.factName.map((name, i) => ({ name, value: overview.factValue[i]! })),
    convergence: overview.convergence,
    converged: overview.converged,
    trace: {
      objective: overview.objective, iteration: overview.iteration, run: overview.run, runs: split(overview.traceLength, (at) => trace[at]!),
      step: overview.traceStep, kept: overview.kept, burnIn: overview.burnIn,
    },
    receipt: overview.receipt,
    clusters: clusters.label.map((label, index) => ({
      index, label, name: clusters.name[index]!, size: clusters.size[index]!, share: share[index]!, cohesion: cohesion[index]!, tokens: clusters.tokens[index]!,
      x: clusters.x[index]!, y: clusters.y[index]!, terms: terms[index]!, typical: typical[index] ?? [], borderline: borderline[index] ?? [],
    })),
    clusterAxes: numbers(clusters.axisShare),
    words: {
      hasProbability: words.hasProbability, isCount: words.isCount, text: words.text, tokens: words.tokens, total: words.total,
      clusters: split(words.clusterCount, (at) => ({ cluster: words.cluster[at]!, tokens: words.clusterTokens[at]! })),
    },
    documents: {
      total: documents.total, count: documents.count, cluster: documents.cluster, next: documents.next, margin: documents.margin.map((value) => value / 1000),
      distance: numbers(documents.distance), length: numbers(documents.length), probability: documents.probability?.map((value) => value / 1000) ?? null,
      others: split(documents.otherCount, (at) => ({ cluster: documents.other[at]!, probability: documents.otherProbability[at]! / 1000 })),
      x: documents.x ?? null, y: documents.y ?? null, axes: numbers(documents.axisShare), variables: variables(documents), text: documents.text, textLimit: documents.textLimit ?? 0, hasTexts: documents.hasTexts ?? false,
      number: (d) => documents.index?.[d] ?? d,
      name: (d) => documents.name?.[d] ?? `doc${documents.index?.[d] ?? d}`,
    },
    truth: truth && {
      indices: truth.indexName.map((name, i) => ({ name, value: Number(truth.indexValue[i]) })), bound: Number(truth.bound), measured: truth.measured, given: truth.given,
      name: truth.name, match: truth.match, cells: truth.cellKnown.map((known, i) => ({ known, cluster: truth.cellCluster[i]!, count: truth.cellCount[i]! })),
      known: truth.known, mistakes: truth.mistake, mistakeCount: truth.mistakeCount,
    },
  };
}
