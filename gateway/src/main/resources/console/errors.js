// Errors: title, detail, request id, broken limits, and the wait until a limit frees.
import { button, h } from "./dom.js";
import { shown } from "./safe-text.js";

/** A box for the error; `retry` is offered once the wait is over. */
export function errorBox(error, retry = null) {
  const box = h("div", { class: "error", role: "alert" },
    h("p", { class: "error-title" }, shown(error.title ?? "Error", 300),
      error.status > 0 ? h("span", { class: "tag" }, String(error.status)) : null),
    h("p", {}, shown(error.detail ?? String(error), 2000)));
  if (error.violations?.length > 0) {
    box.append(h("ul", {}, error.violations.slice(0, 20).map(violation =>
      h("li", {}, h("code", {}, shown(violation.field ?? "", 200)), " ", shown(violation.message ?? "", 300)))));
  }
  if (error.requestId) {
    box.append(h("p", { class: "hint" }, "Request id ", h("code", {}, shown(error.requestId, 128)),
      ": every log line of this request has it."));
  }
  if (retry !== null) {
    box.append(retryButton(error, retry));
  }
  return box;
}

function retryButton(error, retry) {
  const again = button("Try again", retry, { class: "small" });
  let left = Math.min(error.retryAfter ?? 0, 3600);
  if (left > 0) {
    again.disabled = true;
    const show = () => {
      again.textContent = left > 0 ? `Try again in ${left} s` : "Try again";
      again.disabled = left > 0;
    };
    show();
    const tick = setInterval(() => {
      left -= 1;
      show();
      if (left <= 0 || !again.isConnected) {
        clearInterval(tick);
      }
    }, 1000);
  }
  return again;
}
