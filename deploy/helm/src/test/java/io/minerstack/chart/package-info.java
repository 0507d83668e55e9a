/** Tests of the Helm chart: objects rendered for several value files, refused values, generated files. */
@NullMarked
package io.minerstack.chart;

import org.jspecify.annotations.NullMarked;
