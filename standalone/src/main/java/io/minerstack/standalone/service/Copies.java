package io.minerstack.standalone.service;

import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies of the services' jars, from which the services run. A build in the same folder replaces the original jars,
 * and a JVM crashes when its jar is replaced.
 *
 * @param settings the given settings with the folder of the copies as {@code home}
 */
public record Copies(Settings settings) {

    /** Replaces the copies of an earlier start, which must have ended. All jars must exist. */
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

    /** Deletes the copies. Call after all services have ended. */
    public void remove() throws IOException {
        Trees.delete(settings.home());
    }
}
