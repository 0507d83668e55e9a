// The API key: kept for this tab alone, never in an address, a log or a copied command.

const STORED = "miner.key";

/** The key, or null. */
export function storedKey() {
  return sessionStorage.getItem(STORED);
}

export function storeKey(key) {
  sessionStorage.setItem(STORED, key);
}

/** Forgets the key and everything that was asked with it. */
export function forgetAll() {
  sessionStorage.clear();
}
