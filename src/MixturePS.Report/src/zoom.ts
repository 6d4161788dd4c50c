// Zooming and moving a picture on a canvas, with the mouse, by touch, by buttons and by the keyboard.
import { announce, el } from "./dom";
import { fixed } from "./format";

const most = 40, step = 1.5, stride = 60, duration = 180;

export class Zoom {
  /** How many times larger than the whole picture it is shown. */
  scale = 1;
  /** Whether the picture is being moved, and whether the last press moved it. */
  isDragging = false;
  wasDragged = false;
  readonly buttons: HTMLElement;
  private left = 0;
  private top = 0;
  private frame = 0;
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private readonly whole: HTMLButtonElement;
  private readonly out: HTMLButtonElement;

  constructor(private readonly canvas: HTMLCanvasElement, private readonly draw: () => void) {
    const button = (label: string, text: string, run: () => void) => el("button", { type: "button", class: "zoom", "aria-label": label, title: label, click: run }, text);
    this.out = button("Zoom out", "\u2212", () => this.by(1 / step));
    this.whole = button("Show the whole map", "Reset", () => this.reset());
    this.buttons = el("div", { class: "buttons" }, button("Zoom in", "+", () => this.by(step)), this.out, this.whole);
    this.show();
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("dblclick", (event) => this.by(event.shiftKey ? 1 / step : step, this.place(event)));
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"] as const) canvas.addEventListener(name, (event) => this.release(event));
  }

  /** Where a place of the whole picture is shown, and back. */
  x(at: number): number { return at * this.scale + this.left; }
  y(at: number): number { return at * this.scale + this.top; }
  fromX(at: number): number { return (at - this.left) / this.scale; }
  fromY(at: number): number { return (at - this.top) / this.scale; }

  /** Shows the whole picture. */
  reset(isSmooth = true): void { this.to(1, 0, 0, isSmooth); }

  /** Draws the picture after the size of the canvas has changed. */
  fit(): void { this.to(this.scale, this.left, this.top, false); }

  /** Handles a key. */
  readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = {
      "+": () => this.by(step), "=": () => this.by(step), "-": () => this.by(1 / step), "0": () => this.reset(),
      ArrowLeft: () => this.move(stride, 0), ArrowRight: () => this.move(-stride, 0), ArrowUp: () => this.move(0, stride), ArrowDown: () => this.move(0, -stride),
    }[event.key];
    // The arrow keys scroll the page while all of the picture is shown.
    if (!run || (this.scale === 1 && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    run();
  };

  // The place under the pointer, or the middle, stays where it is.
  private by(factor: number, at = { x: this.canvas.clientWidth / 2, y: this.canvas.clientHeight / 2 }, isSmooth = true): void {
    const scale = Math.max(1, Math.min(most, this.scale * factor)), ratio = scale / this.scale;
    this.to(scale, at.x - (at.x - this.left) * ratio, at.y - (at.y - this.top) * ratio, isSmooth);
  }

  private move(x: number, y: number): void { this.to(this.scale, this.left + x, this.top + y, true); }

  private to(scale: number, left: number, top: number, isSmooth: boolean): void {
    // The picture covers the canvas.
    const { clientWidth: width, clientHeight: height } = this.canvas;
    [left, top] = [Math.max(width * (1 - scale), Math.min(0, left)), Math.max(height * (1 - scale), Math.min(0, top))];
    cancelAnimationFrame(this.frame);
    const from = { scale: this.scale, left: this.left, top: this.top }, start = performance.now();
    const put = (share: number) => {
      [this.scale, this.left, this.top] = [from.scale + (scale - from.scale) * share, from.left + (left - from.left) * share, from.top + (top - from.top) * share];
      this.draw();
    };
    if (isSmooth) announce(`Zoom ${fixed(scale, 1)}`);
    if (!isSmooth || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      put(1);
      return this.show();
    }
    const next = (now: number) => {
      const share = Math.max(0, Math.min(1, (now - start) / duration));
      put(share);
      if (share < 1) this.frame = requestAnimationFrame(next);
      else this.show();
    };
    this.frame = requestAnimationFrame(next);
  }

  private show(): void {
    this.out.disabled = this.whole.disabled = this.scale === 1;
    // A finger moves the picture once it is larger than the canvas; before, it scrolls the page.
    this.canvas.style.touchAction = this.scale === 1 ? "pan-y" : "none";
    this.canvas.dataset.zoom = this.scale.toFixed(2);
  }

  private place(event: MouseEvent): { x: number; y: number } {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  // Without Ctrl, which a gesture of two fingers on a touchpad sets too, the wheel scrolls the page.
  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.by(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * 0.01), this.place(event), false);
  }

  private press(event: PointerEvent): void {
    this.pointers.set(event.pointerId, this.place(event));
    if (this.pointers.size === 1) this.wasDragged = false;
  }

  private drag(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = this.place(event), other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const ratio = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      this.wasDragged = true;
      this.by(ratio, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }, false);
    } else {
      if (!this.isDragging && Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
      if (!this.isDragging) this.canvas.setPointerCapture(event.pointerId);
      this.isDragging = this.wasDragged = true;
      this.to(this.scale, this.left + now.x - before.x, this.top + now.y - before.y, false);
    }
    this.pointers.set(event.pointerId, now);
  }

  private release(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) this.isDragging = false;
  }
}
