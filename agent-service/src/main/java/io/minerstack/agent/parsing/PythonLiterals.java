package io.minerstack.agent.parsing;

import java.util.Map;

/** Python's names of JSON's literals, for models that write the object as a dictionary of Python. */
final class PythonLiterals {

    private static final Map<String, String> JSON = Map.of("None", "null", "True", "true", "False", "false");

    private PythonLiterals() {}

    /** The text with JSON's literals in place of Python's, outside of strings. */
    static String toJson(String text) {
        StringBuilder json = new StringBuilder(text.length());
        char quote = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            if (quote != 0) {
                if (c == '\\') {
                    end = Math.min(text.length(), i + 2);
                } else if (c == quote) {
                    quote = 0;
                }
                json.append(text, i, end);
            } else if (Character.isLetter(c)) {
                while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                    end++;
                }
                String word = text.substring(i, end);
                json.append(JSON.getOrDefault(word, word));
            } else {
                quote = c == '"' || c == '\'' ? c : quote;
                json.append(c);
            }
            i = end;
        }
        return json.toString();
    }
}
