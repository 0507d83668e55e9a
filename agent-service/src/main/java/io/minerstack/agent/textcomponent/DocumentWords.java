package io.minerstack.agent.textcomponent;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;

/** Reads the rules of all languages from {@code document-words.properties}, which describes the lists. */
final class DocumentWords {

    private static final String FILE = "/notebook/document-words.properties";

    private DocumentWords() {}

    /** One rule per language. Reads a file of this program: only to be called at the start. */
    static List<DocumentOrderRule> rules() {
        Properties lists = read();
        List<String> inside = words(lists, "inside");
        List<String> verbFinal = words(lists, "verb-final");
        return words(lists, "languages").stream()
                .map(language -> {
                    Function<String, List<String>> words = name -> words(lists, language + "." + name);
                    if (inside.contains(language)) {
                        return new UnspacedLanguageRule(words.andThen(DocumentWords::normalized));
                    }
                    return verbFinal.contains(language)
                            ? new VerbFinalLanguageRule(words)
                            : new SpacedLanguageRule(words);
                })
                .toList();
    }

    private static List<String> normalized(List<String> words) {
        return words.stream().map(word -> OrderSentence.of(word).text()).toList();
    }

    private static List<String> words(Properties lists, String name) {
        return Arrays.stream(lists.getProperty(name, "").split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Properties read() {
        Properties lists = new Properties();
        try (InputStream file = Objects.requireNonNull(DocumentWords.class.getResourceAsStream(FILE), FILE)) {
            lists.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return lists;
    }
}
