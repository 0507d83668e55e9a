/**
 * Finds answers of a model that are worth nothing to the caller: repetition, echo, empty phrases, another language, cut
 * sentences.
 */
@NullMarked
package io.minerstack.agent.junk;

import org.jspecify.annotations.NullMarked;
