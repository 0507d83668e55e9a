/** Environment variables as operators write them: units of times, empty values, aliases and former names. */
@NullMarked
package io.minerstack.servicesupport.settings;

import org.jspecify.annotations.NullMarked;
