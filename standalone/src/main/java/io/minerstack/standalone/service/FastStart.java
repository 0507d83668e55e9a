package io.minerstack.standalone.service;

import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import io.minerstack.standalone.settings.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The unpacked jar of a service and its AOT cache, with which a service starts in a third of the CPU time. A
 * rehearsal (the AOT training run) creates both. They are valid for one build of the jar and one JVM.
 *
 * @param jar the jar that the build made
 * @param folder the folder of the unpacked jar and the cache
 */
record FastStart(Service service, Path jar, Path folder) {

    private static final String CACHE = "app.aot";
    private static final String TRIED = "rehearsed";

    static FastStart of(Settings settings, Service service) {
        Path jar = ServiceJar.in(settings.home(), service.folder()).file();
        try {
            int key = Objects.hash(content(jar), System.getProperty("java.vm.version"), service.jvm());
            Path folder = settings.data().resolve("runtime").resolve(service.folder() + "-" + Integer.toHexString(key));
            return new FastStart(service, jar, folder);
        } catch (IOException unreadable) {
            throw new StartupException(jar + " can't be read. Build it again", unreadable);
        }
    }

    /** A hash of the jar's content: its date is no use, because a reproducible build gives every jar the same date. */
    private static int content(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> Objects.hash(entry.getName(), entry.getCrc()))
                    .toList()
                    .hashCode();
        }
    }

    /** Whether the rehearsal was done, with or without success. */
    boolean isSettled() {
        return Files.exists(folder.resolve(TRIED));
    }

    /** The command that starts the service, with the AOT cache if there is one. */
    List<String> command() {
        return Files.exists(folder.resolve(CACHE)) && isSettled()
                ? java(List.of("-XX:AOTCache=" + folder.resolve(CACHE)), unpacked())
                : java(List.of(), jar);
    }

    /** The commands of a rehearsal, in order: unpack the jar, record the loaded classes, create the cache. */
    List<List<String>> steps() {
        Path notes = folder.resolve("app.notes");
        return List.of(
                List.of(
                        program(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.toString()),
                java(
                        List.of(
                                "-XX:AOTMode=record",
                                "-XX:AOTConfiguration=" + notes,
                                // exits after the application context is ready and before it serves requests
                                "-Dspring.context.exit=onRefresh"),
                        unpacked()),
                java(
                        List.of(
                                "-XX:AOTMode=create",
                                "-XX:AOTConfiguration=" + notes,
                                "-XX:AOTCache=" + folder.resolve(CACHE)),
                        unpacked()));
    }

    /** Deletes the folders of earlier builds of this service. */
    void clear() throws IOException {
        Path runtime = folder.resolveSibling(".");
        if (!Files.isDirectory(runtime)) {
            return;
        }
        try (Stream<Path> all = Files.list(runtime)) {
            for (Path old : all.toList()) {
                if (String.valueOf(old.getFileName()).matches(service.folder() + "-[0-9a-f]{1,8}")) {
                    Trees.delete(old);
                }
            }
        }
    }

    void settle() throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("app.notes"));
        Files.writeString(folder.resolve(TRIED), "");
    }

    private Path unpacked() {
        return folder.resolve(service.folder() + ".jar");
    }

    private List<String> java(List<String> options, Path what) {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(service.jvm());
        command.addAll(options);
        command.add("-jar");
        command.add(what.toString());
        return command;
    }

    private static String program() {
        return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    }
}
