// The playbook of a conversation: entries by type, and the text that a prompt gets.
import { call, pathOf } from "./api.js";
import { field, h, plainText } from "./dom.js";
import { errorBox } from "./errors.js";
import { count, time } from "./format.js";
import { latest } from "./latest.js";
import { shown } from "./safe-text.js";

const TYPES = ["preference", "instruction", "fact", "correction", "context", "constraint"];

/** @param chatCid returns the conversation that the chat shows */
export function playbookView(chatCid) {
  const cid = h("input", { maxlength: 100, required: true, autocomplete: "off", spellcheck: "false" });
  const type = h("select", {}, h("option", { value: "" }, "All types"), TYPES.map(name => h("option", { value: name }, name)));
  const place = h("div", {}, h("p", { class: "empty" }, "Choose Show to see what the miner has learned in a conversation: from "
    + "feedback, for its later answers."));

  const begin = latest();

  async function load(event) {
    event?.preventDefault();
    const isLatest = begin();
    if (place.contains(document.activeElement)) {
      cid.focus();
    }
    place.replaceChildren(h("p", { class: "empty", role: "status" }, "Loading …"));
    try {
      const query = type.value === "" ? "" : `?insight_type=${type.value}`;
      const [entries, context] = await Promise.all([
        call("GET", pathOf("playbook", cid.value, query)),
        call("GET", pathOf("playbook", cid.value, "/context")),
      ]);
      if (isLatest()) {
        show(entries.body, context.body);
      }
    } catch (failure) {
      if (isLatest()) {
        place.replaceChildren(errorBox(failure, () => load()));
      }
    }
  }

  function show(playbook, context) {
    const entries = playbook.entries ?? [];
    const typeOf = entry => String(entry.insight_type);
    // a newer miner may have types that the console does not know
    const types = [...new Set([...TYPES, ...entries.map(typeOf)])];
    place.replaceChildren(
      h("p", { class: "hint", role: "status" }, count(entries.length, "active entry", "active entries")),
      ...(entries.length > 0 ? [] : [h("p", { class: "empty" },
        "Nothing learned here yet. Send human feedback to teach the miner.")]),
      ...types.filter(name => entries.some(entry => typeOf(entry) === name)).map(name => h("section", {},
        h("h2", { class: "group" }, shown(name, 60)),
        h("ul", { class: "entries" }, entries.filter(entry => typeOf(entry) === name).map(playbookEntry)))),
      h("section", { class: "panel prompt-text" }, h("h2", {}, "What a prompt gets"),
        plainText("Playbook in a prompt", shown(context.formatted_context ?? "", 60_000))));
  }

  return {
    element: h("div", { class: "view" }, h("h1", {}, "Playbook"),
      h("form", { class: "inline-form", onsubmit: load }, field("Conversation (cid)", cid), field("Type", type),
        h("button", { type: "submit", class: "primary" }, "Show")),
      place),
    show(detail, wanted) {
      if (wanted) {
        cid.value = wanted.cid;
        load();
      } else if (cid.value === "") {
        cid.value = chatCid();
      }
    },
  };
}

function playbookEntry(entry) {
  const confidence = Math.round(Number(entry.confidence_score) * 100);
  return h("li", { class: "panel entry" },
    h("p", { class: "entry-key" }, shown(entry.key, 200)),
    h("p", { class: "pre", dir: "auto" }, shown(entry.value, 5000)),
    h("ul", { class: "facts" },
      h("li", {}, `version ${Number(entry.version)}`), h("li", {}, `${confidence} % sure`),
      h("li", {}, shown(entry.operation, 20)), h("li", {}, time(entry.updated_at)),
      (Array.isArray(entry.tags) ? entry.tags : []).slice(0, 10).map(tag => h("li", { class: "tag" }, shown(tag, 50)))),
    h("p", { class: "hint" }, "From: ", shown(entry.source_feedback ?? "", 500)));
}
