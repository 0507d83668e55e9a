// The chat: one conversation, its notebook beside it, and one click from an answer to the next component.
import { answerDetails, answerFacts, answerText, fold } from "./answer-card.js";
import { answerChanges, answers, asPreviousOutput, newestAnswered } from "./answers.js";
import { call, pathOf } from "./api.js";
import { componentRequest, outcome, runAgain, runComponent } from "./component-run.js";
import { componentOf } from "./components.js";
import { linkTo } from "./conversation-link.js";
import { listConversations } from "./conversations.js";
import { copyButton } from "./copy.js";
import { arrange, button, confirmed, h, setBusy, toggle } from "./dom.js";
import { keepDraft, keptDraft } from "./drafts.js";
import { errorBox } from "./errors.js";
import { clockTime, count, seconds, shortId } from "./format.js";
import { lowFold } from "./low-fold.js";
import { isNotebook, notebookDiff, notebookView } from "./notebook.js";
import { runClock } from "./running-clock.js";
import { shown } from "./safe-text.js";
import { firstWords, storedMessage } from "./stored-message.js";
import { keep, kept } from "./tab-storage.js";

const STORED = "miner.chat.cid";

/** What the field for text can be sent as. */
const KINDS = [["complete", "Question"], ["human_feedback", "Feedback to learn from"], ["internet_search", "Web search"]];

