/** Writes {@code docs/configuration.md} and proves that the page and {@code .env.example} say what the code does. */
@NullMarked
package io.minerstack.standalone.configuration;

import org.jspecify.annotations.NullMarked;
