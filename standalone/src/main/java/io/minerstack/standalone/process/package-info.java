/** Child processes: logs, restarts, and their end in every case, even after the supervisor was killed. */
@NullMarked
package io.minerstack.standalone.process;

import org.jspecify.annotations.NullMarked;
