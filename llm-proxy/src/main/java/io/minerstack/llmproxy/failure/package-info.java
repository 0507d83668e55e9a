/** What can go wrong at a model server, and how its error bodies, statuses and connection errors are classified. */
@NullMarked
package io.minerstack.llmproxy.failure;

import org.jspecify.annotations.NullMarked;
