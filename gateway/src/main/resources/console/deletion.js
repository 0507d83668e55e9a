// Asks before a conversation is deleted, and deletes it.
import { call, pathOf } from "./api.js";
import { button, h, setBusy } from "./dom.js";
import { errorBox } from "./errors.js";
import { shown } from "./safe-text.js";

/** Opens the question; calls `deleted` once the miner has deleted the conversation. */
export function confirmDeletion(cid, deleted) {
  const playbook = h("input", { type: "checkbox" });
  const problem = h("div", {});
  const text = h("p", { id: "deletion-text" }, h("code", {}, shown(cid, 100)), " and its messages are gone for good.");
  let busy = false;
  const remove = button("Delete", async () => {
    if (busy) {
      return;
    }
    busy = true;
    setBusy(remove, true);
    problem.replaceChildren();
    try {
      await call("DELETE", pathOf("conversations", cid, playbook.checked ? "?playbook=true" : ""));
      dialog.close();
      deleted();
    } catch (failure) {
      problem.replaceChildren(errorBox(failure));
    }
    busy = false;
    setBusy(remove, false);
  }, { class: "danger" });
  const leave = () => dialog.close();
  const dialog = h("dialog", { class: "panel", "aria-label": "Delete the conversation", "aria-describedby": text.id,
    onclose: () => {
      removeEventListener("hashchange", leave);
      dialog.remove();
      // the button that opened the dialog may be gone
      if (document.activeElement === document.body) {
        document.getElementById("main").focus();
      }
    } },
  h("h2", {}, "Delete the conversation?"), text,
  h("label", { class: "switch" }, playbook, h("span", {}, "Also erase its playbook, with the playbook's log")),
  problem,
  h("div", { class: "actions" }, remove, button("Keep it", () => dialog.close(), { class: "quiet" })));
  document.body.append(dialog);
  dialog.showModal();
  // the back button leads to another conversation, which is not the one of the question
  addEventListener("hashchange", leave);
}
