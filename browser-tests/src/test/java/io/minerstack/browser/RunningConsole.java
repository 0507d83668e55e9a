package io.minerstack.browser;

import io.minerstack.servicesupport.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One browser and one gateway for all tests, since both start slowly; each test has a tab of its own. */
abstract class RunningConsole {

    /** A key of purpose {@code normal} with a limit of its own: two summaries. */
    static final String NORMAL_KEY = "normal-0123456789abcdef0123456789abcdef";

    private static final String KEYS = """
            {"version": 1, "keys": [{"id": "key_0123456789ab", "name": "anna", "sha256": "%s", "tenant": "anna",
            "purpose": "normal", "created": "2026-01-01T00:00:00Z", "state": "active",
            "limits": {"summary": "2/h"}}]}
            """.formatted(Sha256.hex(NORMAL_KEY, 32));

    private static @Nullable Chromium chromium;
    private static @Nullable TestGateway gateway;

    private @Nullable ConsolePage opened;

    @BeforeAll
    static void startBoth() throws IOException {
        if (chromium == null) {
            chromium = Chromium.start();
            Path keys = Files.createTempDirectory("keys").resolve("keys.json");
            Files.writeString(keys, KEYS);
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("KEYS_FILE", keys.toString());
            settings.put("RATE_LIMIT_ALL", "on");
            // a key must be checked where capabilities are public, too
            settings.put("PUBLIC_CAPABILITIES", "on");
            Stream.of(
                            "COMPLETE",
                            "REFINE",
                            "FEEDBACK",
                            "HUMAN_FEEDBACK",
                            "INTERNET_SEARCH",
                            "SUMMARY",
                            "AGGREGATE",
                            "CONVERSATIONS",
                            "PLAYBOOK",
                            "CAPABILITIES",
                            "CONSOLE",
                            "UNAUTHENTICATED")
                    .forEach(endpoint -> settings.put("RATE_LIMIT_" + endpoint, "off"));
            gateway = TestGateway.start(settings);
        }
    }

    @BeforeEach
    void forget() {
        gateway().reset();
    }

    @AfterEach
    void closeTab() {
        if (opened != null) {
            opened.assertThatClean();
            opened.close();
            opened = null;
        }
    }

    static TestGateway gateway() {
        if (gateway == null) {
            throw new IllegalStateException("not started");
        }
        return gateway;
    }

    static Chromium chromium() {
        if (chromium == null) {
            throw new IllegalStateException("not started");
        }
        return chromium;
    }

    /** A tab with the key screen. It is closed, and must be clean, after the test. */
    ConsolePage open() {
        ConsolePage console = ConsolePage.open(chromium(), gateway().url());
        opened = console;
        return console;
    }

    /** A tab with the chat of an operator. */
    ConsolePage entered() {
        return open().entered(TestGateway.KEY);
    }
}
