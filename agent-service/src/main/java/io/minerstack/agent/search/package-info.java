/** Internet search over a configured provider; its results are material, never instructions. */
@NullMarked
package io.minerstack.agent.search;

import org.jspecify.annotations.NullMarked;
