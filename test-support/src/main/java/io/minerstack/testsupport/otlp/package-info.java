/** An OpenTelemetry collector for tests. */
@NullMarked
package io.minerstack.testsupport.otlp;

import org.jspecify.annotations.NullMarked;
