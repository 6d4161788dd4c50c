// The map: documents on their first two principal components, or clusters by the distances of their centres, on a canvas.
import { quadtree, type Quadtree } from "d3-quadtree";
import type { Report } from "./data";
import { el, newId, userText } from "./dom";
import { counted, percent } from "./format";
import { colour, mark } from "./palette";
import { documentText, topWords } from "./parts";
import { nameOf, on, select, type State } from "./state";
import { Zoom } from "./zoom";

const padding = 26;

interface Point { x: number; y: number; item: number; cluster: number; r: number }

function points(report: Report, isDocuments: boolean, width: number, height: number): Point[] {
  const xs = isDocuments ? report.documents.x! : report.clusters.map((cluster) => cluster.x), ys = isDocuments ? report.documents.y! : report.clusters.map((cluster) => cluster.y);
  let right = 0, top = 0;
  for (let i = 0; i < xs.length; i++) {
    right = Math.max(right, xs[i]!);
    top = Math.max(top, ys[i]!);
  }
  // One scale for both axes, so that distances are comparable, as large as both allow.
  const scale = Math.min((width - 2 * padding) / Math.max(1, right), (height - 2 * padding) / Math.max(1, top));
  const left = (width - right * scale) / 2, bottom = (height + top * scale) / 2;
  const small = xs.length > 5000 ? 1.9 : xs.length > 1000 ? 2.4 : 3.4;
  return xs.map((x, item) => {
    const cluster = isDocuments ? report.documents.cluster[item]! : item;
    const share = report.clusters[cluster]!.share;
    return { x: left + x * scale, y: bottom - ys[item]! * scale, item, cluster, r: isDocuments ? small : 4 + 70 * Math.sqrt(Number.isFinite(share) ? Math.min(share, 0.25) : 0) };
  });
}

