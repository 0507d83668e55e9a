/** The four services of the stack as application contexts in this JVM. */
@NullMarked
package io.minerstack.standalone.service;

import org.jspecify.annotations.NullMarked;
