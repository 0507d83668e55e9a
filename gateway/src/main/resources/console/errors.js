// Errors: title, detail, request id, broken limits, and the wait until a limit frees.
import { NO_ADDRESS } from "./api.js";
import { alarm, button, h, setBusy } from "./dom.js";
import { shown } from "./safe-text.js";

/** Milliseconds; a longer wait is shown as this. */
const LONGEST = 3_600_000;

/** Statuses of a request that is wrong itself: the same request gets the same answer. */
const NEVER = [400, 413, 415, 422];

/** Whether the same request may get another answer later. A budget that can never allow a request names no wait. */
const mayChange = error => !NEVER.includes(error.status) && error.code !== NO_ADDRESS
  && !(error.code === "budget_exceeded" && (error.freeAt ?? null) === null);

/** The error in one text. */
export const errorWords = error => `${shown(error.title ?? "Error", 300)}. ${shown(error.detail ?? String(error), 2000)}`;

/**
 * A box for the error; `retry` is offered once the wait is over, unless it can't help. A screen reader says the error
 * once, when the box is made, and not when it is shown again. The box is silent where something else says the error.
 */
export function errorBox(error, retry = null, { silent = false } = {}) {
  const box = h("div", { class: "error", role: "group", "aria-label": "Error" },
    h("p", { class: "error-title" }, shown(error.title ?? "Error", 300),
      error.status > 0 ? h("span", { class: "tag" }, String(error.status)) : null),
    h("p", {}, shown(error.detail ?? String(error), 2000)));
  if (!silent) {
    alarm(errorWords(error));
  }
  if (error.violations?.length > 0) {
    box.append(h("ul", {}, error.violations.slice(0, 20).map(violation =>
      h("li", {}, h("code", {}, shown(violation.field ?? "", 200)), " ", shown(violation.message ?? "", 300)))));
  }
  if (error.requestId) {
    box.append(h("p", { class: "hint" }, "Request id ", h("code", {}, shown(error.requestId, 128)),
      ": every log line of this request has it."));
  }
  if (retry !== null && mayChange(error)) {
    box.append(retryButton(error, retry));
  } else if (secondsLeft(error) > 0) {
    const wait = h("p", { class: "hint", "aria-live": "off" });
    box.append(wait);
    countDown(error, left => {
      wait.textContent = left > 0 ? `Possible again in ${left} s` : "Possible again now";
    });
  }
  return box;
}

function retryButton(error, retry) {
  const again = button("Try again", () => {
    if (secondsLeft(error) <= 0) {
      retry();
    }
  }, { class: "small", "aria-live": "off" });
  countDown(error, left => {
    again.textContent = left > 0 ? `Try again in ${left} s` : "Try again";
    setBusy(again, left > 0);
  });
  return again;
}

const secondsLeft = error => Math.ceil(Math.min((error.freeAt ?? 0) - Date.now(), LONGEST) / 1000);

/** Shows the seconds left now and each second until there are none, also while the box is in no view. */
function countDown(error, show) {
  const tick = () => {
    const left = secondsLeft(error);
    show(left);
    if (left > 0) {
      setTimeout(tick, 1000);
    }
  };
  tick();
}
