// Chooses previous outputs: answers of this tab, or JSON from elsewhere.
import { answerChanges, answered, asPreviousOutput } from "./answers.js";
import { field, h } from "./dom.js";
import { clockTime } from "./format.js";
import { componentOf } from "./components.js";
import { excerpt } from "./safe-text.js";

/** The contract's limit. */
const MOST = 20;

/** How many answers the list offers. */
const OFFERED = 20;

/** What is wrong with the pasted JSON, for the person. */
class WrongPaste extends Error {}

/**
 * A picker; `outputs()` throws an Error with a text for the person where what is chosen can't be sent.
 *
 * @param draft `{ids, pasted}` of an earlier `draft()`
 * @param needs what to say where nothing is chosen, or null
 * @param changed called when another answer is chosen
 */
export function previousOutputs(draft, needs, changed) {
  const chosen = new Set(draft.ids ?? []);
  const list = h("ul", { class: "picks" });
  const pasted = h("textarea", { rows: 4, spellcheck: "false", class: "mono", value: draft.pasted ?? "" });
  const summary = h("summary", {});
  const pasteField = field("Or paste JSON", pasted, "Whole answers of the API, or previous outputs; one, or a list of them.");
  const problem = h("p", { class: "field-problem", id: `${pasted.id}-problem` });
  const missing = h("p", { class: "hint", role: "note" }, needs);
  pasteField.append(problem);
  const picker = h("details", { class: "fold previous" }, summary,
    h("div", { class: "fold-content" }, list, pasteField));

  function show() {
    const offered = answered().slice(0, OFFERED);
    list.replaceChildren(...(offered.length === 0
      ? [h("li", { class: "hint" }, "No answers in this tab yet.")]
      : offered.map(item)));
    count();
  }

  function item(entry) {
    const box = h("input", {
      type: "checkbox",
      checked: chosen.has(entry.id),
      onchange: () => {
        if (box.checked) {
          chosen.add(entry.id);
        } else {
          chosen.delete(entry.id);
        }
        count();
        changed();
      },
    });
    return h("li", {}, h("label", {}, box, h("span", {},
      h("strong", {}, componentOf(entry.component).title), ` ${clockTime(entry.at)} `,
      h("span", { class: "pick-query" }, excerpt(entry.request.input[0]?.user_query ?? "")),
      h("span", { class: "hint" }, excerpt(entry.response.output.immediate_response)))));
  }

  function count() {
    const number = answered().filter(entry => chosen.has(entry.id)).length + (pasted.value.trim() === "" ? 0 : 1);
    summary.textContent = number === 0 ? "Previous outputs: none" : `Previous outputs: ${number} chosen`;
    missing.hidden = needs === null || number > 0;
  }

  function mark(text) {
    problem.textContent = text;
    if (text === "") {
      pasted.removeAttribute("aria-invalid");
      pasted.setAttribute("aria-describedby", `${pasted.id}-hint`);
    } else {
      pasted.setAttribute("aria-invalid", "true");
      pasted.setAttribute("aria-describedby", `${problem.id} ${pasted.id}-hint`);
    }
  }

  pasted.addEventListener("input", () => {
    mark("");
    count();
  });
  answerChanges.addEventListener("change", show);
  show();
  return {
    element: h("div", { class: "previous-part" }, picker, missing),
    /** What is chosen and pasted. */
    draft: () => ({ ids: [...chosen], pasted: pasted.value }),
    /** Shows what is wrong beside its field, and goes there; false for an error of another part. */
    showProblem(wrong) {
      if (!(wrong instanceof WrongPaste)) {
        return false;
      }
      picker.open = true;
      mark(wrong.message);
      pasted.focus();
      return true;
    },
    choose(ids) {
      chosen.clear();
      ids.forEach(id => chosen.add(id));
      picker.open = true;
      show();
    },
    outputs() {
      const picked = answered().filter(entry => chosen.has(entry.id)).reverse().map(asPreviousOutput);
      const all = [...picked, ...fromJson(pasted.value)];
      if (all.length > MOST) {
        throw new Error(`${all.length} previous outputs are chosen; the miner takes at most ${MOST}.`);
      }
      return all;
    },
  };
}

function fromJson(text) {
  if (text.trim() === "") {
    return [];
  }
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new WrongPaste("The pasted previous outputs are not JSON.");
  }
  if (Array.isArray(json) && json.length === 0) {
    throw new WrongPaste("The pasted list is empty.");
  }
  return (Array.isArray(json) ? json : [json]).map(item => {
    if (typeof item?.output?.immediate_response !== "string") {
      throw new WrongPaste("A pasted previous output has no output.immediate_response.");
    }
    const { task = "", input = [], output, component = "" } = item;
    return { task, input, output: { ...output }, component };
  });
}
