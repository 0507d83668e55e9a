/** Where the time of a component call goes: the stages of its run, measured in one place. */
@NullMarked
package io.minerstack.agent.stage;

import org.jspecify.annotations.NullMarked;
