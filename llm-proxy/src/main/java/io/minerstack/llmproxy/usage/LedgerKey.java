package io.minerstack.llmproxy.usage;

import java.time.LocalDate;

/**
 * What usage is summed up by.
 *
 * @param day in UTC
 * @param keyId of the caller's key
 * @param keyName of the caller's key
 * @param provider such as {@code openai}
 * @param model the configured name
 */
record LedgerKey(LocalDate day, String keyId, String keyName, String provider, String model) {}
