// The address of a conversation: #/conversations/ and the conversation's id. No key is ever in it.

/** Characters of an id, as the API counts them. */
const MOST = 100;

export function linkTo(cid) {
  return `#/conversations/${encodeURIComponent(String(cid).toWellFormed())}`;
}

/** The id that an address names behind `#/conversations/`; null for a text that can be no id. */
export function cidOf(detail) {
  let cid;
  try {
    cid = decodeURIComponent(detail);
  } catch {
    return null;
  }
  return cid === "" || [...cid].length > MOST || /\p{Cc}/u.test(cid) ? null : cid;
}
