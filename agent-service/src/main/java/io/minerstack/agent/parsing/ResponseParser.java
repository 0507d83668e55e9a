package io.minerstack.agent.parsing;

import io.minerstack.agent.completion.Completion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's reply with the first {@link ParseStrategy} that works, from exact JSON down to plain text. Plain text
 * is a valid answer, because small models often ignore the requested JSON.
 */
public final class ResponseParser {

    private static final List<String> EMPTY_VALUES = List.of("{}", "[]", "null", "\"\"");

    private static final String QUOTED_RESPONSE = '"' + AnswerFields.RESPONSE + '"';
    private static final String ESCAPED_RESPONSE = "\\\"" + AnswerFields.RESPONSE + "\\\"";
    private static final int MAX_ENCODINGS = 4;

    private ResponseParser() {}

    /** Reads the reply's text, else its reasoning, else its refusal. */
    public static ParsedResponse parse(Completion completion) {
        ParsedResponse content = parse(completion.text());
        if (content.isUsable()) {
            return content;
        }
        // some servers return the whole answer as reasoning: only JSON in the requested shape is taken from there
        String reasoning = completion.reasoning();
        ParsedResponse fromReasoning = reasoning == null ? ParsedResponse.UNUSABLE : parse(reasoning);
        if (fromReasoning.isUsable() && fromReasoning.strategy() != ParseStrategy.PLAIN_TEXT) {
            return fromReasoning;
        }
        String refusal = completion.refusal();
        return refusal == null || refusal.isBlank()
                ? ParsedResponse.UNUSABLE
                : new ParsedResponse(refusal, null, ParseStrategy.PLAIN_TEXT);
    }

    static ParsedResponse parse(String reply) {
        return read(FieldNames.asAsked(ReasoningStripper.strip(reply)), MAX_ENCODINGS);
    }

    /**
     * Reads a reply without reasoning.
     *
     * @param encodings how many times the text may still be JSON that was encoded once more as a string
     */
    private static ParsedResponse read(String text, int encodings) {
        if (text.isBlank()) {
            return ParsedResponse.UNUSABLE;
        }
        ParsedResponse json = AnswerFields.read(LenientJsonReader.strict(text), ParseStrategy.JSON);
        if (json != null) {
            return json;
        }
        String encoded = encodings > 0 && text.startsWith("\"") && text.contains(AnswerFields.RESPONSE)
                ? LenientJsonReader.string(text)
                : null;
        if (encoded != null) {
            return read(encoded.strip(), encodings - 1);
        }
        if (encodings > 0 && text.contains(ESCAPED_RESPONSE) && !text.startsWith("{\"")) {
            String string = LenientJsonReader.string(text);
            return read(string == null ? JsonEscapes.unescape(opened(text)) : string.strip(), encodings - 1);
        }
        String block = LenientJsonReader.codeBlock(text);
        ParsedResponse inBlock =
                block == null ? null : AnswerFields.read(LenientJsonReader.strict(block), ParseStrategy.CODE_BLOCK);
        if (inBlock != null) {
            return inBlock;
        }
        ParsedResponse labelled = LabelledReply.read(text);
        if (labelled != null) {
            return labelled;
        }
        if (!text.contains(AnswerFields.RESPONSE)) {
            return plainText(text);
        }
        ParsedResponse embedded = embedded(text);
        return embedded == null ? partial(text, encodings) : embedded;
    }

    /** Reads the last JSON object that is an answer, because a model that reasons in its reply answers at the end. */
    private static @Nullable ParsedResponse embedded(String text) {
        List<String> candidates = JsonCandidates.in(text).reversed();
        for (String candidate : candidates) {
            ParsedResponse strict = AnswerFields.read(LenientJsonReader.strict(candidate), ParseStrategy.EMBEDDED_JSON);
            if (strict != null) {
                return strict;
            }
        }
        for (String candidate : candidates) {
            ParsedResponse lenient =
                    AnswerFields.read(LenientJsonReader.lenient(candidate), ParseStrategy.LENIENT_JSON);
            if (lenient != null) {
                return lenient;
            }
        }
        return null;
    }

    private static ParsedResponse partial(String broken, int encodings) {
        String text = Backslashes.doubled(broken);
        String response = PartialJsonReader.field(text, AnswerFields.RESPONSE, true);
        if (response == null) {
            // the text mentions the field's name without being the object, unless the text starts as JSON does
            return text.startsWith("{") || text.startsWith("```") ? ParsedResponse.UNUSABLE : plainText(text);
        }
        if (encodings > 0 && response.contains(QUOTED_RESPONSE)) {
            // the string was cut off inside another encoding of the object
            return read(response.strip(), encodings - 1);
        }
        String answer = ReasoningStripper.stripField(Backslashes.withCommands(response.strip()));
        String notebook = PartialJsonReader.field(text, AnswerFields.NOTEBOOK, false);
        if (notebook != null) {
            return AnswerFields.answer(answer, AnswerFields.notebook(notebook), ParseStrategy.PARTIAL_JSON);
        }
        if (PartialJsonReader.field(text, AnswerFields.RESPONSE, false) == null) {
            return AnswerFields.answer(answer, null, ParseStrategy.PARTIAL_JSON).withResponseCut();
        }
        String beginning = PartialJsonReader.field(text, AnswerFields.NOTEBOOK, true);
        return AnswerFields.cutAnswer(answer, beginning == null ? "" : beginning.strip());
    }

    private static ParsedResponse plainText(String text) {
        return EMPTY_VALUES.contains(text)
                ? ParsedResponse.UNUSABLE
                : AnswerFields.answer(AnswerFields.decoded(text), null, ParseStrategy.PLAIN_TEXT);
    }

    /** The text without the quotation mark of a string that is cut off. */
    private static String opened(String text) {
        return text.startsWith("\"") ? text.substring(1) : text;
    }
}
