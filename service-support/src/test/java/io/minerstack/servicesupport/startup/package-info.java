/** Tests of default settings and of reports about wrong ones. */
@NullMarked
package io.minerstack.servicesupport.startup;

import org.jspecify.annotations.NullMarked;
