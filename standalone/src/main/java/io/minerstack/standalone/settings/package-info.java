/** Where things are and what the environment says. */
@NullMarked
package io.minerstack.standalone.settings;

import org.jspecify.annotations.NullMarked;
