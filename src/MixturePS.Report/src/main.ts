// Builds the page from its data.
import { clusters } from "./clusters";
import { readData, readReport, type RawReport } from "./data";
import { documents } from "./documents";
import { readExperiment, type RawExperiment } from "./experiment/data";
import { experimentPage } from "./experiment/page";
import { counted } from "./format";
import { overview } from "./overview";
import { showPage, themeControl } from "./page";
import { emit, type State } from "./state";
import { terms } from "./terms";
import { truth } from "./truth";

function clusterPage(raw: RawReport): void {
  const report = readReport(raw);
  const largest = [...report.clusters].sort((a, b) => b.share - a.share || b.size - a.size || a.index - b.index)[0]!;
  const state: State = { report, selected: largest.index, lambda: 0.6, byFrex: false, isDark: false };
  const theme = themeControl((isDark) => {
    state.isDark = isDark;
    emit("theme");
  });
  const sections = [overview(state), clusters(state), terms(state), ...(report.documents.count > 0 ? [documents(state)] : [])];
  const comparison = truth(state);
  if (comparison) sections.push(comparison);
  const subtitle = report.title.startsWith(`${report.method}: `) ? "A report on a clustering of documents" : [report.method, report.documents.total > 0 ? counted(report.documents.total, "document") : "", counted(report.clusters.length, report.noun)].filter(Boolean).join(" \u00b7 ");
  showPage(report.title, subtitle, report.product, theme, sections);
}

const raw = readData() as RawReport | RawExperiment;
if (raw.kind === "experiment") experimentPage(readExperiment(raw));
else clusterPage(raw);
