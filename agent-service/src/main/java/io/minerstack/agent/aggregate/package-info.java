/** Majority voting over earlier outputs: counted in code, worded by the model where that passes a check. */
@NullMarked
package io.minerstack.agent.aggregate;

import org.jspecify.annotations.NullMarked;
