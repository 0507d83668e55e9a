package io.minerstack.agent.parsing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The two fields of the JSON object that a model is asked for, and what models write in their place. */
final class AnswerFields {

    static final String RESPONSE = "immediate_response";
    static final String NOTEBOOK = "notebook";

    private static final List<String> OTHER_RESPONSE_NAMES = List.of("response", "answer");

    // small models write the name of the field or of its type where they have no notebook
    private static final Set<String> NO_NOTEBOOK =
            Set.of("", "no update", "no updates", "none", "null", "n/a", "notebook", "document", "string");
    private static final int LONGEST_NO_NOTEBOOK = 20;

    private AnswerFields() {}

    /** The answer that an object holds; null where the object is null or is not an answer. */
    static @Nullable ParsedResponse read(@Nullable JsonNode object, ParseStrategy strategy) {
        if (object == null) {
            return null;
        }
        String response = text(object.get(RESPONSE));
        if (response == null && object.has(NOTEBOOK)) {
            response = OTHER_RESPONSE_NAMES.stream()
                    .filter(object::has)
                    .findFirst()
                    .map(name -> text(object.get(name)))
                    .orElse(null);
        }
        if (response == null) {
            // JSON without the field is not an error: the user may have asked for JSON, and it is the answer's text
            return object.has(RESPONSE) ? ParsedResponse.UNUSABLE : null;
        }
        return new ParsedResponse(response, notebook(text(object.get(NOTEBOOK))), strategy);
    }

    /** The notebook's text; null where the text only says that there is none. */
    static @Nullable String notebook(@Nullable String text) {
        if (text == null || text.length() > LONGEST_NO_NOTEBOOK) {
            return text;
        }
        String words =
                text.strip().toLowerCase(Locale.ROOT).replaceAll("[\"'.]", "").replace('_', ' ');
        return NO_NOTEBOOK.contains(words) ? null : text;
    }

    /** The text of a string, or the JSON of any other value; null where there is no value. */
    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        String text = value.isString() ? value.asString() : value.toString();
        return text.isBlank() ? null : text.strip();
    }
}
