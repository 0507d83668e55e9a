/** One component call from its checked request to its stored and measured reply. */
@NullMarked
package io.minerstack.agent.component;

import org.jspecify.annotations.NullMarked;
