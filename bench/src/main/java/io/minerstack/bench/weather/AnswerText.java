package io.minerstack.bench.weather;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that name their request, so that a cut, mixed or foreign text is noticed. */
final class AnswerText {

    /** How a query names its request. */
    private static final Pattern QUERY = Pattern.compile("query-(\\d{6})");

    private static final List<String> WORDS = List.of(
            "the",
            "sea",
            "is",
            "naïve",
            "and",
            "48",
            "日本語",
            "\"quoted\"",
            "🙂",
            "over",
            "под",
            "a\\b",
            "end",
            "stop",
            "null");

    private AnswerText() {}

    /** The name of a request in its query. */
    static String queryName(int request) {
        return "query-%06d".formatted(request);
    }

    /** The highest number of a request in this text; -1 if there is none. Earlier numbers are history. */
    static int lastRequestIn(String text) {
        Matcher names = QUERY.matcher(text);
        int last = -1;
        while (names.find()) {
            last = Math.max(last, Integer.parseInt(names.group(1)));
        }
        return last;
    }

    /** All numbers of requests in this text. */
    static List<Integer> requestsIn(String text) {
        return QUERY.matcher(text)
                .results()
                .map(name -> Integer.parseInt(name.group(1)))
                .distinct()
                .toList();
    }

    /** An answer: numbered words between two marks. */
    static String answer(int request, Server server, int attempt, SplittableRandom random) {
        String mark = "%06d-%s-%d".formatted(request, server.name().charAt(0), attempt);
        StringBuilder text = new StringBuilder("Begin ").append(mark).append(':');
        int count = 8 + random.nextInt(50);
        for (int i = 1; i <= count; i++) {
            text.append(' ').append(WORDS.get(random.nextInt(WORDS.size()))).append(i);
        }
        return text.append(". Finish ").append(mark).append('.').toString();
    }
}
