/**
 * Gets an answer and a notebook from the model that keep the contract, and tries again where the first reply is bad.
 */
@NullMarked
package io.minerstack.agent.answer;

import org.jspecify.annotations.NullMarked;
