// Texts of models and strangers, made harmless for reading: what can't be seen becomes visible, what is huge is cut.

/**
 * Characters that reorder, hide or disguise others: control characters except tab and line feed, direction marks,
 * embeddings and isolates, invisible operators, blanks that are no spaces, variation selectors, tags, and the byte order
 * mark. One variation selector after a pictograph, or before a keycap, is how emoji are written.
 */
const INVISIBLE = new RegExp(
  "[\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F"
    + "\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u2800\\u3164\\uFE00-\\uFE0D\\uFEFF\\uFFA0\\uFFF9-\\uFFFB"
    + "\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E007F}\\u{E0100}-\\u{E01EF}]"
    + "|(?<!\\p{Extended_Pictographic})[\\uFE0E\\uFE0F](?!\\u20E3)",
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
  const begin = beginning(whole, limit);
  return `${begin}\n… ${(whole.length - begin.length).toLocaleString("en")} more characters are not shown`;
}

/** The first words of a text in one line of at most `limit` UTF-16 units, with a mark where they are cut. */
export function excerpt(text, limit = 90) {
  const line = String(text).replace(/\s+/g, " ").trim();
  return line.length <= limit ? visible(line) : `${visible(beginning(line, limit))}…`;
}

/** Does not cut a character of two units. */
const beginning = (text, limit) => text.slice(0, /[\uD800-\uDBFF]/.test(text[limit - 1]) ? limit - 1 : limit);

/** Both, for the text of an element. */
export function shown(text, limit = 200_000) {
  return visible(clipped(text, limit));
}

/** A text of JSON or Python in which each character that can't be seen is written as an escape; the value is the same. */
export function escapedInvisible(text) {
  return text.replace(INVISIBLE, character =>
    character.split("").map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""));
}

/** How many characters of the text can't be seen. */
export function invisibleCount(text) {
  return text.match(INVISIBLE)?.length ?? 0;
}
