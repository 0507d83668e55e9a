@NullMarked
package io.minerstack.servicesupport.tracing;

import org.jspecify.annotations.NullMarked;
