package io.minerstack.bench.eval.expectation;

import java.util.regex.Pattern;

/**
 * A number of units is within limits.
 *
 * @param max inclusive
 */
record Counted(Unit unit, int min, int max) implements Expectation {

    @Override
    public boolean isMetBy(AnswerContent answer) {
        long count = unit.count(answer.response().strip());
        return min <= count && count <= max;
    }

    /** What is counted. */
    enum Unit {
        WORDS("\\S*[\\p{L}\\p{N}]\\S*"),
        SENTENCES("(?s)[\\p{L}\\p{N}].*?(?:[.!?]+[\"'”)*]*(?=\\s|\\z)|[。！？]+|\\z)"),
        LINES("(?m)^.*\\S.*$"),
        PARAGRAPHS("(?s)\\S.*?(?=\\n\\s*\\n|\\z)"),
        BULLETS("(?m)^\\s*[-*•]\\s+\\S.*$"),
        NUMBERED_ITEMS("(?m)^\\s*\\d+[.)]\\s+\\S.*$"),
        COMMA_SEPARATED_ITEMS("[^,]*[\\p{L}\\p{N}][^,]*"),
        QUESTION_MARKS("[?？]"),
        COMMAS(",");

        private final Pattern pattern;

        Unit(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        long count(String text) {
            return pattern.matcher(text).results().count();
        }
    }
}
