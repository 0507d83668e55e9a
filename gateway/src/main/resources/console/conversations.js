// Conversations: list, read, delete.
import { forgetConversation } from "./answers.js";
import { call, pathOf } from "./api.js";
import { announce, button, h } from "./dom.js";
import { errorBox } from "./errors.js";
import { count, time } from "./format.js";
import { latest } from "./latest.js";
import { shown } from "./safe-text.js";
import { storedMessage } from "./stored-message.js";

/** Reads a page of the list, at most 100. */
export async function listConversations(cursor = null) {
  const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  return (await call("GET", `conversations${query}`)).body;
}

export function conversationsView(openChat, openPlaybook) {
  const list = h("ul", { class: "rows" });
  const total = h("p", { class: "hint", role: "status" });
  const more = h("div", {});
  const reading = h("section", { class: "panel reading", "aria-label": "Conversation", tabindex: "-1" },
    h("p", { class: "empty" }, "Choose a conversation to read it."));

  const beginLoad = latest();
  const beginRead = latest();

  async function load(cursor = null) {
    const isLatest = beginLoad();
    const held = more.contains(document.activeElement) || list.contains(document.activeElement);
    const shownBefore = cursor === null ? 0 : list.childElementCount;
    more.replaceChildren();
    try {
      const page = await listConversations(cursor);
      if (!isLatest()) {
        return;
      }
      if (cursor === null) {
        list.replaceChildren();
      }
      const found = Array.isArray(page.conversations) ? page.conversations : [];
      list.append(...found.map(row));
      total.textContent = count(page.total_conversations ?? found.length, "conversation");
      if (list.childElementCount === 0) {
        list.append(h("li", { class: "empty" }, "No conversations yet. Ask something in the chat."));
      }
      if (typeof page.next_cursor === "string") {
        more.replaceChildren(button("Show more", () => load(page.next_cursor), { class: "small" }));
      }
      if (held) {
        list.children[shownBefore]?.querySelector("button")?.focus({ preventScroll: true });
      }
    } catch (failure) {
      if (isLatest()) {
        more.replaceChildren(errorBox(failure, () => load(cursor)));
      }
    }
  }

  function row(conversation) {
    return h("li", {}, h("button", { type: "button", class: "row", onclick: () => read(conversation.cid) },
      h("span", { class: "row-title" }, shown(conversation.cid, 100)),
      h("span", { class: "hint" }, `${count(conversation.messages, "message")}, ${time(conversation.last_updated)}`)));
  }

  async function read(cid) {
    const isLatest = beginRead();
    if (reading.contains(document.activeElement)) {
      reading.focus();
    }
    reading.replaceChildren(h("p", { class: "empty", role: "status" }, "Loading …"));
    try {
      const { body } = await call("GET", pathOf("conversations", cid));
      if (!isLatest()) {
        return;
      }
      reading.replaceChildren(
        h("h2", {}, shown(cid, 100)),
        h("p", { class: "hint" }, `${count(body.message_count, "message")}, ${time(body.created_at)} to ${time(body.last_activity)}`),
        h("div", { class: "actions" },
          button("Continue in the chat", () => openChat(cid), { class: "primary small" }),
          button("Playbook", () => openPlaybook(cid), { class: "small" }),
          button("Delete …", () => confirmDeletion(cid), { class: "danger small" })),
        h("ol", { class: "messages" }, body.messages.map(storedMessage)));
    } catch (failure) {
      if (isLatest()) {
        reading.replaceChildren(errorBox(failure, () => read(cid)));
      }
    }
  }

  function confirmDeletion(cid) {
    const playbook = h("input", { type: "checkbox" });
    const problem = h("div", {});
    const dialog = h("dialog", { class: "panel", "aria-label": "Delete the conversation", onclose: () => dialog.remove() },
      h("h2", {}, "Delete the conversation?"),
      h("p", {}, h("code", {}, shown(cid, 100)), " and its messages are gone for good."),
      h("label", { class: "switch" }, playbook, h("span", {}, "Also erase its playbook, with the playbook's log")),
      problem,
      h("div", { class: "actions" },
        button("Delete", async () => {
          try {
            await call("DELETE", pathOf("conversations", cid, playbook.checked ? "?playbook=true" : ""));
            dialog.close();
            announce("Deleted");
            beginRead();
            forgetConversation(cid);
            // the button that opened the dialog, and so the place of the focus, is gone
            const done = h("p", { class: "empty", tabindex: "-1" }, "The conversation is deleted.");
            reading.replaceChildren(done);
            done.focus();
            load();
          } catch (failure) {
            problem.replaceChildren(errorBox(failure));
          }
        }, { class: "danger" }),
        button("Keep it", () => dialog.close(), { class: "quiet" })));
    document.body.append(dialog);
    dialog.showModal();
  }

  return {
    element: h("div", { class: "view" }, h("h1", {}, "Conversations"),
      h("div", { class: "split narrow-first" },
        h("section", { "aria-label": "List" },
          h("div", { class: "actions" }, total, button("Refresh", () => load(), { class: "small quiet" })), list, more),
        reading)),
    show() {
      load();
    },
  };
}
