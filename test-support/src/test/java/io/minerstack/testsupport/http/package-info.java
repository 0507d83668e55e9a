/** Tests of the scripted server with real clients. */
@NullMarked
package io.minerstack.testsupport.http;

import org.jspecify.annotations.NullMarked;
