// Asks for the key, and checks it at once.
import { checkKey } from "./api.js";
import { button, choice, field, h, setBusy } from "./dom.js";
import { errorBox } from "./errors.js";
import { endSession, hasTextsOfBefore, settle } from "./session.js";
import { storageWorks } from "./tab-storage.js";

/** Shows the screen; calls `entered` with the miner's capabilities once a key is accepted. */
export function keyScreen(entered, message = null) {
  const input = h("input", {
    type: "password", autocomplete: "off", required: true, spellcheck: "false", name: "miner-key", autocapitalize: "none",
  });
  const send = h("button", { type: "submit", class: "primary" }, "Open the console");
  const problem = h("div", {}, message);
  let busy = false;
  const form = h("form", { class: "panel key-form", onsubmit: check },
    h("h1", {}, "Enter your API key"),
    h("p", {}, "The console asks the miner with your key, as any client does."),
    field("API key", input, storageWorks
      ? "Kept for this tab, also over a reload. A browser that brings back closed tabs may bring back the key: forget it when you are done."
      : "This browser lets the page keep nothing: the key is asked for again after each reload."),
    isSecureContext ? null : h("p", { class: "error", role: "note" },
      "This page came without https. Whoever is between you and the miner can read the key."),
    send, problem,
    hasTextsOfBefore() ? h("div", { class: "field" },
      h("p", { class: "hint" }, "What was asked and typed in this tab is kept: it comes back with a key that is accepted."),
      button("Forget everything in this tab", () => endSession(), { class: "small quiet" })) : null,
    h("p", { class: "hint" }, "The operator finds the key with ", h("code", {}, "./miner key"), ". The ",
      h("a", { href: "docs" }, "documentation of the API"), " needs none."));

  async function check(event) {
    event.preventDefault();
    const key = input.value.trim();
    if (!/^[\x21-\x7E]{1,500}$/.test(key)) {
      problem.replaceChildren(errorBox({ status: 0, title: "Not a key", detail: "A key has no spaces or special letters." }));
      return;
    }
    if (busy) {
      return;
    }
    busy = true;
    setBusy(send, true);
    problem.replaceChildren(h("p", { class: "hint", role: "status" }, "Checking the key …"));
    try {
      const capabilities = await checkKey(key);
      if (await settle(key, keepTexts)) {
        entered(capabilities);
      } else {
        problem.replaceChildren();
      }
    } catch (failure) {
      problem.replaceChildren(errorBox(failure));
      input.focus();
      input.select();
    } finally {
      busy = false;
      setBusy(send, false);
    }
  }

  return h("div", { class: "key-screen" }, form);
}

/** Another key may be that of another person. */
const keepTexts = () => choice("Another key than before", "This tab has what was asked, answered and typed with the key "
  + "before. Keep it only if that key was yours, too.", "Keep it", "Forget it");
