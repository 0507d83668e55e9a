/**
 * The aggregate component: counts the previous outputs in code, and lets the model write the result in its own words.
 */
@NullMarked
package io.minerstack.agent.aggregate;

import org.jspecify.annotations.NullMarked;
