package io.minerstack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code deploy/images} asks Docker for. A program that writes its arguments down stands in for Docker. */
class ImagesScriptTests {

    @TempDir
    Path folder;

    @BeforeEach
    void writeDocker() throws IOException {
        Path docker = folder.resolve("docker");
        Files.writeString(docker, "#!/bin/sh\necho \"docker $*\" >>'" + folder.resolve("calls") + "'\n");
        assertThat(docker.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void withoutAPlatformAnImageIsBuiltForThisMachineAndPushed() throws Exception {
        Run run = run(Map.of("REGISTRY", "registry.test/team", "TAG", "1"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.calls()).hasSize(2);
        assertThat(run.calls().getFirst())
                .startsWith("docker build -q -f gateway/Dockerfile -t registry.test/team/miner-stack/gateway:1 ");
        assertThat(run.calls().getLast()).isEqualTo("docker push -q registry.test/team/miner-stack/gateway:1");
    }

    @Test
    void onePlatformIsHandedToTheBuild() throws Exception {
        Run run = run(Map.of("IMAGE_LOADER", "docker load-it", "TAG", "1", "PLATFORM", "linux/arm64/v8"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.calls().getFirst()).startsWith("docker build --platform linux/arm64/v8 -q ");
        assertThat(run.calls().getLast()).isEqualTo("docker load-it miner-stack/gateway:1");
    }

    @Test
    void severalPlatformsAreBuiltAndPushedInOneStep() throws Exception {
        Run run = run(Map.of("REGISTRY", "registry.test", "TAG", "1", "PLATFORM", "linux/amd64,linux/arm64"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.calls())
                .singleElement()
                .asString()
                .startsWith("docker buildx build --push --platform linux/amd64,linux/arm64 -q ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linux/amd64,linux/arm64 | kind load | several platforms can only be pushed",
                "arm64 | kind load | PLATFORM=arm64 (expected: such as linux/amd64",
                "linux/amd64 linux/arm64 | kind load | PLATFORM=linux/amd64 linux/arm64 (expected",
                "linux/amd64,| kind load | PLATFORM=linux/amd64, (expected"
            })
    void aPlatformThatCanNotBeBuiltIsRefusedBeforeTheBuild(String platform, String loader, String message)
            throws Exception {
        Run run = run(Map.of("IMAGE_LOADER", loader, "TAG", "1", "PLATFORM", platform));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains(message);
        assertThat(run.calls()).isEmpty();
    }

    private record Run(int status, String output, List<String> calls) {}

    private Run run(Map<String, String> variables) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder script = new ProcessBuilder("bash", "../images", "gateway")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        List.of("REGISTRY", "TAG", "IMAGE_LOADER", "PLATFORM").forEach(script.environment()::remove);
        script.environment().putAll(variables);
        script.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        Process process = script.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Path calls = folder.resolve("calls");
        return new Run(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.exists(calls) ? Files.readAllLines(calls) : List.of());
    }
}
