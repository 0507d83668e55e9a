/** The results of the checks, and how they are printed. */
@NullMarked
package io.minerstack.registration.preflight.report;

import org.jspecify.annotations.NullMarked;
