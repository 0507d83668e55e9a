// The form of one component, with its answers beside it.
import { answerDetails, answerFacts, answerNotebook, answerText, requestCopies } from "./answer-card.js";
import { answerChanges, answers, newestAnswered } from "./answers.js";
import { componentRequest, outcome, runAgain, runComponent } from "./component-run.js";
import { COMPONENTS, componentOf } from "./components.js";
import { copyButton } from "./copy.js";
import { arrange, button, field, h, setBusy, toggle } from "./dom.js";
import { keepDraft, keptDraft } from "./drafts.js";
import { errorBox } from "./errors.js";
import { seconds, shortId } from "./format.js";
import { limitChanges, limitOf, limitText } from "./limits.js";
import { previousOutputs } from "./previous-outputs.js";
import { runClock } from "./running-clock.js";

/** Answers that a form shows. */
const CARDS = 10;

/** The view of all seven forms: one is shown, the others keep their drafts and running requests. */
export function componentsView(open) {
  const forms = new Map();
  const place = h("div", {});
  const links = h("nav", { class: "tabs", "aria-label": "Components" }, COMPONENTS.map(component =>
    h("a", { href: `#/components/${component.name}`, "data-component": component.name }, component.title)));
  const cid = h("input", { maxlength: 100, value: `console-${shortId()}`, autocomplete: "off", spellcheck: "false" });
  return {
    element: h("div", { class: "view" }, h("h1", {}, "Components"), links, place),
    /** @param wanted `{cid, ids}`: answers of a conversation that become previous outputs, or null */
    show(name, wanted) {
      const component = componentOf(name);
      links.querySelectorAll("a").forEach(link => {
        if (link.dataset.component === component.name) {
          link.setAttribute("aria-current", "page");
          links.scrollLeft = link.offsetLeft - links.clientWidth / 2;
        } else {
          link.removeAttribute("aria-current");
        }
      });
      if (!forms.has(component.name)) {
        forms.set(component.name, componentForm(component, cid.value, open));
      }
      place.replaceChildren(forms.get(component.name).element);
      if (wanted) {
        forms.get(component.name).fill(wanted.cid, wanted.ids);
      }
    },
  };
}

function componentForm(component, firstCid, open) {
  const draft = keptDraft(component.name);
  const cid = h("input", { maxlength: 100, value: draft.cid ?? firstCid, required: true, autocomplete: "off", spellcheck: "false" });
  const task = h("input", { maxlength: 1000, autocomplete: "off", value: draft.task ?? "" });
  const queries = queryList(component, draft.queries ?? [component.query], keepTyped);
  const previous = previousOutputs(draft, component.needs ?? null, keepTyped);
  const history = toggle("Use the conversation's history", draft.history ?? true);
  const playbook = toggle("Use the playbook", draft.playbook ?? true);
  const note = h("p", { class: "hint", role: "status" });
  const limit = h("span", { class: "hint" });
  const cards = new Map();
  let busy = false;
  const running = h("div", {});
  const result = h("div", { class: "results" });
  const send = h("button", { type: "submit", class: "primary" }, component.verb);

  function keepTyped() {
    keepDraft(component.name, {
      cid: cid.value, task: task.value, queries: queries.values(), history: history.input.checked,
      playbook: playbook.input.checked, ...previous.draft(),
    });
  }

  function request() {
    return componentRequest({
      cid: cid.value,
      task: task.value,
      queries: queries.values(),
      outputs: previous.outputs(),
      useHistory: history.input.checked,
      usePlaybook: playbook.input.checked,
    });
  }

  function submit(event) {
    event.preventDefault();
    note.textContent = "";
    let body;
    try {
      body = request();
    } catch (wrong) {
      if (!previous.showProblem(wrong)) {
        note.textContent = wrong.message;
      }
      return;
    }
    run(signal => runComponent(component.name, body, signal, { form: true }));
  }

  async function run(start) {
    if (busy) {
      return;
    }
    busy = true;
    const abort = new AbortController();
    setBusy(send, true);
    const clock = runClock(running, () => abort.abort());
    const entry = await start(abort.signal);
    // a clock that goes takes the focus of its button away
    const held = clock.holdsFocus();
    clock.stop(outcome(entry));
    setBusy(send, false);
    busy = false;
    if (held && form.isConnected) {
      send.focus({ preventScroll: true });
    }
    showNewest();
  }

  /** In a narrow window the answers are below the form. */
  function showNewest() {
    const newest = result.firstElementChild;
    if (form.isConnected && newest !== null && newest.getBoundingClientRect().top > innerHeight - 120) {
      newest.scrollIntoView({ block: "start" });
    }
  }

  /** The newest answers; what has not changed keeps its element, and so the focus and what is open in it. */
  function showCards() {
    const own = answers().filter(entry => entry.form === true && entry.component === component.name
      && entry.state !== "running").slice(-CARDS).reverse();
    arrange(result, own.map(entry => {
      if (cards.get(entry.id)?.entry !== entry) {
        cards.set(entry.id, { entry, element: resultCard(entry, open, () => run(signal => runAgain(entry, signal))) });
      }
      return cards.get(entry.id).element;
    }));
  }

  answerChanges.addEventListener("change", showCards);
  showCards();

  const showLimit = () => {
    const known = limitOf(component.name);
    limit.textContent = known === null ? "" : `Requests: ${limitText(known)}`;
  };
  limitChanges.addEventListener("change", showLimit);
  showLimit();

  const form = h("form", { class: "panel form", onsubmit: submit, oninput: keepTyped, "aria-label": component.title },
    h("p", { class: "about" }, component.about),
    field("Conversation (cid)", cid),
    field("Task", task, "What the answer is for; may be empty."),
    queries.element,
    previous.element,
    history.element, playbook.element,
    h("div", { class: "actions" }, send, limit),
    note, running,
    requestCopies(component.name, request));

  return {
    element: h("div", { class: "split" }, form,
      h("section", { class: "results-pane", "aria-label": "Answers" },
        result, h("p", { class: "empty" }, "Answers appear here."))),
    fill(cidOfAnswers, ids) {
      cid.value = cidOfAnswers;
      previous.choose(ids);
      keepTyped();
      send.focus();
    },
  };
}

