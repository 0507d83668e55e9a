/** Child processes that live no longer than they should: logs, restarts, and an end in every case. */
@NullMarked
package io.minerstack.standalone.process;

import org.jspecify.annotations.NullMarked;
