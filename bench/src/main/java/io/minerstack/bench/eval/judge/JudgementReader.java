package io.minerstack.bench.eval.judge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the scores out of a judge's reply: the last JSON object in it with all of the answers, whatever stands around
 * the object. Nothing is guessed: a reply with a missing or impossible score has none.
 */
public final class JudgementReader {

    private static final int MAX_LENGTH = 100_000;
    private static final int MAX_OBJECTS = 20;
    private static final Pattern BEGINNING = Pattern.compile("\\{\\s{0,20}[\"']?[A-Za-z]{1,10}[\"']?\\s{0,20}:");
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,2}(?:\\.\\d{1,3})?)\\s*(?:/\\s*10)?\\s*");
    private static final ObjectReader JSON = JsonMapper.shared()
            .readerFor(JsonNode.class)
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withFeatures(
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES);

    private JudgementReader() {}

    /** The judgements of this number of answers; null where the reply has not all of them. */
    public static @Nullable List<Judgement> read(String reply, int answers) {
        // a model that reasons in its reply answers at the end
        String end = reply.length() <= MAX_LENGTH ? reply : reply.substring(reply.length() - MAX_LENGTH);
        for (int start : beginnings(end).reversed()) {
            JsonNode object = object(end.substring(start));
            List<Judgement> judgements = object == null ? null : judgements(object, answers);
            if (judgements != null) {
                return judgements;
            }
        }
        return null;
    }

    /** The last places where an object begins. */
    private static List<Integer> beginnings(String text) {
        List<Integer> starts = new ArrayList<>();
        Matcher matcher = BEGINNING.matcher(text);
        while (matcher.find()) {
            starts.add(matcher.start());
            if (starts.size() > MAX_OBJECTS) {
                starts.removeFirst();
            }
        }
        return starts;
    }

    private static @Nullable JsonNode object(String text) {
        try {
            // what stands behind the object is not read
            return JSON.readTree(text);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static @Nullable List<Judgement> judgements(JsonNode object, int answers) {
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            Judgement judgement = judgement(field(object, JudgePrompt.letter(i)));
            if (judgement == null) {
                return null;
            }
            judgements.add(judgement);
        }
        return judgements;
    }

    private static @Nullable Judgement judgement(@Nullable JsonNode object) {
        Map<Criterion, Double> scores = new EnumMap<>(Criterion.class);
        for (Criterion criterion : Criterion.values()) {
            JsonNode value = object == null ? null : field(object, criterion.label());
            Double score = value == null ? null : score(value);
            if (score == null) {
                return null;
            }
            scores.put(criterion, score);
        }
        return new Judgement(scores);
    }

    private static @Nullable JsonNode field(JsonNode object, String name) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            if (property.getKey().strip().toUpperCase(Locale.ROOT).equals(name.toUpperCase(Locale.ROOT))) {
                return property.getValue();
            }
        }
        return null;
    }

    private static @Nullable Double score(JsonNode value) {
        Matcher number = NUMBER.matcher(value.isNumber() || value.isString() ? value.asString() : "");
        if (!number.matches()) {
            return null;
        }
        double score = Double.parseDouble(number.group(1));
        return score <= Judgement.HIGHEST ? score : null;
    }
}
