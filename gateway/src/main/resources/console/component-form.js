// The form of one component, with its answers beside it.
import { answerDetails, answerFacts, answerNotebook, answerText, requestCopies } from "./answer-card.js";
import { newestAnswered } from "./answers.js";
import { componentRequest, runAgain, runComponent } from "./component-run.js";
import { COMPONENTS, componentOf } from "./components.js";
import { copyButton } from "./copy.js";
import { button, field, h, toggle } from "./dom.js";
import { errorBox } from "./errors.js";
import { seconds, shortId } from "./format.js";
import { limitChanges, limitOf } from "./limits.js";
import { previousOutputs } from "./previous-outputs.js";
import { runClock } from "./running-clock.js";

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
  const cid = h("input", { maxlength: 100, value: firstCid, required: true, autocomplete: "off", spellcheck: "false" });
  const task = h("input", { maxlength: 1000, autocomplete: "off" });
  const queries = queryList(component);
  const previous = previousOutputs();
  const history = toggle("Use the conversation's history", true);
  const playbook = toggle("Use the playbook", true);
  const note = h("p", { class: "hint", role: "status" });
  const limit = h("span", { class: "hint" });
  const running = h("div", {});
  const result = h("div", { class: "results" });
  const send = h("button", { type: "submit", class: "primary" }, component.verb);

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
      note.textContent = wrong.message;
      return;
    }
    run(signal => runComponent(component.name, body, signal));
  }

  async function run(start) {
    if (send.disabled) {
      return;
    }
    const abort = new AbortController();
    send.disabled = true;
    const clock = runClock(running, () => abort.abort());
    const entry = await start(abort.signal);
    clock.stop(outcome(entry));
    send.disabled = false;
    result.prepend(resultCard(entry, open, () => run(signal => runAgain(entry, signal))));
    while (result.childElementCount > 10) {
      result.lastElementChild.remove();
    }
  }

  const showLimit = () => {
    const known = limitOf(component.name);
    limit.textContent = known === null ? "" : `${known.left} of ${known.allowed} requests left`;
  };
  limitChanges.addEventListener("change", showLimit);
  showLimit();

  const form = h("form", { class: "panel form", onsubmit: submit, "aria-label": component.title },
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
      send.focus();
    },
  };
}

function queryList(component) {
  const list = h("div", { class: "queries" });
  const add = text => {
    const area = h("textarea", {
      rows: 3, maxlength: 10000, required: true, placeholder: component.placeholder ?? "", value: text,
    });
    const number = list.childElementCount + 1;
    const item = h("div", { class: "query" }, field(number === 1 ? "Query" : `Query ${number}`, area));
    if (number > 1) {
      item.append(button("Remove", () => item.remove(), { class: "small quiet", "aria-label": `Remove query ${number}` }));
    }
    list.append(item);
    return area;
  };
  add(component.query);
  return {
    element: h("div", {}, list, button("Add a query", () => add("").focus(), { class: "small quiet" })),
    values: () => [...list.querySelectorAll("textarea")].map(area => area.value),
  };
}

function outcome(entry) {
  return { answered: "The answer is there", cancelled: "Cancelled", failed: "The request failed" }[entry.state] ?? "";
}

function resultCard(entry, open, retry) {
  const title = h("h2", {}, componentOf(entry.component).title);
  if (entry.state === "cancelled") {
    return h("article", { class: "panel card" }, title,
      h("p", {}, `Cancelled after ${seconds(entry.ms)}. The miner stops its work on it.`));
  }
  if (entry.state === "failed") {
    return h("article", { class: "panel card" }, title, errorBox(entry.error, retry), answerDetails(entry));
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
