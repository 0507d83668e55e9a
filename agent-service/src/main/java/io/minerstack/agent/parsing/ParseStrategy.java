package io.minerstack.agent.parsing;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** The ways to read a model's reply, in the order in which {@link ResponseParser} tries them. */
public enum ParseStrategy implements LowerCaseLabel {
    /** The whole reply is the JSON object. */
    JSON,
    /** The whole reply is a Markdown code block that holds the JSON object. */
    CODE_BLOCK,
    /** The JSON object stands in other text. */
    EMBEDDED_JSON,
    /** The JSON object has mistakes that do not change its meaning, such as a trailing comma. */
    LENIENT_JSON,
    /** The JSON object is broken or cut off; what is there of its two fields is used. */
    PARTIAL_JSON,
    /** The reply is plain text. */
    PLAIN_TEXT,
    /** The reply is empty or holds no answer. */
    UNUSABLE
}
