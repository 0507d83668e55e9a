/** The console in the browser: one page with its files, served from memory. The API does the work. */
@NullMarked
package io.minerstack.gateway.console;

import org.jspecify.annotations.NullMarked;
