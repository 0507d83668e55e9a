/** Text as people count and compare it: code points, marked cuts, folding. */
@NullMarked
package io.minerstack.agent.text;

import org.jspecify.annotations.NullMarked;
