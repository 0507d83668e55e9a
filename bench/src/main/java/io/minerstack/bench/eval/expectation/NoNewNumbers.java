package io.minerstack.bench.eval.expectation;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every number of the answer stands in the source, so that none is invented. */
record NoNewNumbers(String source) implements Expectation {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    /** Numbers at the start of a line count the items of a list. */
    private static final Pattern LIST_NUMBER = Pattern.compile("(?m)^\\s*\\d{1,2}[.)]\\s");

    @Override
    public boolean isMetBy(AnswerContent answer) {
        return numbers(source)
                .containsAll(numbers(LIST_NUMBER.matcher(answer.response()).replaceAll("")));
    }

    private static Set<String> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(number -> number.replace(",", ""))
                .collect(Collectors.toSet());
    }
}
