package io.minerstack.standalone;

import io.minerstack.stacksupport.network.ListeningAddress;
import io.minerstack.standalone.probe.HttpProbe;
import io.minerstack.standalone.settings.Settings;
import java.net.URI;
import java.time.Duration;

/** Asks the public port whether the stack is healthy. */
class HealthProbe {

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
        String host = ListeningAddress.toHost(settings.get("HOST", "0.0.0.0"), "127.0.0.1");
        URI health = URI.create("http://%s:%d/health".formatted(host, settings.port("PORT", 8001)));
        long giveUpAt = System.nanoTime() + LIMIT.toNanos();
        long pause = 50;
        while (!isHealthy(health) && System.nanoTime() < giveUpAt) {
            Thread.sleep(pause);
            // each look is a line of the log
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private static boolean isHealthy(URI health) {
        String body = HttpProbe.get(health);
        return body != null && body.contains("\"status\":\"healthy\"");
    }
}
