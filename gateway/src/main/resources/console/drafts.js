// What a person has typed and not sent. Kept over a reload, and forgotten with the tab.
import { forget, keep, kept, keptNames } from "./tab-storage.js";

const PREFIX = "miner.draft.";

/** Characters that are kept of one form: web storage has room for 5 MB, and the answers take most of it. */
const CHARACTERS = 150_000;

/** Keeps the draft of a form, any JSON. A longer one than the limit is not kept, nor is an older one in its place. */
export function keepDraft(form, draft) {
  const text = JSON.stringify(draft);
  try {
    if (text.length <= CHARACTERS) {
      keep(PREFIX + form, text);
      return;
    }
  } catch {
    // the storage is full
  }
  forget(PREFIX + form);
}

/** Whether any form has a draft. */
export const hasDrafts = () => keptNames().some(name => name.startsWith(PREFIX));

/** The draft of a form, or an empty object. */
export function keptDraft(form) {
  try {
    return JSON.parse(kept(PREFIX + form) ?? "{}") ?? {};
  } catch {
    return {};
  }
}
