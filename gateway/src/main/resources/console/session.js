// The end of a session. Whoever enters the next key must see nothing of the one before.
import { forgetAnswers } from "./answers.js";
import { abortAll } from "./api.js";
import { forgetLimits } from "./limits.js";
import { forgetTab, take } from "./tab-storage.js";

const REASON = "miner.reason";

/** Aborts every request, forgets the key and all that was asked with it, and loads the page again. */
export function endSession(error = null) {
  abortAll();
  forgetAnswers();
  forgetLimits();
  forgetTab(error === null ? {} : { [REASON]: JSON.stringify(reason(error)) });
  document.getElementById("main").replaceChildren();
  location.replace(location.pathname);
}

/** The error that ended the session before this one, once; null if none did. */
export function takeReason() {
  return JSON.parse(take(REASON) ?? "null");
}

const reason = ({ status, title, detail, requestId, freeAt }) => ({ status, title, detail, requestId, freeAt });
