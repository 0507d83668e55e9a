// What was asked and answered in this tab. Kept over a reload, and forgotten with the tab.

import { keep, kept } from "./tab-storage.js";

const STORED = "miner.answers";
/** Entries that are kept of one conversation, and of all: a busy conversation must not push out the others. */
const MOST_OF_ONE = 60;
const MOST = 300;

/** Web storage has room for 5 MB; the key and the drafts need little. */
const CHARACTERS = 3_000_000;

let entries = load();

/** Announces each change with the event `change`; see `forgetConversation` for the other one. */
export const answerChanges = new EventTarget();

/**
 * Every entry, oldest first: `{id, cid, component, request, at, state, form, response?, error?, ms?, requestId?}`. The
 * state is running, answered, failed, cancelled or interrupted (by a reload); `form` says that a component's form, and
 * not the chat, has sent the request.
 */
export function answers() {
  return entries;
}

/** Entries with an answer, newest first. */
export function answered() {
  return entries.filter(entry => entry.state === "answered").reverse();
}

/** The newest entries of a conversation that have an answer, oldest first. */
export function newestAnswered(cid, most) {
  return entries.filter(entry => entry.cid === cid && entry.state === "answered").slice(-most);
}

export function addAnswer(entry) {
  const surplus = new Set(entries.filter(other => other.cid === entry.cid).slice(0, -(MOST_OF_ONE - 1)));
  entries = [...entries.filter(other => !surplus.has(other)), entry].slice(-MOST);
  changed();
}

export function changeAnswer(id, change) {
  entries = entries.map(entry => (entry.id === id ? { ...entry, ...change } : entry));
  changed();
}

/** Forgets the entries of a conversation, which the miner has deleted. The event `deleted` has its cid. */
export function forgetConversation(cid) {
  entries = entries.filter(entry => entry.cid !== cid);
  answerChanges.dispatchEvent(new CustomEvent("deleted", { detail: cid }));
  changed();
}

/** Whether there is anything that was asked. */
export const hasAnswers = () => entries.length > 0;

/** Forgets all entries; who shows them is not told, since the page ends. */
export function forgetAnswers() {
  entries = [];
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
        keep(STORED, text);
        return;
      } catch {
        // the storage is full: with fewer entries
      }
    }
  }
}

function load() {
  try {
    const stored = JSON.parse(kept(STORED) ?? "[]");
    return stored.map(entry => (entry.state === "running" ? { ...entry, state: "interrupted" } : entry));
  } catch {
    return [];
  }
}
