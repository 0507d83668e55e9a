/** The gateway's description of itself: name and endpoints, the OpenAPI document, and Swagger UI. */
@NullMarked
package io.minerstack.gateway.docs;

import org.jspecify.annotations.NullMarked;
