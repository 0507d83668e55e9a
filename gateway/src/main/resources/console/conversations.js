// Conversations: list, read, delete. Each has an address of its own: see conversation-link.js.
import { forgetConversation } from "./answers.js";
import { call, pathOf } from "./api.js";
import { cidOf, linkTo } from "./conversation-link.js";
import { confirmDeletion } from "./deletion.js";
import { announce, button, h, setBusy } from "./dom.js";
import { errorBox } from "./errors.js";
import { count, time } from "./format.js";
import { latest } from "./latest.js";
import { shown } from "./safe-text.js";
import { firstWords, storedMessage } from "./stored-message.js";

/** The address of the list alone. */
const LIST = "#/conversations";

/** Reads a page of the list, at most 100, with the first words of each conversation. */
export async function listConversations(cursor = null) {
  const query = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
  return (await call("GET", `conversations?preview=true${query}`)).body;
}

export function conversationsView(openChat, openPlaybook) {
  const list = h("ul", { class: "rows" });
  const total = h("p", { class: "hint", role: "status" });
  const more = h("div", {});
  const reading = h("section", { class: "panel reading", "aria-label": "Conversation", tabindex: "-1" });
  const listing = h("section", { "aria-label": "List of conversations", tabindex: "-1" },
    h("div", { class: "actions" }, total, button("Refresh", () => load(), { class: "small quiet" })), list, more);
  const element = h("div", { class: "view conversations" }, h("h1", {}, "Conversations"),
    h("div", { class: "split narrow-first" }, listing, reading));

  const beginLoad = latest();
  const beginRead = latest();

  /** The id that the address names; null where it names none. */
  let open = null;
  let visible = false;

  async function load(cursor = null) {
    const isLatest = beginLoad();
    more.querySelectorAll("button").forEach(control => setBusy(control, true));
    let page;
    try {
      page = await listConversations(cursor);
    } catch (failure) {
      if (isLatest()) {
        const held = more.contains(document.activeElement);
        more.replaceChildren(errorBox(failure, () => load(cursor)));
        if (held) {
          (more.querySelector("button") ?? listing).focus();
        }
      }
      return;
    }
    if (!isLatest()) {
      return;
    }
    const inMore = more.contains(document.activeElement);
    const inList = list.contains(document.activeElement) ? document.activeElement.hash : null;
    const shownBefore = cursor === null ? 0 : list.childElementCount;
    if (cursor === null) {
      list.replaceChildren();
    }
    const found = Array.isArray(page.conversations) ? page.conversations : [];
    list.append(...found.map(row));
    markOpen();
    total.textContent = count(page.total_conversations ?? found.length, "conversation");
    if (list.childElementCount === 0) {
      list.append(h("li", { class: "empty" }, "No conversations yet. Ask something in the chat."));
    }
    more.replaceChildren(...(typeof page.next_cursor === "string"
      ? [button("Show more", () => load(page.next_cursor), { class: "small" })] : []));
    // what had the focus is gone
    if (inMore) {
      focusRow(list.children[shownBefore]?.querySelector("a"));
    } else if (inList !== null) {
      focusRow(rowOf(inList) ?? list.querySelector("a"));
    }
  }

  function row(conversation) {
    const words = typeof conversation.preview === "string" ? firstWords(conversation.preview) : "";
    const cid = h("span", { class: words === "" ? "row-title" : "row-cid" }, shown(conversation.cid, 100));
    return h("li", {}, h("a", { class: "row", href: linkTo(conversation.cid) },
      words === "" ? null : h("span", { class: "row-title", dir: "auto" }, words), cid,
      h("span", { class: "hint" }, `${count(conversation.messages, "message")}, last turn ${time(conversation.last_updated)}`)));
  }

  const rowOf = link => [...list.querySelectorAll("a")].find(one => one.hash === link);

  const focusRow = link => (link ?? listing).focus();

  function markOpen() {
    const link = open === null ? null : linkTo(open);
    list.querySelectorAll("a").forEach(one => {
      if (one.hash === link) {
        one.setAttribute("aria-current", "true");
      } else {
        one.removeAttribute("aria-current");
      }
    });
  }

  /** @param state `list`, `conversation`, or `notice` about one that is not there: what a narrow window shows */
  function fill(state, ...content) {
    element.dataset.shows = state;
    reading.replaceChildren(h("a", { class: "back", href: LIST, onclick: event => {
      // after a deletion the address is that of the list already
      if (location.hash === LIST) {
        event.preventDefault();
        openAddress("");
      }
    } }, "All conversations"), ...content);
  }

  function notice(...text) {
    const words = h("p", { class: "empty" }, ...text);
    fill("notice", words);
    announce(words.textContent);
  }

  async function read(cid) {
    const isLatest = beginRead();
    if (reading.contains(document.activeElement)) {
      reading.focus();
    }
    fill("conversation", h("p", { class: "empty" }, "Loading …"));
    try {
      const { body } = await call("GET", pathOf("conversations", cid));
      if (!isLatest()) {
        return;
      }
      const messages = count(body.message_count, "message");
      fill("conversation",
        h("h2", {}, shown(cid, 100)),
        h("p", { class: "hint" }, `${messages}, ${time(body.created_at)} to ${time(body.last_activity)}`),
        h("div", { class: "actions" },
          button("Continue in the chat", () => openChat(cid), { class: "primary small" }),
          button("Playbook", () => openPlaybook(cid), { class: "small" }),
          button("Delete …", () => confirmDeletion(cid, () => deleted(cid)), { class: "danger small" })),
        h("ol", { class: "messages" }, body.messages.map(storedMessage)));
      announce(`Conversation with ${messages}`);
    } catch (failure) {
      if (!isLatest()) {
        return;
      }
      if (failure.status === 404) {
        notice("The miner keeps no conversation ", h("code", {}, shown(cid, 100)), " for this key: it was deleted, has "
          + "expired, or never was.");
      } else {
        fill("conversation", errorBox(failure, () => read(cid)));
      }
    }
  }

  function deleted(cid) {
    beginRead();
    forgetConversation(cid);
    if (location.hash === linkTo(cid)) {
      history.replaceState(null, "", LIST);
    }
    open = null;
    markOpen();
    // the button that opened the dialog, and so the place of the focus, is gone
    const done = h("p", { class: "empty", tabindex: "-1" }, "The conversation is deleted.");
    fill("notice", done);
    done.focus();
    load();
  }

  /** Shows what the address names behind the view's name; empty for the list alone. */
  function openAddress(detail) {
    const before = open;
    const cid = detail === "" ? null : cidOf(detail);
    if (cid !== null && cid === before && visible) {
      return;
    }
    open = cid;
    markOpen();
    const within = visible && element.contains(document.activeElement);
    if (cid !== null) {
      if (within) {
        reading.focus({ preventScroll: true });
      }
      read(cid);
      if (listing.checkVisibility()) {
        reading.scrollTop = 0;
      } else {
        element.closest("main")?.scrollTo(0, 0);
        // in a very low window the whole page scrolls
        scrollTo(0, 0);
      }
      return;
    }
    beginRead();
    if (detail === "") {
      fill("list", h("p", { class: "empty" }, "Choose a conversation to read it."));
    } else {
      notice("This address names no conversation: an id has 1 to 100 characters, and no control characters.");
    }
    if (within) {
      focusRow(before === null ? undefined : rowOf(linkTo(before)));
    }
  }

  return {
    element,
    show(detail = "") {
      openAddress(detail);
      if (!visible) {
        visible = true;
        load();
      }
    },
    hide() {
      visible = false;
    },
  };
}
