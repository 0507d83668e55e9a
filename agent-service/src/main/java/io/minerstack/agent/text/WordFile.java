package io.minerstack.agent.text;

import io.minerstack.servicesupport.text.TextFolding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads lists of words and phrases from resource files beside a class: one phrase a line; {@code #} begins a comment.
 * Read once, at the start, because reading a file blocks.
 */
public final class WordFile {

    private WordFile() {}

    /** The folded phrases of a file. */
    public static List<String> phrases(Class<?> owner, String name) {
        return lines(owner, name).stream().map(TextFolding::fold).toList();
    }

    /** The folded words of a file, several a line. */
    public static Set<String> words(Class<?> owner, String name) {
        return Set.copyOf(lines(owner, name).stream()
                .flatMap(line -> TextFolding.words(line).stream())
                .distinct()
                .toList());
    }

    /** The words of a file whose lines begin with a label and a colon, by label. */
    public static Map<String, Set<String>> labelledWords(Class<?> owner, String name) {
        Map<String, Set<String>> labelled = new LinkedHashMap<>();
        for (String line : lines(owner, name)) {
            int colon = line.indexOf(':');
            labelled.put(
                    line.substring(0, colon),
                    Set.copyOf(TextFolding.words(line.substring(colon + 1)).stream()
                            .distinct()
                            .toList()));
        }
        return labelled;
    }

    private static List<String> lines(Class<?> owner, String name) {
        try (InputStream file = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
