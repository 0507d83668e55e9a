/** The settings from the environment, and the data folder. */
@NullMarked
package io.minerstack.standalone.settings;

import org.jspecify.annotations.NullMarked;
