package io.minerstack.llmproxy.adapter;

import tools.jackson.databind.node.ObjectNode;

/** How much of a wanted JSON schema a server is asked to hold to, from all of it to nothing. */
enum ResponseFormatSupport {
    SCHEMA,
    OBJECT,
    FREE;

    static boolean hasSchema(ObjectNode request) {
        return request.path("response_format").path("type").asString("").equals("json_schema");
    }

    ResponseFormatSupport simpler() {
        return this == SCHEMA ? OBJECT : FREE;
    }

    /** The request in this form: a copy, or itself where it wants no schema anyway. */
    ObjectNode of(ObjectNode request) {
        if (this == SCHEMA || !hasSchema(request)) {
            return request;
        }
        ObjectNode simpler = request.objectNode();
        simpler.setAll(request);
        simpler.remove("response_format");
        if (this == OBJECT) {
            simpler.putObject("response_format").put("type", "json_object");
        }
        return simpler;
    }
}
