/** Addresses of databases, for the services that have one. */
@NullMarked
package io.minerstack.servicesupport.database;

import org.jspecify.annotations.NullMarked;
