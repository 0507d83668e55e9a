/** Tests of reaching peers. */
@NullMarked
package io.minerstack.servicesupport.client;

import org.jspecify.annotations.NullMarked;
