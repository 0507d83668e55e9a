/** What every hop of a request does alike. */
@NullMarked
package io.minerstack.servicesupport;

import org.jspecify.annotations.NullMarked;
