// Calls of the miner's API.
import { noteLimits } from "./limits.js";
import { storedKey } from "./key.js";

/** The address of the API: the console is a page beside it. Ends with a slash. */
export const API = new URL(".", document.baseURI.replace(/[?#].*$/, "")).href;

/** The code of an error where no request can be made. */
export const NO_ADDRESS = "no_address";

/** An answer that is an error, or no answer at all (`status` 0). */
export class ApiError extends Error {
  /**
   * @param code the API's name of the error, or null
   * @param retryAfter seconds until the same request may be answered
   */
  constructor(status, { title, detail, code = null, requestId = null, retryAfter = null, violations = [] }) {
    super(detail);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.code = code;
    this.requestId = requestId;
    this.freeAt = retryAfter === null ? null : Date.now() + retryAfter * 1000;
    this.violations = violations;
  }
}

const session = new AbortController();

/** Aborts every request, and those that begin later. */
export function abortAll() {
  session.abort();
}

/** Tells the page that the key is not accepted any more. */
export const keyRefused = new EventTarget();

/**
 * Sends a request and reads the JSON of the answer.
 *
 * @param options.body sent as JSON
 * @param options.signal aborts the request: the connection closes, and the miner stops its work
 * @param options.key another key than the stored one
 * @param options.idempotencyKey the same for requests that mean the same operation
 * @param options.ownRefusal true where 403 does not mean that the key is wrong
 * @return {Promise<{body: any, requestId: string?, ms: number}>}
 */
export async function call(method, path, options = {}) {
  const started = performance.now();
  const key = options.key ?? storedKey();
  const response = await send(method, path, key, options);
  const requestId = response.headers.get("X-Request-Id");
  if (key !== null) {
    noteLimits(response.headers);
  }
  const body = await read(response, requestId);
  if (response.ok || (path === "health" && body !== null && typeof body.status === "string")) {
    return { body, requestId, ms: performance.now() - started };
  }
  const error = problem(response, body, requestId);
  // a late answer to an earlier key says nothing about the one of now
  if (isRefusal(error) && options.key === undefined && !options.ownRefusal && key === storedKey()) {
    keyRefused.dispatchEvent(new CustomEvent("refused", { detail: error }));
  }
  throw error;
}

/**
 * Asks whether the miner accepts the key, and returns its capabilities; null where they can't be had now. Conversations
 * are what no miner shows without a key, while capabilities may be public.
 */
export async function checkKey(key) {
  try {
    await call("GET", "conversations?limit=1", { key });
    return (await call("GET", "capabilities", { key })).body;
  } catch (failure) {
    // an error of the miner, not of the key: the views say what is wrong, and end where the key is refused after all
    if (failure.status >= 500 && failure.requestId !== null) {
      return null;
    }
    throw failure;
  }
}

export const isRefusal = error => error.status === 401 || error.status === 403;

async function send(method, path, key, { body, signal, idempotencyKey }) {
  const headers = { Accept: "application/json" };
  if (key !== null && path !== "health") {
    headers["X-API-Key"] = key;
  }
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (idempotencyKey !== undefined) {
    headers["Idempotency-Key"] = idempotencyKey;
  }
  try {
    return await fetch(API + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal === undefined ? session.signal : AbortSignal.any([signal, session.signal]),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  } catch (failure) {
    throw connectionError(failure);
  }
}

async function read(response, requestId) {
  let text;
  try {
    text = await response.text();
  } catch (failure) {
    throw connectionError(failure, requestId);
  }
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    throw new ApiError(response.status, {
      title: "The answer is not JSON",
      detail: `A server answered with status ${response.status} and something that the miner does not send. `
        + "Is another program on this address, or a proxy in between?",
      requestId,
    });
  }
}

function connectionError(failure, requestId = null) {
  if (failure.name === "AbortError") {
    return failure;
  }
  if (failure.name === "TimeoutError") {
    return new ApiError(0, { title: "No answer in time", detail: "The miner has not answered in time.", requestId });
  }
  return new ApiError(0, {
    title: "No connection",
    detail: "The miner can't be reached, or the connection broke. Is it running?",
    requestId,
  });
}

function problem(response, body, requestId) {
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new ApiError(response.status, {
    title: typeof body?.title === "string" ? body.title : `Status ${response.status}`,
    detail: typeof body?.detail === "string" ? body.detail : "The miner gave no reason.",
    code: typeof body?.error === "string" ? body.error : null,
    requestId: typeof body?.request_id === "string" ? body.request_id : requestId,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
    violations: Array.isArray(body?.errors) ? body.errors : [],
  });
}

/**
 * A path with a conversation's id in it, which may hold any character. Throws where no browser can ask for it: an address
 * with . or .. means another one, and half a character has no code.
 */
export function pathOf(collection, cid, rest = "") {
  if (cid === "." || cid === ".." || !cid.isWellFormed()) {
    throw new ApiError(0, {
      title: "Not in a browser",
      code: NO_ADDRESS,
      detail: "No browser can ask for a conversation with this id. Other programs can.",
    });
  }
  return `${collection}/${encodeURIComponent(cid)}${rest}`;
}
