// The ends of a session: the person forgets the key, or another key is needed.
import { forgetAnswers, hasAnswers } from "./answers.js";
import { abortAll } from "./api.js";
import { hasDrafts } from "./drafts.js";
import { forgetKey, storedKey, storeKey, STORED as KEY } from "./key.js";
import { forgetLimits } from "./limits.js";
import { forgetTab, kept, leaveTab, take } from "./tab-storage.js";

const REASON = "miner.reason";

/** The digest of the key that the tab had before; empty where the browser makes none. */
const BEFORE = "miner.before";

/** Aborts every request, forgets the key and all that was asked with it, and loads the page again. */
export function endSession() {
  abortAll();
  forgetAnswers();
  forgetLimits();
  forgetTab();
  document.getElementById("main").replaceChildren();
  location.replace(location.pathname);
}

/**
 * Aborts every request, forgets the key, and loads the page again, as where the miner refuses the key. What was asked
 * and typed stays in the tab, hidden until `settle`: most such keys were rotated, and the same person enters the next
 * one.
 *
 * @param error why the key is forgotten, for the person; null where the person wants another one
 */
export async function leaveSession(error = null) {
  abortAll();
  const before = await digest(storedKey() ?? "");
  const last = error === null ? {} : { [REASON]: JSON.stringify(reason(error)) };
  forgetKey();
  forgetLimits();
  if (hasAnswers() || hasDrafts()) {
    leaveTab({ ...last, [BEFORE]: before });
  } else {
    forgetTab(last);
  }
  document.getElementById("main").replaceChildren();
  location.reload();
}

/** The error that ended the session before this one, once; null if none did. */
export function takeReason() {
  return JSON.parse(take(REASON) ?? "null");
}

/** Whether this tab has texts that were asked or typed with a key that is forgotten. */
export function hasTextsOfBefore() {
  return kept(BEFORE) !== null;
}

/**
 * Stores an accepted key. The texts of another key are kept only where the person says so; else the page is loaded again
 * without them. False where the page ends, or where the person chose neither.
 *
 * @param keepTexts asks the person; resolves to true, false, or null for neither
 */
export async function settle(key, keepTexts) {
  const before = kept(BEFORE);
  if (before !== null && (before === "" || before !== await digest(key))) {
    const wanted = await keepTexts();
    if (wanted === false) {
      forgetAnswers();
      forgetTab({ [KEY]: key });
      location.reload();
    }
    if (wanted !== true) {
      return false;
    }
  }
  take(BEFORE);
  storeKey(key);
  return true;
}

/** Empty without https, where a browser makes no digests: the person is asked then. */
async function digest(key) {
  if (globalThis.crypto.subtle === undefined) {
    return "";
  }
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

const reason = ({ status, title, detail, requestId, freeAt }) => ({ status, title, detail, requestId, freeAt });
