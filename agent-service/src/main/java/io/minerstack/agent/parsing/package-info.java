/** Reads what language models write: JSON with the usual mistakes, JSON that was cut off, and plain text. */
@NullMarked
package io.minerstack.agent.parsing;

import org.jspecify.annotations.NullMarked;
