// What this tab keeps over a reload. A browser may forbid that: then it is kept until the reload.

/** Null where the browser forbids storage. */
const storage = open();
const memory = new Map();
let ended = false;

function open() {
  try {
    // reading the length fails, too, where storage is forbidden
    return sessionStorage.length >= 0 ? sessionStorage : null;
  } catch {
    return null;
  }
}

/** Whether anything is kept over a reload. */
export const storageWorks = storage !== null;

/** The text under this name, or null. */
export function kept(name) {
  return storage === null ? memory.get(name) ?? null : storage.getItem(name);
}

export function keptNames() {
  return storage === null ? [...memory.keys()] : Object.keys(storage);
}

/** Throws where the storage is full. After `forgetTab` nothing is kept any more. */
export function keep(name, text) {
  if (ended) {
    return;
  }
  if (storage === null) {
    memory.set(name, text);
  } else {
    storage.setItem(name, text);
  }
}

/** Forgets everything, and whatever comes later until the page is loaded again; `last` are names with texts to keep. */
export function forgetTab(last = {}) {
  memory.clear();
  storage?.clear();
  leaveTab(last);
}

/** Keeps what is there, and these texts by their names, but nothing that comes later until the page is loaded again. */
export function leaveTab(last) {
  Object.entries(last).forEach(([name, text]) => keep(name, text));
  ended = true;
}

export function forget(name) {
  if (!ended) {
    memory.delete(name);
    storage?.removeItem(name);
  }
}

/** The text under this name, which is forgotten. */
export function take(name) {
  const text = kept(name);
  forget(name);
  return text;
}
