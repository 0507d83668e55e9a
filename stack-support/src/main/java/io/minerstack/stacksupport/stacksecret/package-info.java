/** The secret of the services of one stack: how it is configured and sent. */
@NullMarked
package io.minerstack.stacksupport.stacksecret;

import org.jspecify.annotations.NullMarked;
