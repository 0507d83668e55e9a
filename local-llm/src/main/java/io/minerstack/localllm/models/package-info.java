/** The list of served models and the health check. */
@NullMarked
package io.minerstack.localllm.models;

import org.jspecify.annotations.NullMarked;