export function chatView(openPlaybook) {
  let cid = kept(STORED) ?? newCid();
  /** A conversation that this page has made up: the miner can't know it yet. */
  let fresh = kept(STORED) === null ? cid : null;
  let running = null;
  /** The change to another conversation that is under way: a question may be open. */
  let opening = null;
  /** The earlier messages that are shown, as JSON; null before they are known. */
  let earlierShown = null;
  const draft = keptDraft("chat");
  keep(STORED, cid);

  const known = h("datalist", { id: "chat-cids" });
  const cidInput = h("input", { maxlength: 100, id: "chat-cid", list: "chat-cids", value: cid, autocomplete: "off", spellcheck: "false",
    onchange: () => openShown() });
  const cidNote = h("p", { class: "hint cid-note", role: "status" });
  const earlier = h("ol", { class: "messages" });
  const turns = h("ol", { class: "messages" });
  /** Says what the miner keeps of the conversation beside the answers of this tab. */
  const elsewhere = h("div", { class: "elsewhere hint", role: "status" });
  const progress = h("div", { class: "chat-progress" });
  const text = h("textarea", { rows: 2, maxlength: 10000, placeholder: "Ask something", onkeydown: keys, value: draft.text ?? "" });
  const kind = h("select", { "aria-label": "Send as" }, KINDS.map(([name, title]) => h("option", { value: name }, title)));
  const history = toggle("History", draft.history ?? true);
  const playbook = toggle("Playbook", draft.playbook ?? true);
  const send = h("button", { type: "submit", class: "primary" }, "Send");
  const notebook = notebookPane();
  const scroller = h("div", { class: "chat-scroll", tabindex: "0", role: "region", "aria-label": "Conversation" },
    h("p", { class: "empty" }, "Ask something. The miner answers within a minute, and remembers what was said under the name of the "
      + "conversation. Feedback that you send teaches it for its later answers."),
    earlier, turns, elsewhere, progress);

  const composer = h("form", { class: "composer", onsubmit: ask, oninput: keepTyped },
    h("label", { class: "unseen", for: "chat-text" }, "Your message"), text,
    h("div", { class: "composer-row" }, lowFold("Options", kind, history.element, playbook.element), send));
  text.id = "chat-text";
  if (KINDS.some(([name]) => name === draft.kind)) {
    kind.value = draft.kind;
  }

  function keepTyped() {
    keepDraft("chat", { text: text.value, kind: kind.value, history: history.input.checked, playbook: playbook.input.checked });
  }

  function keys(event) {
    // Safari ends a composition before the key that ended it, and marks that key with the code 229 alone
    const composing = event.isComposing || event.keyCode === 229;
    // Enter on a phone's keyboard makes a line: there is no other way to make one
    if (event.key === "Enter" && !event.shiftKey && !composing && matchMedia("(pointer: fine)").matches) {
      event.preventDefault();
      composer.requestSubmit();
    }
  }

  async function ask(event) {
    event.preventDefault();
    // what is sent goes where the field says
    if (!await openShown()) {
      return;
    }
    const query = text.value;
    if (query.trim() === "" || running !== null) {
      return;
    }
    text.value = "";
    cidNote.textContent = "";
    keepTyped();
    run(kind.value, query, kind.value === "complete" ? notebook.carrier() : newestAnswered(cid, 1));
  }

  function run(component, query, previousEntries) {
    const request = componentRequest({
      cid,
      queries: [query],
      outputs: previousEntries.map(asPreviousOutput),
      useHistory: history.input.checked,
      usePlaybook: playbook.input.checked,
    });
    return follow(signal => runComponent(component, request, signal));
  }

  /** Starts a request, unless one is running, and shows the clock until its end. */
  async function follow(start) {
    if (running !== null) {
      return;
    }
    running = new AbortController();
    setBusy(send, true);
    const clock = runClock(progress, () => running.abort());
    const answer = start(running.signal);
    toEnd();
    const entry = await answer;
    running = null;
    setBusy(send, false);
    // a clock that goes takes the focus of its button away
    const held = document.activeElement === document.body || clock.holdsFocus();
    clock.stop(outcome(entry));
    if (held && element.isConnected) {
      // a phone would open its keyboard over the page
      (matchMedia("(pointer: fine)").matches ? text : scroller).focus({ preventScroll: true });
    }
    toAnswer();
  }

  const own = () => answers().filter(entry => entry.cid === cid);

  const cards = new Map();

  function show() {
    const entries = own();
    arrange(turns, entries.flatMap(turn));
    notebook.show(entries);
  }

  /** What has not changed keeps its elements, and so the focus and what is open in them. */
  function turn(entry) {
    const card = cards.get(entry.id);
    if (card?.entry === entry) {
      return card.elements;
    }
    const elements = [card?.elements[0] ?? question(entry), reply(entry)].filter(part => part !== null);
    cards.set(entry.id, { entry, elements });
    return elements;
  }

  function question(entry) {
    const chained = !KINDS.some(([name]) => name === entry.component);
    return h("li", { class: chained ? "message own chained" : "message own" },
      h("p", { class: "message-head" }, entry.component === "complete" ? "You" : `You: ${componentOf(entry.component).title}`,
        h("time", {}, clockTime(entry.at))),
      h("p", { class: "pre", dir: "auto" }, shown(entry.request.input[0].user_query, 20_000)));
  }

  function reply(entry) {
    const again = () => follow(signal => runAgain(entry, signal));
    if (entry.state === "running") {
      return null;
    }
    if (entry.state === "cancelled" || entry.state === "interrupted") {
      return h("li", { class: "message note" },
        h("p", {}, entry.state === "cancelled"
          ? `Cancelled after ${seconds(entry.ms)}. The miner stops its work on it.`
          : "The page was loaded again before the answer came, which cancelled the request."),
        button("Ask again", again, { class: "small" }));
    }
    if (entry.state === "failed") {
      return h("li", { class: "message" }, errorBox(entry.error, again, { silent: true }));
    }
    return h("li", { class: "message" },
      h("div", { class: "message-head" }, "Miner", answerFacts(entry)),
      answerText(entry),
      h("div", { class: "actions" },
        button("Refine this", () => run("refine", componentOf("refine").query, [entry]), { class: "small" }),
        button("Judge this", () => run("feedback", componentOf("feedback").query, [entry]), { class: "small" }),
        button("Aggregate the last three", () => run("aggregate", entry.request.input[0].user_query, newestAnswered(cid, 3)), { class: "small" }),
        copyButton("Copy", () => entry.response.output.immediate_response)),
      fold("Details", () => h("div", {}, answerDetails(entry))));
  }

  /** Opens the conversation that the field shows. Resolves to whether the field and the chat show the same one now. */
  function openShown() {
    if (opening !== null) {
      return opening;
    }
    const wanted = cidInput.value;
    if (wanted.trim() === "") {
      cidInput.value = cid;
      cidNote.textContent = "A conversation needs a name. The field shows the one that is open.";
      return Promise.resolve(false);
    }
    if (wanted === cid) {
      return Promise.resolve(true);
    }
    return open(wanted);
  }

  /** Opens a conversation, after a question where that cancels a request. Resolves to whether it is open. */
  function open(wanted) {
    opening = change(wanted).finally(() => {
      opening = null;
    });
    return opening;
  }

  async function change(wanted) {
    if (running !== null && !await confirmed("A request is running", "Another conversation cancels it.",
      "Cancel the request", "Stay here")) {
      cidInput.value = cid;
      return false;
    }
    running?.abort();
    cid = wanted;
    cidInput.value = cid;
    cidNote.textContent = "";
    keep(STORED, cid);
    cards.clear();
    earlier.replaceChildren();
    earlierShown = null;
    elsewhere.replaceChildren();
    show();
    loadKept().then(toEnd);
    return true;
  }

  function openNew() {
    fresh = newCid();
    return open(fresh);
  }

  /** Shows the messages from before this tab's answers, and says how many later ones this tab does not have. */
  async function loadKept() {
    if (cid === fresh && own().length === 0) {
      return;
    }
    const asked = cid;
    try {
      const { body } = await call("GET", pathOf("conversations", asked));
      if (asked !== cid) {
        return;
      }
      const before = earlierThan(body.messages, own());
      showEarlier(before);
      // an answer that is on its way is ours
      if (running === null) {
        sayElsewhere(answersOfOthers(body.messages.slice(before.length), own()));
      }
    } catch (failure) {
      if (asked !== cid) {
        return;
      }
      // 404: a new conversation
      if (failure.status === 404) {
        showEarlier([]);
      } else if (earlierShown === null) {
        fillEarlier(h("li", {}, errorBox(failure, loadKept)));
      }
    }
  }

  function showEarlier(messages) {
    const text = JSON.stringify(messages);
    if (text !== earlierShown) {
      earlierShown = text;
      fillEarlier(...(messages.length === 0 ? []
        : [h("li", { class: "divider" }, "Kept by the miner"), ...messages.map(storedMessage)]));
    }
  }

  function fillEarlier(...items) {
    // a button that goes takes the focus away
    if (earlier.contains(document.activeElement)) {
      scroller.focus({ preventScroll: true });
    }
    earlier.replaceChildren(...items);
  }

  function sayElsewhere(number) {
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
    elsewhere.replaceChildren(...(number === 0 ? [] : [
      `The miner keeps ${count(number, "answer")} of this conversation that this tab does not show. `,
      h("a", { href: linkTo(cid) }, "Read the whole conversation")]));
    if (atEnd) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  }

  async function offerConversations() {
    try {
      const page = await listConversations();
      known.replaceChildren(...page.conversations.slice(0, 100).map(item => h("option", { value: item.cid,
        label: typeof item.preview === "string" ? firstWords(item.preview) : null })));
    } catch {
      // the field takes any conversation without the list, too
    }
  }

  /** Shows the beginning of the newest answer, or all of it where there is room. */
  function toAnswer() {
    toEnd();
    turns.lastElementChild?.previousElementSibling?.scrollIntoView({ block: "nearest" });
  }

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    if (element.isConnected) {
      // in a very low window the whole page scrolls
      document.scrollingElement.scrollTop = document.scrollingElement.scrollHeight;
    }
  }

  // another tab may have gone on with the conversation
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && element.isConnected && running === null) {
      loadKept();
    }
  });
  answerChanges.addEventListener("change", show);
  answerChanges.addEventListener("deleted", ({ detail }) => {
    if (detail === cid) {
      // what runs in it would bring it back
      running?.abort();
      running = null;
      openNew();
      cidNote.textContent = "The conversation before was deleted: this is a new one.";
    }
  });
  // where there is no room for both, the notebook takes the place of the conversation
  const notebookToggle = button("Notebook", () => showNotebook(!element.classList.contains("with-notebook")),
    { class: "small notebook-toggle", "aria-pressed": "false" });

  function showNotebook(shows) {
    element.classList.toggle("with-notebook", shows);
    notebookToggle.setAttribute("aria-pressed", String(shows));
  }

  const closeNotebook = event => {
    if (event.key === "Escape" && element.classList.contains("with-notebook")) {
      showNotebook(false);
      notebookToggle.focus();
    }
  };

  const element = h("div", { class: "chat", onkeydown: closeNotebook },
      h("section", { class: "chat-main", "aria-label": "Chat" },
        h("div", { class: "chat-head" }, h("h1", {}, "Chat"), lowFold("Conversation and notebook",
          h("form", { class: "cid-form", onsubmit: event => {
            event.preventDefault();
            openShown();
          } }, h("label", { for: "chat-cid" }, "Conversation (cid)"), cidInput, known,
          h("button", { type: "submit", class: "small" }, "Open")),
          button("New", openNew, { class: "small quiet" }),
          button("Playbook", () => openPlaybook(cid), { class: "small quiet" }), notebookToggle, cidNote)),
        scroller, composer),
      notebook.element);

  return {
    element,
    cid: () => cid,
    /** @param wanted `{cid}`: another conversation to show, or null */
    show(detail, wanted) {
      offerConversations();
      if (wanted && wanted.cid !== cid) {
        open(wanted.cid);
        return;
      }
      show();
      toEnd();
      const first = earlier.childElementCount === 0;
      loadKept().then(() => {
        if (first) {
          toEnd();
        }
      });
    },
  };
}

