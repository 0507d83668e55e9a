package io.minerstack.agent.answer;

import io.minerstack.agent.completion.Completion;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a reply by the first way that works, from exact JSON down to plain text. Plain text is an answer too: people ask
 * small models as well.
 */
public final class ResponseParser {

    private static final String RESPONSE = "immediate_response";
    private static final String NOTEBOOK = "notebook";
    private static final List<String> OTHER_NAMES = List.of("response", "answer");

    // the last ones are what small models put where they have nothing: the name of the field or of its type
    private static final Set<String> NO_NOTEBOOK =
            Set.of("", "no update", "no updates", "none", "null", "n/a", "notebook", "document", "string");

    private ResponseParser() {}

    public static ParsedResponse read(Completion completion) {
        ParsedResponse parsed = read(completion.text());
        if (parsed.isUsable()) {
            return parsed;
        }
        // some servers put the whole answer among the thinking: taken only where it is what was asked for
        ParsedResponse thought =
                completion.reasoning() == null ? ParsedResponse.UNUSABLE : read(completion.reasoning());
        if (thought.isUsable() && thought.rung() != ParseStrategy.PLAIN) {
            return thought;
        }
        String refusal = completion.refusal();
        return refusal == null || refusal.isBlank()
                ? ParsedResponse.UNUSABLE
                : new ParsedResponse(refusal, null, ParseStrategy.PLAIN);
    }

    static ParsedResponse read(String reply) {
        String text = ReasoningStripper.strip(reply);
        if (text.isBlank()) {
            return ParsedResponse.UNUSABLE;
        }
        ParsedResponse whole = of(LenientJsonReader.strict(text), ParseStrategy.JSON);
        if (whole != null) {
            return whole;
        }
        String inner = LenientJsonReader.unfenced(text);
        ParsedResponse fenced = inner == null ? null : of(LenientJsonReader.strict(inner), ParseStrategy.FENCED);
        if (fenced != null) {
            return fenced;
        }
        if (!text.contains(RESPONSE)) {
            return plain(text);
        }
        ParsedResponse embedded = embedded(text);
        return embedded == null ? salvaged(text) : embedded;
    }

    /** The last object that reads: a model that thinks aloud gives its answer last. */
    private static @Nullable ParsedResponse embedded(String text) {
        List<String> roots = JsonCandidates.in(text).reversed();
        for (String root : roots) {
            ParsedResponse parsed = of(LenientJsonReader.strict(root), ParseStrategy.EMBEDDED);
            if (parsed != null) {
                return parsed;
            }
        }
        for (String root : roots) {
            ParsedResponse parsed = of(LenientJsonReader.tolerant(root), ParseStrategy.TOLERANT);
            if (parsed != null) {
                return parsed;
            }
        }
        return null;
    }

    private static ParsedResponse salvaged(String text) {
        String response = PartialJsonReader.field(text, RESPONSE, true);
        if (response == null) {
            // the words occur, but not as a field: it is a text about them, unless it set out to be the object
            return text.startsWith("{") || text.startsWith("```") ? ParsedResponse.UNUSABLE : plain(text);
        }
        String notebook = PartialJsonReader.field(text, NOTEBOOK, false);
        return response.isBlank()
                ? ParsedResponse.UNUSABLE
                : new ParsedResponse(response.strip(), notebook(notebook), ParseStrategy.SALVAGED);
    }

    private static ParsedResponse plain(String text) {
        boolean empty = text.equals("{}") || text.equals("[]") || text.equals("null") || text.equals("\"\"");
        return empty ? ParsedResponse.UNUSABLE : new ParsedResponse(text, null, ParseStrategy.PLAIN);
    }

    private static @Nullable ParsedResponse of(@Nullable JsonNode object, ParseStrategy rung) {
        if (object == null) {
            return null;
        }
        String response = text(object.get(RESPONSE));
        if (response == null && object.has(NOTEBOOK)) {
            response = OTHER_NAMES.stream()
                    .filter(object::has)
                    .findFirst()
                    .map(name -> text(object.get(name)))
                    .orElse(null);
        }
        if (response == null) {
            // somebody may have asked for JSON: then this is the answer's text, not its envelope
            return object.has(RESPONSE) ? ParsedResponse.UNUSABLE : null;
        }
        return new ParsedResponse(response, notebook(text(object.get(NOTEBOOK))), rung);
    }

    /** A string's text, anything else's JSON; null where there is nothing. */
    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        String text = value.isString() ? value.asString() : value.toString();
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable String notebook(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.length() > 20) {
            return text;
        }
        String words =
                text.strip().toLowerCase(Locale.ROOT).replaceAll("[\"'.]", "").replace('_', ' ');
        return NO_NOTEBOOK.contains(words) ? null : text;
    }
}
