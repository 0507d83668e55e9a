/** Tests of the choice of a model's profile. */
@NullMarked
package io.minerstack.agent.profile;

import org.jspecify.annotations.NullMarked;
