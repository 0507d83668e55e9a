// The API key: kept for this tab alone, never in an address, a log or a copied command.
import { forget, keep, kept } from "./tab-storage.js";

/** The name that the key is kept under. */
export const STORED = "miner.key";

/** The key, or null. */
export function storedKey() {
  return kept(STORED);
}

export function storeKey(key) {
  keep(STORED, key);
}

export function forgetKey() {
  forget(STORED);
}
