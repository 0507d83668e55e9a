/** The addresses behind a host name, and connections to one of them. */
@NullMarked
package io.minerstack.llmproxy.discovery;

import org.jspecify.annotations.NullMarked;
