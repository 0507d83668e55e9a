// Sends a component request and keeps what comes back.
import { addAnswer, answers, changeAnswer } from "./answers.js";
import { call } from "./api.js";
import { errorWords } from "./errors.js";
import { longId, shortId } from "./format.js";

/** Milliseconds in which a page that is being left has ended. */
const LEAVING = 3000;

/** Whether the page is being left: a browser breaks its requests off before it ends the page. */
let leaving = false;
addEventListener("beforeunload", () => {
  leaving = true;
});

/**
 * Sends the request of an entry once more, as it was. The miner is told that it means the same operation: where it has
 * finished that already, it answers without doing it twice.
 */
export function runAgain(entry, signal) {
  return runComponent(entry.component, entry.request, signal, entry);
}

/** The end of a request in words, for a screen reader; an entry whose conversation was deleted meanwhile is undefined. */
export function outcome(entry) {
  if (entry?.state === "failed") {
    return `The request failed: ${errorWords(entry.error)}`;
  }
  const words = { answered: "The answer is there", cancelled: "The request was cancelled" };
  const cut = entry?.state === "answered" ? cutOf(entry) : null;
  return `${words[entry?.state] ?? "The request has ended"}${cut === null ? "" : `, ${cut}`}`;
}

/** Where an answer has no end: why, in words; null for a whole answer. */
export function cutOf(entry) {
  const { finish_reason: reason, partial } = entry.response.metadata ?? {};
  const { immediate_response: answer, notebook } = entry.response.output;
  const limit = [answer, notebook].map(text => /\[\.\.\. cut at (\d+) characters\]\s*$/.exec(text)).find(found => found !== null);
  if (partial === true) {
    return reason === "length" ? "only a beginning: cut at the deadline or the length limit" : "only a beginning: the reply of the model has no end";
  }
  if (reason === "length") {
    return "cut at the length limit";
  }
  return limit === undefined ? null : `cut at ${Number(limit[1]).toLocaleString("en")} characters`;
}

/**
 * Sends the request; the entry in answers.js follows it. Returns the entry at its end, whatever the end was.
 *
 * @param signal aborts the request: the connection closes, and the miner stops the work for it
 * @param options.form whether a component's form sends it
 */
export async function runComponent(component, request, signal, { idempotencyKey = longId(), form = false } = {}) {
  const id = shortId();
  const started = performance.now();
  addAnswer({ id, component, cid: request.cid, request, idempotencyKey, form, at: Date.now(), state: "running" });
  try {
    const { body, requestId } = await call("POST", component, { body: request, signal, idempotencyKey });
    requireOutput(body);
    changeAnswer(id, { state: "answered", response: body, requestId, ms: performance.now() - started });
  } catch (failure) {
    const ms = performance.now() - started;
    if (leaving) {
      // a page that is loaded again ends during this wait, and its request is then one that the reload has cancelled
      await new Promise(later => {
        setTimeout(later, LEAVING);
      });
      leaving = false;
    }
    if (failure.name === "AbortError") {
      changeAnswer(id, { state: "cancelled", ms });
    } else {
      const { status, title, detail, code, requestId, freeAt, violations } = failure;
      changeAnswer(id, {
        state: "failed",
        error: { status: status ?? 0, title: title ?? "The console failed", detail: detail ?? String(failure),
          code: code ?? null, requestId: requestId ?? null, freeAt: freeAt ?? null, violations: violations ?? [] },
        ms,
      });
    }
  }
  return answers().find(entry => entry.id === id);
}

function requireOutput(body) {
  if (typeof body?.output?.immediate_response !== "string" || typeof body.output.notebook !== "string") {
    throw Object.assign(new Error(), {
      status: 200,
      title: "The answer has another shape",
      detail: "The miner answered with JSON that has no output.immediate_response and output.notebook.",
    });
  }
}

/** The body of a request. It leaves out what has its default: no previous outputs, history and playbook used. */
export function componentRequest({ cid, task = "", queries, outputs, useHistory, usePlaybook }) {
  return {
    cid,
    task,
    input: queries.map(query => ({ user_query: query })),
    ...(outputs.length > 0 ? { previous_outputs: outputs } : {}),
    ...(useHistory ? {} : { use_conversation_history: false }),
    ...(usePlaybook ? {} : { use_playbook: false }),
  };
}
