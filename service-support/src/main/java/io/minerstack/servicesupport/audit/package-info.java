/** The audit log: one line of JSON for each thing done to callers and their data, in a stream of its own. */
@NullMarked
package io.minerstack.servicesupport.audit;

import org.jspecify.annotations.NullMarked;
