/** The internet search component: queries the configured provider and lets the model answer from the results. */
@NullMarked
package io.minerstack.agent.search;

import org.jspecify.annotations.NullMarked;
