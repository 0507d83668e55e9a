/** The services of the stack: what each is started with and when it is ready. */
@NullMarked
package io.minerstack.standalone.service;

import org.jspecify.annotations.NullMarked;
