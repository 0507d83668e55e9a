package io.minerstack.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a YAML or JSON file, read by dotted paths such as {@code fieldConfig.defaults}. */
record YamlNode(Map<?, ?> map) {

    /** Wraps what a parser returns; anything but an object fails. */
    static YamlNode of(@Nullable Object parsed) {
        if (parsed instanceof Map<?, ?> map) {
            return new YamlNode(map);
        }
        throw new AssertionError("not an object: " + parsed);
    }

    /** The value at the path, or null if there is none. */
    @Nullable
    Object at(String path) {
        Object value = map;
        for (String key : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> inner ? inner.get(key) : null;
        }
        return value;
    }

    /** The text at the path; a missing value fails. */
    String text(String path) {
        Object value = at(path);
        if (value == null) {
            throw new AssertionError(path + " is missing in " + map);
        }
        return value.toString();
    }

    /** The text at the path, or another one if there is none. */
    String text(String path, String otherwise) {
        return at(path) == null ? otherwise : text(path);
    }

    /** The whole number at the path; a missing value fails. */
    int number(String path) {
        return Integer.parseInt(text(path));
    }

    /** The object at the path; empty if there is none. */
    YamlNode part(String path) {
        return at(path) instanceof Map<?, ?> inner ? new YamlNode(inner) : new YamlNode(Map.of());
    }

    /** The objects of the list at the path; empty if there is none. */
    List<YamlNode> parts(String path) {
        List<YamlNode> parts = new ArrayList<>();
        if (at(path) instanceof List<?> list) {
            list.forEach(item -> parts.add(of(item)));
        }
        return parts;
    }

    /** The texts of the list at the path; empty if there is none. */
    List<String> texts(String path) {
        List<String> texts = new ArrayList<>();
        if (at(path) instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }

    /** The entries as texts, in the order of the file. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> entries.put(String.valueOf(key), String.valueOf(value)));
        return entries;
    }
}
