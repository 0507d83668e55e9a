package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTests {

    @TempDir
    Path home;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @Test
    void saysNothingAfterTheReasonOfARefusedStart() throws Exception {
        Stack stack = refused();
        stack.refuse();
        stack.stop();

        assertThat(said).isEmpty();
    }

    @Test
    void saysThatAStackStops() throws Exception {
        Stack stack = refused();
        stack.stop();

        assertThat(said).containsExactly("Stopping", "Stopped");
    }

    @Test
    void stopsBeforeTheScriptKillsIt() throws IOException {
        Matcher tenths =
                Pattern.compile("stop_jvm=(\\d+)").matcher(Files.readString(Path.of("src/main/scripts/supervise")));

        assertThat(tenths.find()).isTrue();
        assertThat(Stack.STOP).isLessThan(Duration.ofMillis(100 * Long.parseLong(tenths.group(1))));
    }

    private Stack refused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = Settings.of(Map.of(
                    "MINER_HOME",
                    home.toString(),
                    "LLM_PROVIDER",
                    "vllm",
                    "HOST",
                    "127.0.0.1",
                    "PORT",
                    Integer.toString(taken.getLocalPort())));
            Stack stack = new Stack(settings, said::add);
            assertThatThrownBy(stack::start)
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("PORT");
            return stack;
        }
    }
}
