// The notebook, and how it differs from its previous version.
import { h, plainText } from "./dom.js";
import { markdown } from "./markdown.js";
import { shown, visible } from "./safe-text.js";

/** What the API sends for: there is no notebook. */
const NONE = "no update";

/** Longer texts are not compared: that takes long, and the result is unreadable. */
const DIFF_LIMIT = 60_000;

/** Lines of both versions together, and lines added and removed: comparing takes the cube of the second. */
const LINES = 10_000;
const CHANGES = 400;

/** Lines of an unchanged part that are shown around a change. */
const AROUND = 3;

export function isNotebook(text) {
  return typeof text === "string" && text !== NONE && text.trim() !== "";
}

/** The notebook as a person reads it: as Markdown, or as JSON where it is JSON. */
export function notebookView(text) {
  try {
    const json = JSON.parse(text);
    if (typeof json === "object" && json !== null) {
      return plainText("Notebook as JSON", shown(JSON.stringify(json, null, 2), 100_000));
    }
  } catch {
    // not JSON: as usual
  }
  return markdown(text);
}

/** The lines that were added and removed between two versions. */
export function notebookDiff(before, after) {
  if (before === after) {
    return h("p", { class: "hint" }, "No line has changed.");
  }
  if (before.length + after.length > DIFF_LIMIT || lineCount(before) + lineCount(after) > LINES) {
    return h("p", { class: "hint" }, "The notebook is too long to be compared here.");
  }
  const parts = globalThis.Diff.diffLines(ended(before), ended(after), { maxEditLength: CHANGES });
  if (parts === undefined) {
    return h("p", { class: "hint" }, `More than ${CHANGES} lines have changed: too many to be compared here.`);
  }
  const changed = kind => parts.filter(part => part[kind]).reduce((sum, part) => sum + part.count, 0);
  return h("div", {},
    h("p", { class: "hint" }, `${changed("added")} lines added, ${changed("removed")} removed`),
    h("div", { class: "diff", role: "group", "aria-label": "Changes of the notebook", tabindex: "0" },
      parts.flatMap((part, index) => lines(part, index === 0, index === parts.length - 1))));
}

function lines(part, first, last) {
  const all = part.value.replace(/\n$/, "").split("\n");
  if (part.added) {
    return all.map(line => h("ins", {}, visible(line)));
  }
  if (part.removed) {
    return all.map(line => h("del", {}, visible(line)));
  }
  const head = first ? [] : all.slice(0, AROUND);
  const tail = last ? [] : all.slice(Math.max(head.length, all.length - AROUND));
  const left = all.length - head.length - tail.length;
  return [
    ...head.map(line => h("span", {}, visible(line))),
    left > 0 ? h("span", { class: "skipped" }, `⋯ ${left} unchanged`) : null,
    ...tail.map(line => h("span", {}, visible(line))),
  ];
}

const lineCount = text => text.split("\n").length;

const ended = text => (text.endsWith("\n") ? text : `${text}\n`);
