// Texts of models and strangers, made harmless for reading: what can't be seen becomes visible, what is huge is cut.

/**
 * Characters that reorder, hide or disguise others: control characters except tab and line feed, direction marks,
 * embeddings and isolates, invisible operators, tags, and the byte order mark.
 */
const INVISIBLE = new RegExp(
  "[\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u180E\\u200B\\u200E\\u200F"
    + "\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\u{E0000}-\\u{E007F}]",
  "gu");

/** The text with a mark such as ⟦U+202E⟧ in the place of each character that can't be seen. */
export function visible(text) {
  return String(text).replace(/\r\n?/g, "\n").replace(INVISIBLE, character =>
    `⟦U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`);
}

/** At most `limit` UTF-16 units of the text, and a line that says how much is missing. */
export function clipped(text, limit) {
  const whole = String(text);
  if (whole.length <= limit) {
    return whole;
  }
  const end = /[\uD800-\uDBFF]/.test(whole[limit - 1]) ? limit - 1 : limit;
  return `${whole.slice(0, end)}\n… ${(whole.length - end).toLocaleString("en")} more characters are not shown`;
}

/** Both, for the text of an element. */
export function shown(text, limit = 200_000) {
  return visible(clipped(text, limit));
}
