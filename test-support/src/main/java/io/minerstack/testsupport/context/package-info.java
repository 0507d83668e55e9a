/** What all application contexts of a test run share. */
@NullMarked
package io.minerstack.testsupport.context;

import org.jspecify.annotations.NullMarked;
