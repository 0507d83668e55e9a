/**
 * How a caller's request is rewritten for one upstream, and what is learned from the fields that the upstream rejects.
 */
@NullMarked
package io.minerstack.llmproxy.adapter;

import org.jspecify.annotations.NullMarked;
