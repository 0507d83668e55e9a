/** Reads and compares texts: words, numbers, units, dates, similarity. */
@NullMarked
package io.minerstack.agent.text;

import org.jspecify.annotations.NullMarked;
