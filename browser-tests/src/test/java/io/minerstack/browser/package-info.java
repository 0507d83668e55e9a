/** The console of the gateway in a real Chromium. */
@NullMarked
package io.minerstack.browser;

import org.jspecify.annotations.NullMarked;
