package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.bench.stack.StackUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console on the whole stack, with a fake in the place of the model server alone. */
class ConsoleOnStackIT {

    private static final String KEY = "stack-0123456789abcdef0123456789abcdef";

    @TempDir
    private Path work;

    @Test
    void asksRemembersShowsFiguresAndCancelsDownToTheModel() throws IOException, InterruptedException {
        try (Chromium chromium = Chromium.start();
                FakeModel model = FakeModel.start();
                StackUnderTest stack = StackUnderTest.start(assembled(), work, settings(model));
                ConsolePage console = ConsolePage.open(chromium, stack.gateway().toString())) {
            model.answering("The answer is **forty-two**.");
            console.entered(KEY);

            console.ask("What is the answer?");
            assertThat(console.page().locator(".prose strong")).hasText("forty-two");

            console.view("Conversations");
            assertThat(console.page().locator(".row-title")).hasText("What is the answer?");
            console.page().locator(".row").first().click();
            assertThat(console.page().locator(".reading .message").first()).containsText("What is the answer?");

            console.view("System");
            assertThat(console.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("vllm")))
                    .containsText("1");
            assertThat(console.page().locator(".state.bad")).hasCount(0);
            assertThat(console.page().locator(".tile.bad")).hasCount(0);

            console.view("Chat");
            model.always(FakeResponse.ok().firstTokenAfter(Duration.ofSeconds(50)));
            console.ask("A very long story, please.");
            await().atMost(Duration.ofSeconds(10)).until(() -> model.inFlight() == 1);
            console.button("Cancel").click();
            await().atMost(Duration.ofSeconds(10)).until(() -> model.cancelled() >= 1 && model.inFlight() == 0);
            assertThat(console.text("Cancelled after")).isVisible();
            console.assertThatClean();
        }
    }

    private static Map<String, String> settings(FakeModel model) {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "API_KEY",
                KEY,
                "LLM_PROVIDER",
                "vllm",
                "VLLM_BASE_URL",
                model.url() + "/v1",
                "VLLM_MODEL",
                "fake-model");
    }

    /** The folder that the stack runs from, put together from the jars of this build as {@code ./miner up} does. */
    private static Path assembled() throws IOException, InterruptedException {
        Path project = Path.of("..").toAbsolutePath().normalize();
        Path folder = Path.of("target", "app").toAbsolutePath().normalize();
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(
                        project.resolve("standalone/src/main/scripts/assemble").toString(),
                        project.toString(),
                        folder.toString(),
                        "jars")
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("The stack can't be put together: " + said);
        }
        return folder;
    }
}
