package io.minerstack.bench.eval.expectation;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Reads expectations from JSON; bench/README.md lists the types. */
public final class Expectations {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private Expectations() {}

    /** The expectation that a JSON object describes, or all of those that a JSON array describes. */
    public static Expectation read(JsonNode json) {
        if (json.isArray()) {
            return new AllOf(json.valueStream().map(Expectations::read).toList());
        }
        String type = json.path("type").asString("");
        return switch (type) {
            case "answer" -> new StatedAnswer(texts(json, "accept"), texts(json, "reject"));
            case "number" -> new StatedNumber(json.path("value").decimalValue());
            case "count" ->
                new Counted(
                        Counted.Unit.valueOf(name(json, "unit")),
                        json.path("min").asInt(0),
                        json.path("max").asInt(NO_LIMIT));
            case "wording" ->
                new Wording(
                        texts(json, "contains"),
                        texts(json, "lacks"),
                        json.path("starts").asString(""),
                        json.path("ends").asString(""));
            case "case" -> LetterCase.valueOf(name(json, "is"));
            case "json" -> new JsonShape(texts(json, "keys"), json.path("items").asInt(0));
            case "language" -> WrittenIn.valueOf(name(json, "is"));
            case "document" -> new OfDocument(read(json.path("is")));
            case "no new numbers" -> new NoNewNumbers(json.path("source").asString(""));
            case "consensus" -> new Consensus(texts(json, "winners"), texts(json, "others"));
            case "operation" -> new PlaybookOperation(json.path("is").asString(""));
            case "notebook" -> new NotebookDecision(json.path("document").asBoolean());
            default -> throw new IllegalArgumentException("unknown type of expectation: " + type);
        };
    }

    private static String name(JsonNode json, String field) {
        return json.path(field).asString("").toUpperCase(Locale.ROOT).replace(' ', '_');
    }

    private static List<String> texts(JsonNode json, String field) {
        return json.path(field).valueStream().map(JsonNode::asString).toList();
    }
}
