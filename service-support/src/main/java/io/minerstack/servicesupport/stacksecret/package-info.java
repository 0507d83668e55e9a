/** The secret that the services of a stack share: callers inside the stack send it, services behind the gateway ask. */
@NullMarked
package io.minerstack.servicesupport.stacksecret;

import org.jspecify.annotations.NullMarked;
