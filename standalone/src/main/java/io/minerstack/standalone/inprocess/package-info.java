/**
 * Requests between services of the same JVM: handed over in memory instead of over a socket, with the same URLs,
 * headers, bodies and failures.
 */
@NullMarked
package io.minerstack.standalone.inprocess;

import org.jspecify.annotations.NullMarked;
