/** What every service of the stack shares; see docs/decisions/service-support-module.md. */
@NullMarked
package io.minerstack.servicesupport;

import org.jspecify.annotations.NullMarked;
