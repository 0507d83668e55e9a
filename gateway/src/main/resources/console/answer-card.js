// An answer: its text, its notebook, how it was made, the whole JSON, and the request as a command.
import { cutOf } from "./component-run.js";
import { copyButton } from "./copy.js";
import { h, plainText } from "./dom.js";
import { count, seconds } from "./format.js";
import { markdown } from "./markdown.js";
import { isNotebook, notebookDiff, notebookView } from "./notebook.js";
import { escapedInvisible, shown } from "./safe-text.js";
import { curl, python } from "./snippets.js";

const JSON_LIMIT = 300_000;

/** Why an answer is worth little: the codes of the API's `metadata.junk` in words. */
const WEAK = {
  repetition: "repeats itself",
  echo: "repeats the request",
  non_answer: "does not answer",
  empty_praise: "praises and says nothing more",
  wrong_language: "in another language than the request",
  cut_off: "ends within a sentence",
};

/** The answer's text. */
export function answerText(entry) {
  return markdown(entry.response.output.immediate_response);
}

/** How the answer was made, in short pieces. */
export function answerFacts(entry) {
  const metadata = typeof entry.response.metadata === "object" ? entry.response.metadata ?? {} : {};
  const facts = [seconds(entry.ms)];
  const marks = [cutOf(entry)];
  for (const name of ["provider", "model"]) {
    if (typeof metadata[name] === "string") {
      facts.push(shown(metadata[name], 80));
    }
  }
  if (Number.isFinite(metadata.tokens_used)) {
    facts.push(count(metadata.tokens_used, "token"));
  }
  if (metadata.stored === false) {
    facts.push("not stored yet");
  }
  if (metadata.coalesced === true || metadata.replayed === true) {
    facts.push(metadata.replayed === true ? "replayed" : "shared with an equal request");
  }
  if (typeof metadata.junk === "string") {
    marks.push(`weak: ${Object.hasOwn(WEAK, metadata.junk) ? WEAK[metadata.junk] : shown(metadata.junk, 40)}`);
  }
  if (metadata.summary === "extracted") {
    facts.push("made of sentences of the texts");
  }
  return h("ul", { class: "facts", "aria-label": "How the answer was made" },
    marks.filter(mark => mark !== null).map(mark => h("li", { class: "mark" }, mark)), facts.map(fact => h("li", {}, fact)));
}

/** The notebook of an answer and its difference from that of the request's previous outputs. */
export function answerNotebook(entry) {
  const notebook = entry.response.output.notebook;
  if (!isNotebook(notebook)) {
    return h("p", { class: "hint" }, "The notebook has no update.");
  }
  const before = (entry.request.previous_outputs ?? []).map(output => output.output?.notebook).find(isNotebook);
  return h("section", { class: "notebook-part" },
    h("h3", {}, "Notebook"),
    notebookView(notebook),
    before === undefined ? null : fold("Changes from the previous version", () => notebookDiff(before, notebook)));
}

/** Three closed parts: the whole JSON, and the same request for curl and Python. */
export function answerDetails(entry) {
  return [
    fold("Full JSON", () => codeBlock(entry.response ?? entry.error, "json")),
    ...requestCopies(entry.component, () => entry.request),
  ];
}

/** The request as a command of curl and as a Python program, made when they are opened; see `copyOf`. */
export function requestCopies(component, request) {
  return [
    fold("The same request with curl", () => copyOf(request, curl, component)),
    fold("The same request in Python", () => copyOf(request, python, component)),
  ];
}

/** Where the form can't be sent, its reason and no program that would fail. */
function copyOf(request, write, component) {
  let made;
  try {
    made = request();
  } catch (wrong) {
    return h("p", { class: "hint" }, shown(wrong.message, 300));
  }
  return codeBlock(write(component, made));
}

function codeBlock(value, kind = "text") {
  const text = kind === "json" ? escapedInvisible(JSON.stringify(value, null, 2)) : value;
  return h("div", { class: "code-block" }, copyButton("Copy", () => text),
    plainText("Program text", shown(text, JSON_LIMIT)));
}

/** A part that is closed at first, and made each time it is opened. */
export function fold(title, content) {
  const place = h("div", { class: "fold-content" });
  return h("details", {
    class: "fold",
    ontoggle: event => place.replaceChildren(...(event.target.open ? [content()] : [])),
  }, h("summary", {}, title), place);
}
