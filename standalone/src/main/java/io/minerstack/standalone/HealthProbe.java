package io.minerstack.standalone;

import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the public port whether the stack is healthy. The JDK's simplest client: it is needed for seconds only. */
class HealthProbe {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long LONGEST_PAUSE_MILLIS = 400;

    private final Settings settings;

    HealthProbe(Settings settings) {
        this.settings = settings;
    }

    /**
     * Waits until the gateway reports that the stack is healthy, which needs its first health polls. Gives up after
     * 20 s, because an unreachable provider must not prevent the start.
     */
    void awaitHealthy() throws InterruptedException {
        String url =
                "http://%s:%d/health".formatted(callable(settings.get("HOST", "0.0.0.0")), settings.port("PORT", 8001));
        long giveUpAt = System.nanoTime() + LIMIT.toNanos();
        long pause = 50;
        while (!isHealthy(url) && System.nanoTime() < giveUpAt) {
            Thread.sleep(pause);
            // each look is a line of the log
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private static boolean isHealthy(String address) {
        try {
            URL url = URI.create(address).toURL();
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    return false;
                }
                try (InputStream body = connection.getInputStream()) {
                    return new String(body.readAllBytes(), StandardCharsets.UTF_8).contains("\"status\":\"healthy\"");
                }
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The host for a URL of a server that listens on this address. */
    private static String callable(String address) {
        return switch (address) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        };
    }
}
