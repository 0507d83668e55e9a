/** Keys and passwords, which must never be printed. */
@NullMarked
package io.minerstack.servicesupport.secret;

import org.jspecify.annotations.NullMarked;
