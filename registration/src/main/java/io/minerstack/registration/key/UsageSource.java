package io.minerstack.registration.key;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.stacksupport.stacksecret.StackSecretHeader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code GET /usage} of llm-proxy, or a file that has its body. */
final class UsageSource {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** 10,000 rows have about 3 MB. */
    private static final int MAX_BYTES = 16 << 20;

    private UsageSource() {}

    /**
     * Asks llm-proxy.
     *
     * @param stackSecret value of {@code STACK_SECRET}: one secret, or two with a comma between them, of which the
     *     first is sent; empty for none
     */
    static JsonNode ask(String url, Map<String, String> parameters, String stackSecret) {
        String query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            URI uri = URI.create(base + "/usage" + (query.isEmpty() ? "" : "?" + query));
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Accept", "application/json");
            StackSecretHeader.secrets(stackSecret).stream()
                    .limit(1)
                    .filter(secret -> !secret.isEmpty())
                    .forEach(secret -> request.header(StackSecretHeader.NAME, secret));
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                JsonNode json = parse(body.readNBytes(MAX_BYTES), base);
                if (response.statusCode() != 200) {
                    throw unavailable(base + " answers " + response.statusCode() + ": "
                            + json.at("/error/message").asString("no reason"));
                }
                return json;
            }
        } catch (IllegalArgumentException malformed) {
            throw KeyArguments.usage("--url: expected a URL such as http://127.0.0.1:8004");
        } catch (IOException unreachable) {
            throw unavailable("llm-proxy can't be reached at " + base + " ("
                    + unreachable.getClass().getSimpleName() + "). Start the stack, or name its address with --url; for"
                    + " containers see the README");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted");
        }
    }

    /** Reads a file; {@code -} is standard input. */
    static JsonNode read(String file, Path folder) {
        try (InputStream content = file.equals("-") ? System.in : Files.newInputStream(folder.resolve(file))) {
            return parse(content.readNBytes(MAX_BYTES), file);
        } catch (IOException unreadable) {
            throw new RegistrationException(ExitCode.FILE_UNREADABLE, file + " can't be read.");
        }
    }

    private static JsonNode parse(byte[] body, String source) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException malformed) {
            throw unavailable(source + " sends no JSON of llm-proxy");
        }
    }

    private static RegistrationException unavailable(String reason) {
        // the words of llm-proxy are whole sentences
        return new RegistrationException(ExitCode.USAGE_UNAVAILABLE, reason.endsWith(".") ? reason : reason + ".");
    }
}
