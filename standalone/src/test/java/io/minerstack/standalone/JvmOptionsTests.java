package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The option files of the services' JVMs, read by a JVM. */
class JvmOptionsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/scripts/jvm.options",
                "src/main/scripts/local-llm.options",
                "../deploy/image/jvm.options"
            })
    void aJvmWritesNoHeapDumpAndNoCore(String options) throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + options,
                        "-XX:+PrintFlagsFinal",
                        "-version")
                .redirectErrorStream(true)
                .start();
        String flags = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(flags).isZero();
        assertThat(flags)
                .containsPattern("HeapDumpOnOutOfMemoryError +=  ?false")
                .containsPattern("CreateCoredumpOnCrash +=  ?false")
                // set by the file, not by chance
                .containsPattern("CreateCoredumpOnCrash .*command line");
    }
}
