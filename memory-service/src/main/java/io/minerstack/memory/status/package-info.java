/** Reports the number of active conversations for the miner's health page. */
@NullMarked
package io.minerstack.memory.status;

import org.jspecify.annotations.NullMarked;
