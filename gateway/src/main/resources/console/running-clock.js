// A clock that runs against the deadline of a request, with a button that cancels the request.
import { announce, button, h } from "./dom.js";
import { seconds } from "./format.js";

/** Seconds after which the miner has answered or given up; the contract's 60, unless the miner has another limit. */
const DEADLINE = 60;

/** Shows the clock in `place` until `stop` is called. */
export function runClock(place, cancel) {
  const started = performance.now();
  const bar = h("progress", { max: DEADLINE, value: 0, "aria-label": "Time until the deadline" });
  const text = h("span", { class: "clock-text", "aria-hidden": "true" }, "0.0 s");
  const stopButton = button("Cancel", () => {
    stopButton.disabled = true;
    cancel();
  }, { class: "danger small" });
  const clock = h("div", { class: "clock" }, h("span", { class: "pulse", "aria-hidden": "true" }), bar, text, stopButton);
  place.replaceChildren(clock);
  announce("The miner is working");
  const tick = setInterval(() => {
    const passed = performance.now() - started;
    bar.value = passed / 1000;
    text.textContent = `${seconds(passed)} of ${DEADLINE} s`;
    clock.classList.toggle("late", passed > DEADLINE * 750);
  }, 100);
  return {
    stop(message) {
      clearInterval(tick);
      clock.remove();
      announce(message);
    },
  };
}
