/** Tests of the stack's secret. */
@NullMarked
package io.minerstack.servicesupport.stacksecret;

import org.jspecify.annotations.NullMarked;
