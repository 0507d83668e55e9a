/** The services of the stack: their command lines, their environment and their readiness. */
@NullMarked
package io.minerstack.standalone.service;

import org.jspecify.annotations.NullMarked;
