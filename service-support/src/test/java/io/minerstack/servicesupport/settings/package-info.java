@NullMarked
package io.minerstack.servicesupport.settings;

import org.jspecify.annotations.NullMarked;
