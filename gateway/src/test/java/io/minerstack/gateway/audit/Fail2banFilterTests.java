package io.minerstack.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.audit.AuditTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter in {@code deploy/edge} finds the lines that the gateway writes. */
class Fail2banFilterTests {

    private static final Path FILTER = Path.of("../deploy/edge/fail2ban/filter.d/miner-stack.conf");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8:1:2:0:0:0:0/64"})
    void findsTheAddressOfABlock(String network) throws IOException {
        Path file = folder.resolve("audit.jsonl");
        new BlockAudit(new AuditTrail(file.toString(), "gateway", Clock.systemUTC()), new SimpleMeterRegistry())
                .addressBlocked(network, 20, 60);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file) && Files.size(file) > 0);

        String line = Files.readString(file);
        // as Logback and Docker's json-file driver write it
        String inContainer = "{\"log\":\"{\\\"message\\\":\\\"" + line.strip().replace("\"", "\\\\\\\"") + "\\\"}\"}";
        for (String form : List.of(line, inContainer)) {
            findsTheAddress(network, form);
        }
    }

    private static void findsTheAddress(String network, String line) throws IOException {
        // what fail2ban makes of its tags, near enough
        String subnet = "(?<subnet>[0-9a-fA-F.:]+(?:/\\d+)?)";
        Matcher address = Pattern.compile(setting("failregex").replace("<SUBNET>", subnet))
                .matcher(line);
        String date = setting("datepattern")
                .replace("%%Y", "\\d{4}")
                .replace("%%z", "Z")
                .replaceAll("%%[mdHMS]", "\\\\d{2}");

        assertThat(address.find()).isTrue();
        assertThat(address.group("subnet")).isEqualTo(network);
        assertThat(line).containsPattern(date);
    }

    private static String setting(String name) throws IOException {
        try (var lines = Files.lines(FILTER)) {
            return lines.filter(line -> line.startsWith(name + " = "))
                    .map(line -> line.substring(name.length() + 3))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