function queryList(component, texts, changed) {
  const list = h("div", { class: "queries" });
  const add = text => {
    const area = h("textarea", {
      rows: 3, maxlength: 10000, required: true, placeholder: component.placeholder ?? "", value: text,
    });
    const number = list.childElementCount + 1;
    const item = h("div", { class: "query" }, field(number === 1 ? "Query" : `Query ${number}`, area));
    if (number > 1) {
      item.append(button("Remove", () => {
        const before = item.previousElementSibling;
        item.remove();
        before.querySelector("textarea").focus();
        changed();
      }, { class: "small quiet", "aria-label": `Remove query ${number}` }));
    }
    list.append(item);
    return area;
  };
  texts.forEach(add);
  return {
    element: h("div", {}, list, button("Add a query", () => add("").focus(), { class: "small quiet" })),
    values: () => [...list.querySelectorAll("textarea")].map(area => area.value),
  };
}

function resultCard(entry, open, retry) {
  const title = h("h2", {}, componentOf(entry.component).title);
  if (entry.state === "cancelled" || entry.state === "interrupted") {
    return h("article", { class: "panel card" }, title,
      h("p", {}, entry.state === "cancelled" ? `Cancelled after ${seconds(entry.ms)}. The miner stops its work on it.`
        : "The page was loaded again before the answer came, which cancelled the request."),
      h("div", { class: "actions" }, button("Ask again", retry, { class: "small" })));
  }
  if (entry.state === "failed") {
    return h("article", { class: "panel card" }, title, errorBox(entry.error, retry, { silent: true }), answerDetails(entry));
  }
  return h("article", { class: "panel card" }, title, answerFacts(entry), answerText(entry), answerNotebook(entry),
    h("div", { class: "actions" },
      button("Refine this", () => open("refine", entry.cid, [entry.id]), { class: "small" }),
      button("Judge this", () => open("feedback", entry.cid, [entry.id]), { class: "small" }),
      button("Summarise this", () => open("summary", entry.cid, [entry.id]), { class: "small" }),
      button("Aggregate the last three", () => open("aggregate", entry.cid,
        newestAnswered(entry.cid, 3).map(({ id }) => id)), { class: "small" }),
      copyButton("Copy text", () => entry.response.output.immediate_response)),
    answerDetails(entry));
}
