/** Tests of the times of stages. */
@NullMarked
package io.minerstack.agent.stage;

import org.jspecify.annotations.NullMarked;