/** The stored messages from before the oldest answer of this tab. */
function earlierThan(messages, entries) {
  const answers = entries.filter(entry => entry.state === "answered").map(entry => entry.response.output.immediate_response);
  const same = messages.findIndex(message => message.role !== "user" && answers.includes(message.content));
  if (same >= 0) {
    return messages.slice(0, messages[same - 1]?.role === "user" ? same - 1 : same);
  }
  // without an answer to compare, clocks must do: that of the miner and that of this machine may differ
  const first = entries[0]?.at ?? Number.POSITIVE_INFINITY;
  return messages.filter(message => new Date(message.timestamp).getTime() < first);
}

/** How many of these stored messages are answers that this tab does not have. */
function answersOfOthers(messages, entries) {
  const answers = entries.map(entry => entry.response?.output.immediate_response);
  return messages.filter(message => message.role !== "user" && !answers.includes(message.content)).length;
}

const newCid = () => `chat-${shortId()}`;

/** The newest notebook of the conversation, and how it differs from the one before. */
function notebookPane() {
  let versions = [];
  let chosen = -1;
  const select = h("select", { "aria-label": "Version", onchange: () => {
    chosen = Number(select.value);
    draw();
  } });
  const compare = toggle("Show changes", false, draw);
  const body = h("div", { class: "notebook-body", tabindex: "0", role: "region", "aria-label": "Text of the notebook" });
  const copy = copyButton("Copy", () => versions[chosen]?.text ?? "");
  const head = h("div", { class: "actions" }, select, compare.element);

  function draw() {
    head.hidden = versions.length === 0;
    copy.hidden = versions.length === 0;
    compare.element.hidden = chosen < 1;
    if (versions.length === 0) {
      body.replaceChildren(h("p", { class: "empty" }, "No notebook yet. The miner writes one when there is something to keep, "
        + "such as a text that you work on together."));
    } else if (compare.input.checked && chosen > 0) {
      body.replaceChildren(notebookDiff(versions[chosen - 1].text, versions[chosen].text));
    } else {
      body.replaceChildren(notebookView(versions[chosen].text));
    }
  }

  return {
    element: h("aside", { class: "panel notebook", "aria-label": "Notebook" },
      h("div", { class: "notebook-head" }, h("h2", {}, "Notebook"), copy), head, body),
    show(entries) {
      const next = [];
      for (const entry of entries) {
        const text = entry.response?.output.notebook;
        if (isNotebook(text) && entry.component !== "human_feedback" && text !== next.at(-1)?.text) {
          next.push({ text, entry });
        }
      }
      if (next.length === versions.length && next.every((version, index) => version.entry === versions[index].entry)) {
        if (next.length === 0) {
          draw();
        }
        return;
      }
      versions = next;
      chosen = versions.length - 1;
      select.replaceChildren(...versions.map((version, index) => h("option", { value: index },
        `Version ${index + 1}, ${clockTime(version.entry.at)}`)));
      select.value = String(chosen);
      draw();
    },
    /** The answer that carries the newest notebook into the next request; empty if there is none. */
    carrier() {
      return versions.length === 0 ? [] : [versions.at(-1).entry];
    },
  };
}
