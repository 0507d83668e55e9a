package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A folder with {@code ./miner} and what it calls, and fake programs in place of a JDK and Maven. */
final class FakeStack {

    private final Path folder;
    private final Path stack;

    FakeStack(Path folder) throws IOException {
        this.folder = folder;
        stack = Files.createDirectories(folder.resolve("stack"));
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.copy(Path.of("../miner"), stack.resolve("miner"));
        Files.writeString(stack.resolve("pom.xml"), "<project/>");
        Path scripts = Files.createDirectories(stack.resolve("standalone/src/main/scripts"));
        for (String script : List.of("assemble", "supervise", "jvm.options", "local-llm.options")) {
            Files.copy(
                    Path.of("../standalone/src/main/scripts", script),
                    scripts.resolve(script),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.createDirectories(stack.resolve("registration/src/main"));
        Files.writeString(stack.resolve("registration/src/main/A.java"), "class A {}");
        Files.createDirectories(stack.resolve("api-keys/src/main"));
        Files.createDirectories(stack.resolve("stack-support/src/main"));
        Files.writeString(folder.resolve("fresh.jar"), "org/springframework/boot/loader/ PK\5\6" + "\0".repeat(18));
        Files.createDirectories(folder.resolve("bin"));
    }

    /** The project's folder. */
    Path root() {
        return stack;
    }

    /** Makes a JDK whose {@code java} prints its arguments. */
    void makeJdk(String name, String version) throws IOException {
        Files.createDirectories(folder.resolve(name).resolve("bin"));
        program(name + "/bin/javac", "exit 1");
        program(
                name + "/bin/java",
                "echo \"in $PWD port ${PORT:-} home ${MINER_HOME:-} key ${API_KEY:-} of ${API_KEY_ORIGIN:-}"
                        + " core $(ulimit -c) as $*\"\n"
                        + "echo \"keys file ${KEYS_FILE:-}\"\n"
                        // the status of a stack that can't start: any other would start it again
                        + "case \"$*\" in *--training*) ;; *standalone.jar*) exit 1 ;; esac");
        Files.writeString(folder.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** Makes a Maven that counts its builds, and writes down its JDK. */
    void makeMaven(String file, String version) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        program(file, """
                if [ "$1" = -v ]; then echo "Apache Maven %2$s"; exit 0; fi
                echo "built with $JAVA_HOME" >>"%1$s/builds"
                if [ -e "%1$s/broken" ]; then echo "[ERROR] A.java:[1,1] no such thing"; exit 1; fi
                for module in registration gateway agent-service memory-service llm-proxy local-llm standalone bench; do
                  mkdir -p $module/target
                  cp "%1$s/fresh.jar" $module/target/$module.jar
                  mkdir -p $module/target/lib
                done
                """.formatted(folder, version));
    }

    /** A line for each build. */
    List<String> builds() throws IOException {
        Path file = folder.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    void program(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
