/** Human feedback: what may be learned from it, checked against the person's own words. */
@NullMarked
package io.minerstack.agent.feedback;

import org.jspecify.annotations.NullMarked;
