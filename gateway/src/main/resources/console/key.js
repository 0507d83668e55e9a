// The API key: kept for this tab alone, never in an address, a log or a copied command.
import { keep, kept } from "./tab-storage.js";

const STORED = "miner.key";

/** The key, or null. */
export function storedKey() {
  return kept(STORED);
}

export function storeKey(key) {
  keep(STORED, key);
}
