// A message of a conversation as the miner keeps it, shown as it was written.
import { fold } from "./answer-card.js";
import { componentOf } from "./components.js";
import { h, plainText } from "./dom.js";
import { time } from "./format.js";
import { markdown } from "./markdown.js";
import { excerpt, shown } from "./safe-text.js";

const LIMIT = 60_000;

/** How the miner keeps what was sent to the components other than `complete`: a label, then the task or the queries. */
const LABELS = {
  "Refine task: ": "refine",
  "Feedback request: ": "feedback",
  "User feedback: ": "human_feedback",
  "Summarize: ": "summary",
  "Aggregate: ": "aggregate",
  "Search: ": "internet_search",
};

/** Characters of a message that the list of conversations has: a message of that length is cut. */
const PREVIEW = 300;

/** Characters of them that are shown. */
const FIRST_WORDS = 120;

/** The first words of a conversation in one line, from the beginning of its first message as the miner keeps it. */
export function firstWords(preview) {
  const written = asWritten(preview);
  const text = written === null ? preview : written.queries.join(" ").trim() || written.task;
  const words = excerpt(text, FIRST_WORDS);
  return [...preview].length < PREVIEW || words.endsWith("…") ? words : `${words}…`;
}

/** The message as an element of a list. */
export function storedMessage(message) {
  const content = String(message.content);
  const sent = h("time", {}, time(message.timestamp));
  if (message.role !== "user") {
    return h("li", { class: "message" }, h("p", { class: "message-head" }, "Miner", sent), markdown(content));
  }
  const written = asWritten(content);
  return h("li", { class: "message own" },
    h("p", { class: "message-head" }, written === null || written.component === "complete" ? "You"
      : `You: ${componentOf(written.component).title}`, sent),
    written?.task ? h("p", { class: "hint", dir: "auto" }, `Task: ${shown(written.task, 1000)}`) : null,
    (written?.queries ?? [content]).map(query => h("p", { class: "pre", dir: "auto" }, shown(query, LIMIT))),
    written === null ? null
      : fold("As the miner keeps it", () => plainText("Message", shown(content, LIMIT), { dir: "auto" })));
}

/** What was sent: `{component, task, queries}`; null for a message that has another form than the miner's. */
function asWritten(content) {
  const complete = /^Task:(?: ([^\n]*))?\nQuery 1: ([^]*)$/.exec(content);
  if (complete !== null) {
    return { component: "complete", task: (complete[1] ?? "").trim(), queries: numbered(complete[2]) };
  }
  const label = Object.keys(LABELS).find(start => content.startsWith(start));
  return label === undefined ? null : { component: LABELS[label], task: "", queries: [content.slice(label.length)] };
}

/** The queries of a text that has "\nQuery 2: " before the second, "\nQuery 3: " before the third, and so on. */
function numbered(text) {
  const queries = [];
  let rest = text;
  for (let next = 2; ; next++) {
    const mark = `\nQuery ${next}: `;
    const end = rest.indexOf(mark);
    if (end < 0) {
      return [...queries, rest];
    }
    queries.push(rest.slice(0, end));
    rest = rest.slice(end + mark.length);
  }
}
