// What the miner says about limits in the headers of its answers. Kept over a reload.
import { wait } from "./format.js";
import { forget, keep, kept } from "./tab-storage.js";

const STORED = "miner.limits";

/** Units of money that the miner counts in. */
const MICRO = 1_000_000;

const known = load();
let ticking = false;

/** Limits of the address, not of the key. */
const OTHERS = ["console", "health", "unauthenticated"];

/** Announces each change with the event `change`. */
export const limitChanges = new EventTarget();

export function forgetLimits() {
  known.clear();
  forget(STORED);
}

/**
 * Reads `RateLimit: "complete";r=19;t=3` and `RateLimit-Policy: "complete";q=20;w=60`, both lists. The policy of a
 * budget has a unit, too: `"tokens-day";q=100000;qu="tokens";w=86400`.
 */
export function noteLimits(headers) {
  const states = items(headers.get("RateLimit"));
  const policies = items(headers.get("RateLimit-Policy"));
  for (const [name, state] of states) {
    const policy = policies.get(name) ?? {};
    known.set(name, {
      name,
      left: state.r,
      allowed: policy.q,
      window: policy.w,
      unit: policy.qu ?? null,
      fullAt: Date.now() + (state.t ?? 0) * 1000,
    });
  }
  if (states.size > 0) {
    store();
    limitChanges.dispatchEvent(new Event("change"));
    tick();
  }
}

/** Announces a change each second, until every limit is full again. */
function tick() {
  if (!ticking && [...known.values()].some(limit => limit.fullAt > Date.now())) {
    ticking = true;
    setTimeout(() => {
      ticking = false;
      limitChanges.dispatchEvent(new Event("change"));
      tick();
    }, 1000);
  }
}

function store() {
  try {
    keep(STORED, JSON.stringify([...known.values()]));
  } catch {
    // the storage is full: the next answers name the limits again
  }
}

function load() {
  try {
    return new Map(JSON.parse(kept(STORED) ?? "[]").map(limit => [limit.name, limit]));
  } catch {
    return new Map();
  }
}

function items(header) {
  const found = new Map();
  for (const item of (header ?? "").split(",")) {
    const name = /^\s*"([^"]{1,50})"/.exec(item);
    if (name !== null) {
      const parameters = {};
      for (const [, parameter, value] of item.matchAll(/;\s*([a-z]+)=(\d{1,15})/g)) {
        parameters[parameter] = Number(value);
      }
      const unit = /;\s*qu="([^"]{1,50})"/.exec(item);
      if (unit !== null) {
        parameters.qu = unit[1];
      }
      found.set(name[1], parameters);
    }
  }
  return found;
}

/** The limits that answers have named so far; one that has had time to fill again is full. */
export function limits() {
  return [...known.values()].filter(limit => !OTHERS.includes(limit.name)).map(limit =>
    Date.now() >= limit.fullAt && limit.allowed !== undefined ? { ...limit, left: limit.allowed } : limit);
}

export function limitOf(name) {
  return limits().find(limit => limit.name === name) ?? null;
}

/** What is left of the limit, and when it is full again. */
export function limitText({ left, allowed, unit, fullAt }) {
  const money = unit === "micro-units";
  const amount = number => (money ? (number / MICRO).toLocaleString("en", { maximumFractionDigits: 4 })
    : Number(number).toLocaleString("en"));
  const of = money ? "units of money " : unit === null ? "" : `${unit} `;
  const waits = fullAt - Date.now();
  const all = allowed === undefined ? "" : ` of ${amount(allowed)}`;
  return `${amount(left)}${all} ${of}left${waits > 0 ? `, all again in ${wait(waits)}` : ""}`;
}

tick();
