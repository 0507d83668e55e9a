/** A client that sends any bytes, and a server that answers as a test says. Needs nothing but the JDK. */
@NullMarked
package io.minerstack.testsupport.http;

import org.jspecify.annotations.NullMarked;
