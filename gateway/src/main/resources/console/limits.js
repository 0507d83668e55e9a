// What the miner says about limits in the headers of its answers.

const known = new Map();

/** Limits of the address, not of the key. */
const OTHERS = ["console", "health", "unauthenticated"];

/** Announces each change with the event `change`. */
export const limitChanges = new EventTarget();

export function forgetLimits() {
  known.clear();
}

/** Reads `RateLimit: "complete";r=19;t=3` and `RateLimit-Policy: "complete";q=20;w=60`, both lists. */
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
      fullAt: Date.now() + (state.t ?? 0) * 1000,
    });
  }
  if (states.size > 0) {
    limitChanges.dispatchEvent(new Event("change"));
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