export function map(state: State): HTMLElement {
  const { report } = state;
  const hasDocuments = report.documents.x !== null;
  // With many clusters, two components of the documents seldom show them.
  let isDocuments = hasDocuments && (report.clusters.length <= 12 || report.documents.axes.reduce((sum, share) => sum + share, 0) > 0.2);
  let all: Point[] = [];
  let tree: Quadtree<Point> = quadtree<Point>();
  const canvas = el("canvas", { class: "map", role: "img" });
  const zoom = new Zoom(canvas, () => {
    tip.hidden = true;
    draw();
  });
  const tip = el("div", { class: "tip", "aria-hidden": "true", hidden: true });
  const axes = el("p", { class: "hint" });

  function draw(): void {
    const width = canvas.clientWidth, height = canvas.clientHeight, ratio = Math.min(2, window.devicePixelRatio || 1);
    if (width === 0) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d")!;
    context.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement), ink = style.getPropertyValue("--ink").trim(), paper = style.getPropertyValue("--card").trim(), faint = style.getPropertyValue("--map-faint").trim();
    const many = isDocuments && all.length > 400 && report.clusters.length > 12;
    // With many clusters, colours say little; the selected one stands out of grey.
    const paths = new Map<string, Path2D>();
    const add = (key: string, point: Point) => {
      if (!paths.has(key)) paths.set(key, new Path2D());
      // Sizes are compared best between equal shapes.
      mark(paths.get(key)!, isDocuments ? point.cluster : 0, zoom.x(point.x), zoom.y(point.y), point.r);
    };
    const chosen = all.filter((point) => point.cluster === state.selected);
    for (const point of all) if (point.cluster !== state.selected) add(many ? faint : colour(point.cluster, state.isDark), point);
    context.globalAlpha = isDocuments ? (many ? 0.8 : 0.5) : 0.4;
    for (const [fill, path] of paths) {
      context.fillStyle = fill;
      context.fill(path);
    }
    context.globalAlpha = 1;
    const path = new Path2D();
    for (const point of chosen) mark(path, isDocuments ? point.cluster : 0, zoom.x(point.x), zoom.y(point.y), point.r * (isDocuments ? 1.35 : 1));
    context.lineWidth = 1.2;
    context.strokeStyle = isDocuments ? paper : ink;
    context.fillStyle = colour(state.selected, state.isDark);
    if (!isDocuments) context.globalAlpha = 0.75;
    context.fill(path);
    if (!isDocuments || chosen.length < 600) context.stroke(path);
    context.globalAlpha = 1;
    if (isDocuments) return;
    context.fillStyle = ink;
    context.strokeStyle = paper;
    context.lineWidth = 3;
    context.font = "600 12px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    // The largest are labelled first, and others where there is room.
    const taken: [number, number, number][] = [];
    for (const point of [...all].sort((a, b) => Number(b.item === state.selected) - Number(a.item === state.selected) || b.r - a.r)) {
      const { name, label } = report.clusters[point.item]!;
      const text = name.length > 0 ? (name.length > 18 ? `${name.slice(0, 17)}\u2026` : name) : `${label} ${topWords(state, point.item, 1).slice(0, 14)}`;
      const half = context.measureText(text).width / 2 + 4;
      const at = zoom.x(point.x), y = zoom.y(point.y);
      if (at < -half || at > width + half || y < -8 || y > height + 8) continue;
      const x = Math.max(half, Math.min(width - half, at));
      if (taken.some(([left, middle, reach]) => Math.abs(left - x) < reach + half && Math.abs(middle - y) < 15)) continue;
      taken.push([x, y, half]);
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
  }

  function layOut(): void {
    all = points(report, isDocuments, canvas.clientWidth, canvas.clientHeight);
    tree = quadtree(all, (point) => point.x, (point) => point.y);
    const shares = isDocuments ? report.documents.axes : report.clusterAxes;
    axes.textContent = isDocuments
      ? `First (${percent(shares[0]!)} of the variance) and second (${percent(shares[1]!)}) principal component of ${counted(all.length, "document")}.`
      : `Distances of the centres; circles grow with the share of the ${report.noun}. The two axes have ${percent(shares[0]! + shares[1]!)} of the variance.`;
    canvas.setAttribute("aria-label", `Map of ${isDocuments ? counted(all.length, "document") : counted(all.length, report.noun)}. The list of ${report.noun}s has the same content as text.`);
    zoom.fit();
  }

  function nearest(event: PointerEvent | MouseEvent): Point | undefined {
    const box = canvas.getBoundingClientRect();
    return tree.find(zoom.fromX(event.clientX - box.left), zoom.fromY(event.clientY - box.top), (isDocuments ? 16 : 34) / zoom.scale);
  }

  canvas.addEventListener("pointermove", (event) => {
    const point = zoom.isDragging ? undefined : nearest(event);
    tip.hidden = !point;
    canvas.classList.toggle("pointing", point !== undefined);
    if (!point) return;
    const text = isDocuments ? documentText(report, point.item).slice(0, 160) : topWords(state, point.cluster, 6);
    tip.replaceChildren(el("strong", {}, userText(nameOf(report, point.cluster))), el("br"), userText(text));
    const x = zoom.x(point.x), y = zoom.y(point.y), left = Math.max(4, Math.min(x + 12, canvas.clientWidth - tip.offsetWidth - 4));
    tip.style.insetInlineStart = "";
    tip.style.left = `${left}px`;
    tip.style.top = `${y + 14 + tip.offsetHeight > canvas.clientHeight ? y - tip.offsetHeight - 12 : y + 14}px`;
  });
  canvas.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
  canvas.addEventListener("click", (event) => {
    const point = zoom.wasDragged ? undefined : nearest(event);
    if (point) select(state, point.cluster);
  });
  on("selection", draw);
  on("theme", draw);
  on("measure", draw);
  new ResizeObserver(layOut).observe(canvas);

  const group = newId("map");
  const choice = (label: string, documents: boolean) => el("label", { class: "choice" },
    el("input", { type: "radio", name: group, checked: documents === isDocuments, change: () => { isDocuments = documents; zoom.reset(false); layOut(); } }), el("span", {}, label));
  const choices = hasDocuments
    ? el("fieldset", { class: "choices" }, el("legend", { class: "sr" }, "What the map shows"), choice("Documents", true), choice(report.isTopic ? "Topics" : "Clusters", false))
    : null;
  return el("div", { class: "card map-card" },
    el("div", { class: "row" }, el("h3", {}, "Map"), choices), el("div", { class: "map-box", role: "group", tabindex: 0, "aria-label": "Map. Plus and minus zoom, arrow keys move, 0 resets.", keydown: zoom.key }, canvas, tip),
    el("div", { class: "row" }, axes, zoom.buttons));
}
