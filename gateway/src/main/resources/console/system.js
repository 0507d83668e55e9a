// The system: health of each hop, provider in use, capabilities, limits left, and live figures.
import { answerChanges, answers } from "./answers.js";
import { call } from "./api.js";
import { changingChart, lineChart } from "./charts.js";
import { h } from "./dom.js";
import { errorBox } from "./errors.js";
import { Figures } from "./figures.js";
import { clockTime, count, seconds, time } from "./format.js";
import { limitChanges, limits, limitText } from "./limits.js";
import { shown } from "./safe-text.js";

/** Milliseconds between the end of a reading and the next one; doubled after each failure. */
const INTERVAL = 5000;
const LONGEST_INTERVAL = 80_000;

/** Outcomes of component calls, in the order of the colours of their lines. */
const OUTCOMES = ["good", "late", "failed", "malformed", "refused"];

/** Milliseconds for a reading. */
const READING_LIMIT = 10_000;

const perSecond = value => `${value < 10 ? Number(value.toFixed(2)) : Math.round(value)}/s`;
const share = value => `${Math.round(value * 100)} %`;
const duration = value => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(1)} s`);

export function systemView(capabilities) {
  const health = h("div", { class: "tiles" });
  const limitList = h("ul", { class: "limits" });
  const live = liveFigures();
  let failed = false;
  const polling = repeated(() => Promise.all([readHealth(), live.read()]));

  async function readHealth() {
    try {
      const { body, ms } = await call("GET", "health", { signal: AbortSignal.timeout(READING_LIMIT) });
      health.replaceChildren(...hops(body, ms));
      failed = false;
      return null;
    } catch (failure) {
      // each reading fails while the miner is away: said once
      health.replaceChildren(errorBox(failure, null, { silent: failed }));
      failed = true;
      return failure;
    }
  }

  function showLimits() {
    const known = limits();
    limitList.replaceChildren(...(known.length === 0 ? [h("li", { class: "hint" }, "No limit is known yet.")] : known.map(limit =>
      h("li", {}, h("span", {}, limitTitle(limit)),
        h("meter", { min: 0, max: limit.allowed ?? limit.left, value: limit.left, "aria-label": `${limitTitle(limit)}: left` }),
        h("span", { class: "hint" }, limitText(limit))))));
  }

  limitChanges.addEventListener("change", showLimits);
  showLimits();
  return {
    element: h("div", { class: "view" }, h("h1", {}, "System"),
      h("h2", { class: "group" }, "Health"), health,
      live.element,
      h("div", { class: "columns" },
        h("section", { class: "panel" }, h("h2", {}, "Limits of this key"), limitList,
          h("p", { class: "hint" }, "As the newest answers of this tab said. The miner tells a budget only when it refuses a request.")),
        h("section", { class: "panel" }, h("h2", {}, "Capabilities"), capabilityList(capabilities)))),
    show: polling.start,
    hide: polling.stop,
  };
}

/** Such as "complete", or "budget: tokens of a day". */
function limitTitle({ name, unit }) {
  const period = /-(day|month)$/.exec(name);
  return unit === null || period === null ? name.replaceAll("_", " ")
    : `budget: ${name.startsWith("money") ? "money" : unit} of a ${period[1]}`;
}

/**
 * Reads again and again, while the tab is looked at: each time after the last reading has ended, later after failures,
 * and not before a limit frees.
 *
 * @param read resolves to an error or null for each part
 */
function repeated(read) {
  let wanted = false;
  let busy = false;
  let timer = null;
  let interval = INTERVAL;

  async function poll() {
    let freeAt = 0;
    if (!document.hidden) {
      busy = true;
      const failures = (await read().catch(failure => {
        // a mistake of the page must not end the readings
        reportError(failure);
        return [failure];
      })).filter(failure => failure !== null);
      busy = false;
      interval = failures.length === 0 ? INTERVAL : Math.min(interval * 2, LONGEST_INTERVAL);
      freeAt = Math.max(0, ...failures.map(failure => failure.freeAt ?? 0));
    }
    if (wanted) {
      timer = setTimeout(poll, Math.max(interval, freeAt - Date.now()));
    }
  }

  return {
    start() {
      if (!wanted) {
        wanted = true;
        if (!busy) {
          poll();
        }
      }
    },
    stop() {
      wanted = false;
      clearTimeout(timer);
    },
  };
}

function hops(body, ms) {
  const good = body.status === "healthy";
  const tile = (title, value, state, more = null) => h("div", { class: `tile ${state}` },
    h("p", { class: "tile-title" }, title), h("p", { class: "tile-value" }, value), more === null ? null : h("p", { class: "hint" }, more));
  return [
    tile("Stack", shown(body.status, 40), good ? "good" : "bad", body.detail === undefined ? `${Math.round(ms)} ms` : shown(body.detail, 500)),
    ...Object.entries(body.components ?? {}).slice(0, 12).map(([name, value]) => {
      const state = shown(typeof value === "string" ? value : JSON.stringify(value), 80);
      return tile(shown(name, 60), state, /^(up|healthy|ok|available)$/i.test(state) ? "good" : "bad");
    }),
    tile("Provider in use", shown(body.llm_provider, 60), "", shown(body.model, 120)),
    tile("Conversations", Number(body.active_conversations).toLocaleString("en"), "", "active"),
    ...(typeof body.version === "string" ? [tile("Version", shown(body.version, 40), "")] : []),
  ];
}

function capabilityList(capabilities) {
  const rows = Object.entries(capabilities ?? {}).filter(([, value]) => typeof value !== "object").slice(0, 30);
  const features = Object.entries(capabilities?.features ?? {}).filter(([, on]) => on === true).map(([name]) => name);
  return h("dl", { class: "pairs" },
    rows.map(([name, value]) => h("div", {}, h("dt", {}, shown(name.replaceAll("_", " "), 60)), h("dd", {}, shown(value, 120)))),
    h("div", {}, h("dt", {}, "features"), h("dd", {}, shown(features.join(", ").replaceAll("_", " "), 600))));
}

/** Charts of the whole stack for an operator's key, else the key's own tenant and this tab's requests. */
function liveFigures() {
  const place = h("div", {});
  const old = h("p", { class: "hint", role: "status" });
  const figures = new Figures();
  let charts = null;
  let own = null;
  let refused = false;
  let failed = false;

  /** The same text once more is no news. */
  function sayOld(text) {
    if (old.textContent !== text) {
      old.textContent = text;
    }
  }

  async function read() {
    if (refused) {
      return null;
    }
    try {
      const tenant = await figures.read(AbortSignal.timeout(READING_LIMIT));
      if (tenant !== null) {
        own ??= ownFigures();
        own.update(tenant);
        if (!place.contains(own.element)) {
          place.replaceChildren(own.element);
        }
        return null;
      }
    } catch (failure) {
      if (failure.status === 403 || failure.status === 404) {
        refused = true;
        place.replaceChildren(ownFigures().element);
        return null;
      }
      if (charts === null) {
        place.replaceChildren(errorBox(failure, null, { silent: failed }));
      } else {
        sayOld(`Old since ${clockTime(figures.newest.time * 1000)}: ${shown(failure.detail ?? failure.name, 300)}`);
      }
      failed = true;
      return failure;
    }
    charts ??= stackCharts();
    if (!place.contains(charts.element)) {
      // a chart needs the width of its place
      place.replaceChildren(old, charts.element);
    }
    sayOld("");
    failed = false;
    charts.update(figures);
    return null;
  }

  return {
    element: h("section", { class: "live", "aria-label": "Figures" }, place),
    read,
  };
}

function stackCharts() {
  const requests = lineChart("Component requests", [["all", "accent"], ["errors", "bad"]], perSecond);
  const latency = lineChart("Latency", [["50 %", "good"], ["95 %", "warn"], ["99 %", "bad"]], duration);
  const tokens = lineChart("Tokens", [["prompts", "accent"], ["answers", "good"]], perSecond);
  const providers = changingChart("Answers by provider", ["accent", "good", "warn", "bad"], perSecond);
  const window = changingChart("Shares of the score window", ["good", "warn", "bad", "accent", "muted"], share);
  const lists = h("div", { class: "columns lists" });
  return {
    element: h("div", {}, h("h2", { class: "group" }, "Live figures of the whole stack"),
      h("div", { class: "charts" }, requests.element, latency.element, tokens.element, providers.element,
        window.element), lists),
    update({ points, newest }) {
      requests.update([points.time, points.requests, points.errors]);
      latency.update([points.time, points.p50, points.p95, points.p99]);
      tokens.update([points.time, points.input, points.output]);
      providers.update(points.time, points.providers);
      window.update(points.time, new Map(OUTCOMES.filter(name => points.window.has(name))
        .map(name => [name, points.window.get(name)])));
      lists.replaceChildren(
        totals("Requests by component since the start", newest.byEndpoint),
        totals("Answers by provider since the start", newest.providers, newest.breakers),
        scoreWindow(newest.window),
        services(newest.services));
    },
  };
}

function totals(title, groups, breakers = []) {
  return h("section", { class: "panel" }, h("h3", {}, title),
    groups.length === 0 ? h("p", { class: "hint" }, "None yet.") : h("table", { class: "figures" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Name"), h("th", { scope: "col" }, "All"), h("th", { scope: "col" }, "Failed"))),
      h("tbody", {}, groups.map(group => h("tr", {}, h("th", { scope: "row" }, shown(group.name, 80)),
        h("td", {}, group.all.toLocaleString("en")), h("td", {}, group.failed.toLocaleString("en")))))),
    breakers.map(breaker => h("p", { class: "hint" }, `Circuit of ${shown(breaker.tags.name, 60)}: ${shown(breaker.tags.state, 30)}`)));
}

function scoreWindow(window) {
  const all = window.reduce((total, [, value]) => total + value, 0);
  return h("section", { class: "panel" }, h("h3", {}, "Score window"),
    h("p", { class: "hint" }, window.length === 0 ? "This version does not count outcomes."
      : `Outcomes of the last ${count(all, "component call")}, 256 at most`),
    h("ul", { class: "limits" }, window.map(([outcome, value]) => h("li", {}, h("span", {}, shown(outcome, 30)),
      h("meter", { min: 0, max: Math.max(1, all), value, "aria-label": outcome }), h("span", { class: "hint" }, String(value))))));
}

function services(list) {
  return h("section", { class: "panel" }, h("h3", {}, "Services"),
    h("ul", { class: "services" }, list.map(one => h("li", {}, h("span", {}, shown(one.service, 40)),
      h("span", { class: one.reached ? "state good" : "state bad" }, one.reached ? "figures read" : "does not answer")))));
}

/** For a key that is not an operator's. */
function ownFigures() {
  const tenant = h("section", { class: "panel" });
  const place = h("div", {});
  const show = () => {
    const done = answers().filter(entry => entry.state === "answered" || entry.state === "failed");
    const times = done.map(entry => entry.ms).sort((first, second) => first - second);
    const tokens = done.reduce((total, entry) => total + (Number(entry.response?.metadata?.tokens_used) || 0), 0);
    place.replaceChildren(h("dl", { class: "pairs" },
      pair("requests", done.length), pair("failed", done.filter(entry => entry.state === "failed").length),
      pair("median time", times.length === 0 ? "–" : seconds(times[Math.floor(times.length / 2)])), pair("tokens", tokens.toLocaleString("en"))));
  };
  answerChanges.addEventListener("change", show);
  show();
  const lists = h("div", { class: "columns lists" });
  return {
    element: h("div", {}, h("h2", { class: "group" }, "Figures of this key's tenant"), lists,
      h("div", { class: "columns" }, h("section", { class: "panel" }, h("h3", {}, "This tab's requests"), place,
        h("p", { class: "hint" }, "Figures of the whole stack need an operator's key.")))),
    update(figures) {
      const taken = value => (typeof value === "number" ? duration(value) : "–");
      tenant.replaceChildren(h("h3", {}, "All keys of the tenant"), h("dl", { class: "pairs" },
        pair("median time", taken(figures.seconds?.p50)), pair("95 % within", taken(figures.seconds?.p95)),
        pair("tokens", Number(figures.tokens ?? 0).toLocaleString("en"))),
      h("p", { class: "hint" }, `Counted since ${time(figures.since)}. Times are those of the last good answers.`));
      const byComponent = Object.entries(figures.components ?? {}).slice(0, 20).map(([name, counts]) => {
        const all = Object.values(counts).reduce((total, value) => total + value, 0);
        return { name, all, failed: all - (counts.good ?? 0) };
      });
      lists.replaceChildren(tenant, totals("Requests by component", byComponent), scoreWindow(Object.entries(figures.window ?? {})));
    },
  };
}

const pair = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, String(value)));
