// Line charts with uPlot, in the page's colours, with the newest values as text beside them.
import { h } from "./dom.js";
import { shown } from "./safe-text.js";

const HEIGHT = 170;
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/**
 * A chart of several lines.
 *
 * @param lines `[title, name of the CSS colour]` each
 * @param text makes a value's text
 */
export function lineChart(title, lines, text) {
  const canvas = h("div", { class: "chart-canvas", "aria-hidden": "true" });
  const values = h("dl", { class: "chart-values" });
  const element = h("figure", { class: "panel chart" }, h("figcaption", {}, h("h3", {}, title), values), canvas);
  let chart = null;
  let data = [[], ...lines.map(() => [])];

  function draw() {
    const width = canvas.clientWidth;
    if (width === 0) {
      return;
    }
    chart?.destroy();
    chart = new globalThis.uPlot(options(width, lines, text), data, canvas);
  }

  const resized = new ResizeObserver(() => {
    if (chart !== null && canvas.clientWidth > 0 && chart.width !== canvas.clientWidth) {
      chart.setSize({ width: canvas.clientWidth, height: HEIGHT });
    }
  });
  resized.observe(canvas);
  // the canvas has its colours from the moment at which it was drawn
  new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  return {
    element,
    update(next) {
      data = next;
      values.replaceChildren(...lines.map(([name, colour], index) => h("div", { class: `key-${colour}` },
        h("dt", {}, name), h("dd", {}, newest(next[index + 1], text)))));
      if (chart === null) {
        draw();
      } else {
        chart.setData(data);
      }
    },
  };
}

/**
 * A chart whose lines are known only from what is read. As many lines as there are colours are drawn.
 *
 * @param colours names of CSS colours, in the order of the lines
 */
export function changingChart(title, colours, text) {
  const element = h("div", { class: "chart-place" });
  let names = [];
  let chart = null;
  return {
    element,
    /** @param series the values of each line by its name */
    update(times, series) {
      const next = [...series.keys()].slice(0, colours.length);
      if (chart === null || next.join("\n") !== names.join("\n")) {
        names = next;
        chart = lineChart(title, names.map((name, index) => [shown(name, 30), colours[index]]), text);
        element.replaceChildren(chart.element);
      }
      chart.update([times, ...names.map(name => series.get(name))]);
    },
  };
}

function minute(times) {
  const end = times.at(-1) ?? Date.now() / 1000;
  return [Math.min(times[0] ?? end, end - 60), end];
}

function newest(values, text) {
  const value = values.at(-1);
  return value === undefined || value === null ? "–" : text(value);
}

function options(width, lines, text) {
  const style = getComputedStyle(document.documentElement);
  const probe = document.querySelector(".bar");
  const colour = name => {
    probe.style.setProperty("outline-color", `var(--${name})`);
    const value = getComputedStyle(probe).outlineColor;
    probe.style.removeProperty("outline-color");
    return value;
  };
  const axis = { stroke: colour("muted"), grid: { stroke: colour("line"), width: 1 }, ticks: { show: false },
    font: `11px ${style.fontFamily}` };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: {
      // a minute at least: one reading has no extent
      x: { range: plot => minute(plot.data[0]) },
      y: { range: (plot, low, high) => [0, high > 0 ? high * 1.1 : 1] },
    },
    series: [{}, ...lines.map(([, name]) => ({
      stroke: colour(name), width: 2, spanGaps: false, points: { size: 4 },
    }))],
    axes: [{ ...axis, size: 30, space: 80, values: (plot, ticks) => ticks.map(tick => CLOCK.format(tick * 1000)) }, { ...axis, size: 56, values: (plot, ticks) => ticks.map(text) }],
  };
}
