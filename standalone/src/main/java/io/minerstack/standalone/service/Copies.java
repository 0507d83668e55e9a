package io.minerstack.standalone.service;

import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The services' jars as they were at the start. Whoever builds or tests in the same folder replaces those that were built, and
 * a JVM does not survive that of its own: what runs, runs from here.
 *
 * @param settings the same, but for where the jars are
 */
public record Copies(Settings settings) {

    /** Replaces the copies of an earlier start, which must have ended. Needs all jars to be there. */
    public static Copies make(Settings built) throws IOException {
        Copies copies = new Copies(
                new Settings(built.data().resolve("run").resolve("jars"), built.data(), built.environment()));
        copies.remove();
        for (Service service : Catalog.of(built, null)) {
            Path from = ServiceJar.in(built.home(), service.folder()).file();
            Path to = copies.settings.home().resolve(built.home().relativize(from));
            Files.createDirectories(to.resolveSibling("."));
            Files.copy(from, to);
        }
        return copies;
    }

    /** Call when nothing runs from them any more. */
    public void remove() throws IOException {
        Trees.delete(settings.home());
    }
}
