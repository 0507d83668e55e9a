// A clock that runs against the deadline of a request, with a button that cancels the request.
import { call } from "./api.js";
import { announce, button, h, setBusy } from "./dom.js";
import { seconds } from "./format.js";
import { shown } from "./safe-text.js";

/** Seconds after which the miner has answered or given up; the contract's 60, unless the miner has another limit. */
const DEADLINE = 60;

/** Milliseconds after which the page asks for the miner's health: most answers are there by then. */
const LONG = 10_000;

/** Milliseconds for the answer to that. */
const HEALTH_LIMIT = 5_000;

/** Shows the clock in `place` until `stop` is called. */
export function runClock(place, cancel) {
  const started = performance.now();
  const bar = h("progress", { max: DEADLINE, value: 0, "aria-label": "Time until the deadline" });
  const text = h("span", { class: "clock-text", "aria-hidden": "true" }, "0.0 s");
  const stopButton = button("Cancel", () => {
    setBusy(stopButton, true);
    cancel();
  }, { class: "danger small" });
  const clock = h("div", { class: "clock" }, h("span", { class: "pulse", "aria-hidden": "true" }), bar, text, stopButton);
  const hint = h("p", { class: "hint clock-hint", role: "status" });
  let asked = false;
  place.replaceChildren(clock, hint);
  announce("The miner is working");
  const tick = setInterval(() => {
    const passed = performance.now() - started;
    bar.value = passed / 1000;
    text.textContent = `${seconds(passed)} of ${DEADLINE} s`;
    clock.classList.toggle("late", passed > DEADLINE * 750);
    if (passed > LONG && !asked) {
      asked = true;
      healthInWords().then(words => {
        hint.textContent = words;
      });
    }
  }, 100);
  return {
    /** Whether the focus is in the clock, which takes it away at its end. */
    holdsFocus: () => place.contains(document.activeElement),
    stop(message) {
      clearInterval(tick);
      clock.remove();
      hint.remove();
      announce(message);
    },
  };
}

/** What the miner says about itself while an answer is late. */
async function healthInWords() {
  try {
    const { body } = await call("GET", "health", { signal: AbortSignal.timeout(HEALTH_LIMIT) });
    const away = Object.entries(body.components ?? {}).filter(([, state]) => state !== "available" && state !== "up");
    const names = away.slice(0, 10).map(([name, state]) => `${name} is ${state}`).join(", ");
    if (body.status === "healthy" && away.length === 0) {
      return "This takes long. The miner says that it is healthy: a long answer, or many requests at once.";
    }
    return shown(`This takes long. The miner says: ${[body.detail ?? `it is ${body.status}.`, names].filter(part => part !== "")
      .join(" ")}${names === "" ? "" : "."}`, 500);
  } catch (failure) {
    return shown(`This takes long, and the miner does not say how it is: ${failure.detail ?? failure.message}`, 500);
  }
}
