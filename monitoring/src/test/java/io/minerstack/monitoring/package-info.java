/** Tests rules, boards, receivers of alerts and lists of series, and writes the boards ({@code ./miner docs}). */
@NullMarked
package io.minerstack.monitoring;

import org.jspecify.annotations.NullMarked;
