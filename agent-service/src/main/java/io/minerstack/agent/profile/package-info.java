/** Which prompts and which sampling a model gets: a small model answers best with little text of ours. */
@NullMarked
package io.minerstack.agent.profile;

import org.jspecify.annotations.NullMarked;
