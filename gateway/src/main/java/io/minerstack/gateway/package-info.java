/**
 * The public edge: checks keys, rate limits, sizes and origins of every request from outside, then relays the request.
 */
@NullMarked
package io.minerstack.gateway;

import org.jspecify.annotations.NullMarked;
