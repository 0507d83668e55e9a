/**
 * Human feedback: reads operations from a person's words, has them applied to the playbook, and says what was learned.
 */
@NullMarked
package io.minerstack.agent.feedback;

import org.jspecify.annotations.NullMarked;
