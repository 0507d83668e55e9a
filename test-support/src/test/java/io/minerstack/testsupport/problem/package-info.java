/** Tests of the assertions about error responses. */
@NullMarked
package io.minerstack.testsupport.problem;

import org.jspecify.annotations.NullMarked;
