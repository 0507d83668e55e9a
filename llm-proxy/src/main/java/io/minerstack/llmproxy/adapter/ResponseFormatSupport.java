package io.minerstack.llmproxy.adapter;

import tools.jackson.databind.node.ObjectNode;

/** How much of {@code response_format} an upstream supports. Only requests with a JSON schema are changed. */
enum ResponseFormatSupport {
    JSON_SCHEMA,
    JSON_OBJECT,
    NONE;

    static final String FIELD = "response_format";

    static boolean wantsSchema(ObjectNode request) {
        return request.path(FIELD).path("type").asString("").equals("json_schema");
    }

    /** The next level to try after this one was rejected. */
    ResponseFormatSupport weaker() {
        return this == JSON_SCHEMA ? JSON_OBJECT : NONE;
    }

    /** Changes the request to what this level supports. */
    void apply(ObjectNode request) {
        if (this == JSON_SCHEMA || !wantsSchema(request)) {
            return;
        }
        request.remove(FIELD);
        if (this == JSON_OBJECT) {
            request.putObject(FIELD).put("type", "json_object");
        }
    }
}
