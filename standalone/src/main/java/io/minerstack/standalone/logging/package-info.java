/** One log for all services. */
@NullMarked
package io.minerstack.standalone.logging;

import org.jspecify.annotations.NullMarked;
