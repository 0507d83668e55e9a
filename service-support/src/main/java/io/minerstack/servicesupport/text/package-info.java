/** Text as services count its characters, compare it, label metrics with it and hash it. */
@NullMarked
package io.minerstack.servicesupport.text;

import org.jspecify.annotations.NullMarked;
