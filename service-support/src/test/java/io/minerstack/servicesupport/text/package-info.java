/** Tests of folding, labels and hashes. */
@NullMarked
package io.minerstack.servicesupport.text;

import org.jspecify.annotations.NullMarked;
