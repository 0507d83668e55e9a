package io.minerstack.agent.parsing;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the two fields as models spell them: {@code immediateResponse}, {@code "Immediate Response"}. */
final class FieldNames {

    private static final String QUOTE = "[\"'“”„]";

    /** A field's name where JSON has one: after a brace or a comma, before a colon. */
    private static final Pattern NAME = Pattern.compile(
            "([{,]\\s{0,40})" + QUOTE + "(immediate[ _-]?response|notebook)" + QUOTE + "(\\s{0,20}:)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TYPOGRAPHIC_QUOTE = Pattern.compile("[“”„]");

    private FieldNames() {}

    /**
     * The reply with the names that were asked for. A reply that has them is returned as it is, because its answer may
     * be about such names.
     */
    static String asAsked(String reply) {
        if (reply.contains('"' + AnswerFields.RESPONSE + '"') || reply.contains('\'' + AnswerFields.RESPONSE + '\'')) {
            return reply;
        }
        Matcher name = NAME.matcher(reply);
        StringBuilder corrected = new StringBuilder();
        boolean answers = false;
        boolean typographic = false;
        while (name.find()) {
            boolean response = name.group(2).toLowerCase(Locale.ROOT).startsWith("immediate");
            answers |= response;
            typographic |= TYPOGRAPHIC_QUOTE.matcher(name.group()).find();
            String asked = response ? AnswerFields.RESPONSE : AnswerFields.NOTEBOOK;
            name.appendReplacement(
                    corrected, Matcher.quoteReplacement(name.group(1) + '"' + asked + '"' + name.group(3)));
        }
        if (!answers) {
            return reply;
        }
        name.appendTail(corrected);
        // quotes inside a string are recognised by what follows them
        return typographic ? TYPOGRAPHIC_QUOTE.matcher(corrected).replaceAll("\"") : corrected.toString();
    }
}
