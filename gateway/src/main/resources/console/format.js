// Numbers and times as texts.

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** Date and time of an ISO text; the text itself where it is none. */
export function time(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? String(iso) : TIME.format(date);
}

/** The time of day, with the date where it is another day than today. */
export function clockTime(milliseconds) {
  const date = new Date(milliseconds);
  return (date.toDateString() === new Date().toDateString() ? CLOCK : TIME).format(date);
}

export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function count(number, one, many = `${one}s`) {
  return `${Number(number).toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** A wait such as "12 s", "3 min" or "5 h", rounded up. */
export function wait(milliseconds) {
  const left = Math.max(0, Math.ceil(milliseconds / 1000));
  if (left < 120) {
    return `${left} s`;
  }
  return left < 7200 ? `${Math.ceil(left / 60)} min` : `${Math.ceil(left / 3600)} h`;
}

/** A new id, such as 5f3a9c01. */
export const shortId = () => hex(4);

/** A new id that no other tab makes. */
export const longId = () => hex(16);

function hex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => byte.toString(16).padStart(2, "0")).join("");
}
