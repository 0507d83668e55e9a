package io.minerstack.agent.parsing;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The two fields of the JSON object that a model is asked for, and what models write in their place. */
final class AnswerFields {

    static final String RESPONSE = "immediate_response";
    static final String NOTEBOOK = "notebook";

    // deeper wrappers are no mistake of a model
    private static final int MAX_WRAPPERS = 4;

    private static final List<String> OTHER_RESPONSE_NAMES = List.of("response", "answer");

    // small models write the name of the field or of its type where they have no notebook
    private static final Set<String> NO_NOTEBOOK = Set.of(
            "no update",
            "no updates",
            "no notebook update",
            "no notebook updates",
            "no notebook",
            "no document",
            "no change",
            "no changes",
            "unchanged",
            "not applicable",
            "not needed",
            "not required",
            "not necessary",
            "nothing",
            "nothing to update",
            "none",
            "null",
            "n/a",
            "notebook",
            "document",
            "string",
            "keine änderung",
            "keine änderungen",
            "kein update",
            "sin cambios",
            "sin actualización",
            "aucune modification",
            "aucun changement",
            "nessuna modifica",
            "sem alterações",
            "без изменений",
            "无更新",
            "没有更新",
            "更新なし");
    /** What may follow: "No update is needed." */
    private static final Pattern NOT_NEEDED =
            Pattern.compile("(?: (?:is|are|was|were))?(?: (?:needed|required|necessary|made|available))$");

    private static final int LONGEST_NO_NOTEBOOK = 40;
    /** Longer beginnings of a notebook that was cut are not that of "no update". */
    private static final int LONGEST_CUT_NO_NOTEBOOK = 20;

    private AnswerFields() {}

    /** The answer that an object holds; null where the object is null or is not an answer. */
    static @Nullable ParsedResponse read(@Nullable JsonNode object, ParseStrategy strategy) {
        return object == null ? null : read(object, strategy, MAX_WRAPPERS);
    }

    /** Reads an object that may be wrapped: as a field of another object, or once more encoded as a string. */
    private static @Nullable ParsedResponse read(JsonNode object, ParseStrategy strategy, int wrappers) {
        JsonNode responseValue = object.get(RESPONSE);
        JsonNode inner = responseValue == null ? null : envelope(responseValue);
        String response = text(responseValue);
        if (response == null && object.has(NOTEBOOK)) {
            response = OTHER_RESPONSE_NAMES.stream()
                    .filter(object::has)
                    .findFirst()
                    .map(name -> text(object.get(name)))
                    .orElse(null);
        }
        if (response == null) {
            // JSON without the field is not an error: the user may have asked for JSON, and it is the answer's text
            return object.has(RESPONSE)
                    ? ofNotebook(notebook(object.get(NOTEBOOK), wrappers), strategy)
                    : wrapped(object, strategy, wrappers);
        }
        String notebook = notebook(object.get(NOTEBOOK), wrappers);
        if (inner == null || wrappers == 0) {
            return answer(decoded(response), notebook, strategy);
        }
        ParsedResponse innermost = read(inner, strategy, wrappers - 1);
        return innermost == null || innermost.notebook() != null || !innermost.isUsable()
                ? innermost
                : new ParsedResponse(innermost.immediateResponse(), notebook, strategy);
    }

    /** The answer of a model that wrote a document and nothing beside it. */
    private static ParsedResponse ofNotebook(@Nullable String notebook, ParseStrategy strategy) {
        return answer(notebook == null ? "" : notebook, notebook, strategy);
    }

    /** A blank answer is none. */
    static ParsedResponse answer(String response, @Nullable String notebook, ParseStrategy strategy) {
        return response.isBlank() ? ParsedResponse.UNUSABLE : new ParsedResponse(response, notebook, strategy);
    }

    /** An answer whose reply ended in its response or in its notebook. */
    static ParsedResponse cutAnswer(String response, String notebook) {
        // a short beginning may be that of "no update"
        return response.isBlank() || notebook.length() <= LONGEST_CUT_NO_NOTEBOOK
                ? answer(response, null, ParseStrategy.PARTIAL_JSON)
                : new ParsedResponse(response, notebook, true, false, ParseStrategy.PARTIAL_JSON);
    }

    /** The answer in a field of the object, for wrappers such as {@code {"arguments": {...}}}. */
    private static @Nullable ParsedResponse wrapped(JsonNode object, ParseStrategy strategy, int wrappers) {
        if (wrappers == 0) {
            return null;
        }
        for (JsonNode value : object.values()) {
            JsonNode envelope = envelope(value);
            ParsedResponse answer = envelope == null ? null : read(envelope, strategy, wrappers - 1);
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    /** The object that a value is or encodes, if the object is of the requested shape or wraps one; else null. */
    private static @Nullable JsonNode envelope(JsonNode value) {
        if (value.isObject()) {
            return value.has(RESPONSE) || value.toString().contains(RESPONSE) ? value : null;
        }
        if (!value.isString() || !value.asString().contains(RESPONSE)) {
            return null;
        }
        String text = value.asString().strip();
        String block = LenientJsonReader.codeBlock(text);
        String string = LenientJsonReader.string(text);
        String json = block != null ? block : string != null ? string.strip() : text;
        JsonNode strict = LenientJsonReader.strict(json);
        return strict != null ? strict : LenientJsonReader.lenient(json);
    }

    private static @Nullable String notebook(@Nullable JsonNode value, int wrappers) {
        JsonNode inner = value == null || wrappers == 0 ? null : envelope(value);
        if (inner != null && inner.has(NOTEBOOK) && inner.has(RESPONSE)) {
            return notebook(inner.get(NOTEBOOK), wrappers - 1);
        }
        String text = notebook(text(value));
        return text == null ? null : notebook(decoded(text));
    }

    /**
     * The text of a JSON string with escapes; any other text unchanged, because quotes may be a part of an answer. Some
     * models reason within the field.
     */
    static String decoded(String text) {
        String string = text.indexOf('\\') < 0 ? null : LenientJsonReader.string(text);
        return ReasoningStripper.stripField(string == null || string.isBlank() ? text : string.strip());
    }

    /** The notebook's text; null where the text only says that there is none. */
    static @Nullable String notebook(@Nullable String text) {
        if (text == null || text.length() > LONGEST_NO_NOTEBOOK) {
            return text;
        }
        String words = TextFolding.fold(
                text.replaceAll("[\"'.。()<>\\[\\]*]", "").replace('_', ' ').replace('-', ' '));
        String without = NOT_NEEDED.matcher(words).replaceFirst("");
        return words.isEmpty() || NO_NOTEBOOK.contains(words) || NO_NOTEBOOK.contains(without) ? null : text;
    }

    /** The text of a string, or the JSON of any other value; null where there is no value. */
    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        String text = value.isString() ? Backslashes.withCommands(value.asString()) : value.toString();
        return text.isBlank() ? null : text.strip();
    }
}
