/** What services and command lines share, without Spring. */
@NullMarked
package io.minerstack.stacksupport;

import org.jspecify.annotations.NullMarked;
