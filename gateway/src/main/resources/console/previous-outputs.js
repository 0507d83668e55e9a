// Chooses previous outputs: answers of this tab, or JSON from elsewhere.
import { answerChanges, answered, asPreviousOutput } from "./answers.js";
import { field, h } from "./dom.js";
import { clockTime } from "./format.js";
import { componentOf } from "./components.js";
import { excerpt } from "./notebook.js";

/** The contract's limit. */
const MOST = 20;

/** How many answers the list offers. */
const OFFERED = 20;

/** A picker; `outputs()` throws an Error with a text for the person where the pasted JSON can't be used. */
export function previousOutputs() {
  const chosen = new Set();
  const list = h("ul", { class: "picks" });
  const pasted = h("textarea", { rows: 4, spellcheck: "false", class: "mono" });
  const summary = h("summary", {});
  const picker = h("details", { class: "fold previous" }, summary,
    h("div", { class: "fold-content" }, list,
      field("Or paste JSON", pasted, "Whole answers of the API, or previous outputs; one, or a list of them.")));

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
      },
    });
    return h("li", {}, h("label", {}, box, h("span", {},
      h("strong", {}, componentOf(entry.component).title), ` ${clockTime(entry.at)} `,
      h("span", { class: "hint" }, excerpt(entry.response.output.immediate_response)))));
  }

  function count() {
    const number = answered().filter(entry => chosen.has(entry.id)).length + (pasted.value.trim() === "" ? 0 : 1);
    summary.textContent = number === 0 ? "Previous outputs: none" : `Previous outputs: ${number} chosen`;
  }

  pasted.addEventListener("input", count);
  answerChanges.addEventListener("change", show);
  show();
  return {
    element: picker,
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
    throw new Error("The pasted previous outputs are not JSON.");
  }
  return (Array.isArray(json) ? json : [json]).map(item => {
    if (typeof item?.output?.immediate_response !== "string") {
      throw new Error("A pasted previous output has no output.immediate_response.");
    }
    const { task = "", input = [], output, component = "" } = item;
    return { task, input, output: { ...output }, component };
  });
}
