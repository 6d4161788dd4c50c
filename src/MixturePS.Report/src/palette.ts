// Colours that people with any kind of colour vision can distinguish, darker ones for a light page and lighter ones for a dark
// page, each with a contrast of at least 3 to the page. A shape of its own goes with each colour; the pairs repeat after 40.

const light = ["#0072b2", "#d55e00", "#00805e", "#a8487f", "#946200", "#3288bd", "#5b4bb5", "#4d4d4d"];
const dark = ["#56b4e9", "#ff9248", "#2fc79b", "#e8a0c8", "#f0d942", "#8fb3ff", "#b9a6ff", "#d9d9d9"];
const shapes = ["circle", "square", "triangle", "diamond", "cross"] as const;

export function colour(cluster: number, isDark: boolean): string {
  const colours = isDark ? dark : light;
  return colours[cluster % colours.length]!;
}

/** Adds the shape of a cluster to a path, around a point. */
export function mark(path: Path2D | CanvasRenderingContext2D, cluster: number, x: number, y: number, r: number): void {
  switch (shapes[cluster % shapes.length]) {
    case "square":
      path.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      break;
    case "triangle":
      path.moveTo(x, y - 1.2 * r);
      path.lineTo(x + 1.1 * r, y + 0.8 * r);
      path.lineTo(x - 1.1 * r, y + 0.8 * r);
      path.closePath();
      break;
    case "diamond":
      path.moveTo(x, y - 1.3 * r);
      path.lineTo(x + 1.1 * r, y);
      path.lineTo(x, y + 1.3 * r);
      path.lineTo(x - 1.1 * r, y);
      path.closePath();
      break;
    case "cross": {
      const a = 0.45 * r, b = 1.25 * r;
      path.rect(x - a, y - b, 2 * a, 2 * b);
      path.rect(x - b, y - a, b - a, 2 * a);
      path.rect(x + a, y - a, b - a, 2 * a);
      break;
    }
    default:
      path.moveTo(x + r, y);
      path.arc(x, y, r, 0, 2 * Math.PI);
  }
}

/** The shape of a cluster as the path of an SVG of 14 by 14. */
export function swatchPath(cluster: number): string {
  switch (shapes[cluster % shapes.length]) {
    case "square": return "M2 2h10v10h-10z";
    case "triangle": return "M7 1L13 12H1z";
    case "diamond": return "M7 0L13 7L7 14L1 7z";
    case "cross": return "M5 1h4v4h4v4h-4v4h-4v-4h-4v-4h4z";
    default: return "M13 7A6 6 0 1 1 1 7A6 6 0 1 1 13 7z";
  }
}
