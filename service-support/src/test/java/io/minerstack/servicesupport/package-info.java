/** Tests of what every hop shares, over a real socket where it matters. */
package io.minerstack.servicesupport;
