package io.minerstack.standalone;

import io.minerstack.stacksupport.network.FreePorts;
import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The training run for the AOT cache: a stack on free ports that serves a few requests of each kind. */
final class Training {

    private static final int ROUNDS = 20;
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int OK = 200;

    private static final List<String> COMPONENTS =
            List.of("complete", "refine", "feedback", "human_feedback", "summary", "aggregate");

    private Training() {}

    /** The variables of the training: those of the machine, free ports and the model server at this URL. */
    static Map<String, String> environment(Map<String, String> machine, String model) {
        Map<String, String> environment = new TreeMap<>(machine);
        try {
            environment.putAll(FreePorts.forStack());
        } catch (IOException none) {
            throw new IllegalStateException("no free port", none);
        }
        environment.put("API_KEY", random());
        environment.put("STACK_SECRET", random());
        environment.put("HOST", "127.0.0.1");
        environment.put("LLM_PROVIDER", "vllm");
        environment.put("VLLM_BASE_URL", model + "/v1");
        environment.put("VLLM_MODEL", "fake-model");
        environment.put("RATE_LIMIT_ALL", "off");
        return environment;
    }

    private static String random() {
        byte[] key = new byte[32];
        new Random().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** Sends the requests; false if one was not answered with 200. */
    static boolean run(Settings settings) {
        boolean all = true;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (String component : COMPONENTS) {
                    all &= call(settings, "/" + component, body(round));
                }
                all &= call(settings, "/conversations/training-" + round, null);
                all &= call(settings, "/playbook/training-" + round, null);
                all &= call(settings, "/health", null);
            }
            return all;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException failure) {
            System.err.println("A training request failed: " + failure.getMessage());
            return false;
        }
    }

    private static String body(int round) {
        return """
                {"cid":"training-%d","task":"Answer in one sentence.",
                 "input":[{"user_query":"I prefer short answers. What is quantum computing?"}],
                 "previous_outputs":[{"task":"Answer.","input":[{"user_query":"What is 6 times 7?"}],
                  "output":{"immediate_response":"The answer is 42.","notebook":"no update"},"component":"complete"}]}
                """.formatted(round);
    }

    /** A busy machine can let a request time out; a few more attempts are cheaper than a start without a cache. */
    private static boolean call(Settings settings, String path, @Nullable String body)
            throws IOException, InterruptedException {
        int status = send(settings, path, body);
        for (int attempt = 1; attempt < ATTEMPTS && status != OK; attempt++) {
            Thread.sleep(PAUSE);
            status = send(settings, path, body);
        }
        if (status != OK) {
            System.err.println("The training request " + path + " was answered with " + status);
        }
        return status == OK;
    }

    private static int send(Settings settings, String path, @Nullable String body) throws IOException {
        URL url = URI.create("http://127.0.0.1:" + settings.port("PORT", 8001) + path)
                .toURL();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestProperty("X-API-Key", settings.get("API_KEY", ""));
        if (body != null) {
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream request = connection.getOutputStream()) {
                request.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
        int status = connection.getResponseCode();
        try (InputStream response = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            response.readAllBytes();
        }
        return status;
    }
}
