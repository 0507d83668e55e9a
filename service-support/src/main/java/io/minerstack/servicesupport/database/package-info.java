/** Addresses of databases and connections to them, for the services that have one. */
@NullMarked
package io.minerstack.servicesupport.database;

import org.jspecify.annotations.NullMarked;
