// Figures of the whole stack, read from one endpoint and turned into rates between two readings.
import { call } from "./api.js";

/** Readings that are kept: half an hour at one each 5 s. */
const MOST = 360;

const COMPONENT = /^\/(complete|refine|feedback|human_feedback|summary|aggregate|internet_search)$/;

const PERCENTILES = [0.5, 0.95, 0.99];

/** Reads and keeps figures. */
export class Figures {
  #before = null;

  /**
   * One element for each reading: seconds since 1970, and per second or in seconds what the names say. The
   * two maps have as many values for each provider (answers per second) and outcome (share of the score window).
   */
  points = { time: [], requests: [], errors: [], p50: [], p95: [], p99: [], input: [], output: [],
    providers: new Map(), window: new Map() };
  newest = null;

  /** Resolves to the figures of the key's own tenant where the key is not an operator's, else to null. */
  async read(signal) {
    const { body } = await call("GET", "figures", { ownRefusal: true, signal });
    if (body.tenant !== undefined) {
      return body.tenant;
    }
    this.take(body);
    return null;
  }

  /** Adds a response. */
  take(body) {
    const reading = new Reading(body);
    if (this.#before !== null && reading.time > this.#before.time) {
      this.#add(reading, this.#before);
    }
    this.#before = reading;
    this.newest = reading;
  }

  #add(now, before) {
    const passed = now.time - before.time;
    // a restart begins to count at 0
    const rate = (after, earlier) => Math.max(0, after >= earlier ? after - earlier : after) / passed;
    const restarted = (now.buckets.at(-1)?.[1] ?? 0) < (before.buckets.at(-1)?.[1] ?? 0);
    const buckets = now.buckets.map(([limit, count], index) =>
      [limit, Math.max(0, count - (restarted ? 0 : before.buckets[index]?.[1] ?? 0))]);
    const [p50, p95, p99] = PERCENTILES.map(part => percentile(buckets, part));
    const point = {
      time: now.time, requests: rate(now.requests, before.requests), errors: rate(now.errors, before.errors),
      p50, p95, p99, input: rate(now.tokens.input, before.tokens.input), output: rate(now.tokens.output, before.tokens.output),
    };
    const { providers, window, ...lists } = this.points;
    const earlier = lists.time.length;
    for (const [name, values] of Object.entries(lists)) {
      values.push(point[name]);
    }
    const answersOf = (reading, name) => reading.providers.find(provider => provider.name === name)?.all ?? 0;
    addTo(providers, earlier, now.providers.map(({ name, all }) => [name, rate(all, answersOf(before, name))]));
    const answers = now.window.reduce((total, [, value]) => total + value, 0);
    addTo(window, earlier, now.window.map(([outcome, value]) => [outcome, answers === 0 ? null : value / answers]));
    if (earlier >= MOST) {
      [...Object.values(lists), ...providers.values(), ...window.values()].forEach(values => values.shift());
    }
  }
}

/** Adds a value to the line of each name; null where a line had or has none. */
function addTo(lines, earlier, values) {
  values.filter(([name]) => !lines.has(name)).forEach(([name]) => lines.set(name, new Array(earlier).fill(null)));
  const newest = new Map(values);
  lines.forEach((line, name) => line.push(newest.get(name) ?? null));
}

/** The sums that the console shows, from the meters of one reading. */
class Reading {
  constructor(body) {
    this.time = new Date(body.time).getTime() / 1000;
    this.services = body.services ?? [];
    const meters = service => this.services.find(one => one.service === service)?.meters ?? [];
    const calls = meters("gateway").filter(meter => meter.name === "http.server.requests" && COMPONENT.test(meter.tags.uri ?? ""));
    this.requests = sum(calls);
    this.errors = sum(calls.filter(meter => Number(meter.tags.status) >= 400));
    this.byEndpoint = grouped(calls, meter => meter.tags.uri);
    this.buckets = addedBuckets(calls);
    const tokens = meters("llm-proxy").filter(meter => meter.name === "gen_ai.client.token.usage");
    const tokensOf = type => tokens.filter(meter => meter.tags["gen_ai.token.type"] === type)
      .reduce((total, meter) => total + (meter.total ?? 0), 0);
    this.tokens = { input: tokensOf("input"), output: tokensOf("output") };
    this.providers = grouped(meters("llm-proxy").filter(meter => meter.name === "miner.llm.answers"),
      meter => meter.tags.provider);
    this.breakers = meters("llm-proxy").filter(meter =>
      meter.name === "resilience4j.circuitbreaker.state" && meter.value === 1);
    this.window = meters("gateway").filter(meter => meter.name === "miner.gateway.window.answers")
      .map(meter => [meter.tags.outcome, meter.value]);
  }
}

const number = meter => meter.count ?? meter.value ?? 0;

const sum = meters => meters.reduce((total, meter) => total + number(meter), 0);

/** Name, sum, and sum of those that failed. */
function grouped(meters, name) {
  const groups = new Map();
  for (const meter of meters) {
    const group = groups.get(name(meter)) ?? { name: name(meter), all: 0, failed: 0 };
    group.all += number(meter);
    const bad = meter.tags.status === undefined
      ? !["answered", "success", "ok"].includes(meter.tags.outcome)
      : Number(meter.tags.status) >= 400;
    group.failed += bad ? number(meter) : 0;
    groups.set(group.name, group);
  }
  return [...groups.values()];
}

function addedBuckets(meters) {
  const added = new Map();
  for (const meter of meters) {
    for (const [limit, count] of meter.buckets ?? []) {
      added.set(limit, (added.get(limit) ?? 0) + count);
    }
  }
  return [...added].sort(([first], [second]) => first - second);
}

/** Seconds below which this part of the requests was, from counts up to each limit; null without requests. */
export function percentile(buckets, part) {
  const all = buckets.at(-1)?.[1] ?? 0;
  if (all === 0) {
    return null;
  }
  const wanted = all * part;
  let lower = 0;
  let below = 0;
  for (const [limit, count] of buckets) {
    if (count >= wanted) {
      return lower + (limit - lower) * (count === below ? 1 : (wanted - below) / (count - below));
    }
    lower = limit;
    below = count;
  }
  return lower;
}
