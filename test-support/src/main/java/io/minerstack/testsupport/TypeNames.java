package io.minerstack.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The simple names of the types in all modules, read from the names of their source files. */
final class TypeNames {

    private static final String JAVA = ".java";

    private TypeNames() {}

    /**
     * The names that stand for more than one type, with the source files of each.
     *
     * @param root the folder that holds the modules
     * @param repeatable names that may repeat, such as those of records of a wire format
     */
    static Map<String, Set<String>> duplicates(Path root, Set<String> repeatable) {
        Map<String, Set<String>> filesByName = new TreeMap<>();
        for (Path module : modules(root)) {
            for (Path file : sources(module.resolve(Path.of("src", "main", "java")))) {
                String name = file.getFileName().toString();
                filesByName
                        .computeIfAbsent(name.substring(0, name.length() - JAVA.length()), key -> new TreeSet<>())
                        .add(root.relativize(file).toString());
            }
        }
        filesByName.keySet().removeAll(repeatable);
        filesByName.remove("package-info");
        filesByName.values().removeIf(files -> files.size() < 2);
        return filesByName;
    }

    private static List<Path> modules(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("can't list " + root, failure);
        }
    }

    private static List<Path> sources(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(JAVA)).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("can't read " + folder, failure);
        }
    }
}
