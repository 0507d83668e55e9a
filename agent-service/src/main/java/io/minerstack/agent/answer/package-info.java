/** Turns whatever a model returns into an answer and a notebook that keep the contract. */
@NullMarked
package io.minerstack.agent.answer;

import org.jspecify.annotations.NullMarked;
