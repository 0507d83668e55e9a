// What was asked and answered in this tab. Kept over a reload, and forgotten with the tab.

const STORED = "miner.answers";
const MOST = 60;

/** Web storage has room for 5 MB; the key and the drafts need little. */
const CHARACTERS = 3_000_000;

let entries = load();

/** Announces each change with the event `change`. */
export const answerChanges = new EventTarget();

/**
 * Every entry, oldest first: `{id, cid, component, request, at, state, response?, error?, ms?, requestId?}`. The state
 * is running, answered, failed, cancelled or interrupted (by a reload).
 */
export function answers() {
  return entries;
}

/** Entries with an answer, newest first. */
export function answered() {
  return entries.filter(entry => entry.state === "answered").reverse();
}

export function addAnswer(entry) {
  entries = [...entries, entry].slice(-MOST);
  changed();
}

export function changeAnswer(id, change) {
  entries = entries.map(entry => (entry.id === id ? { ...entry, ...change } : entry));
  changed();
}

/** An entry in the form that a request names as a previous output. */
export function asPreviousOutput(entry) {
  const { task, input, output, component } = entry.response;
  return {
    task: typeof task === "string" ? task : "",
    input: Array.isArray(input) ? input : [],
    output: { immediate_response: output.immediate_response, notebook: output.notebook },
    component: typeof component === "string" ? component : entry.component,
  };
}

function changed() {
  store();
  answerChanges.dispatchEvent(new Event("change"));
}

function store() {
  for (let first = 0; first <= entries.length; first++) {
    const text = JSON.stringify(entries.slice(first));
    if (text.length <= CHARACTERS) {
      try {
        sessionStorage.setItem(STORED, text);
        return;
      } catch {
        // the storage is full: with fewer entries
      }
    }
  }
}

function load() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
    return stored.map(entry => (entry.state === "running" ? { ...entry, state: "interrupted" } : entry));
  } catch {
    return [];
  }
}
