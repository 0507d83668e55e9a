package io.minerstack.bench.weather;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The responses of the weather run's model servers, read over HTTP by a reader that knows every dialect. */
class ResponseWriterIT {

    private static final String TEXT = AnswerText.answer(5, Server.PRIMARY, 0, new SplittableRandom(3));
    private static final String STREAM = """
            {"model":"m","stream":true,"stream_options":{"include_usage":true},
             "messages":[{"role":"user","content":"Hello"}]}""";

    @ParameterizedTest
    @EnumSource(ServerDialect.class)
    void streamsTheWholeAnswerInEveryDialect(ServerDialect dialect) throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(content(ask(dialect, Fault.NONE, STREAM, seed))).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerDialect.class)
    void answersWithoutAStreamInEveryDialect(ServerDialect dialect) throws Exception {
        String body = ask(dialect, Fault.NONE, STREAM.replace("true", "false"), 1);

        assertThat(text(JsonMapper.shared().readTree(body).at("/choices/0/message/content")))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG", "HANG_BEFORE_FIRST_TOKEN", "STALL"},
            mode = EnumSource.Mode.EXCLUDE)
    void sendsTheWholeTextOnlyInAWholeAnswer(Fault fault) throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            String content = content(ask(ServerDialect.OPENAI, fault, STREAM, seed));

            assertThat(content.equals(TEXT)).isEqualTo(fault.isWhole());
            assertThat(content.length()).isLessThanOrEqualTo(TEXT.length());
        }
    }

    @ParameterizedTest
    @EnumSource(ServerDialect.Errors.class)
    void writesAValidErrorInEveryShape(ServerDialect.Errors shape) {
        String body = ErrorBody.refused("stream").write(shape);

        assertThat(JsonMapper.shared().readTree(body).toString()).contains("stream", ErrorBody.SECRET);
    }

    @Test
    void namesTheRefusedField() throws Exception {
        assertThat(ask(ServerDialect.OPENAI, Fault.REFUSED_FIELD, STREAM, 1)).contains("\"param\":\"stream\"");
    }

    private static String ask(ServerDialect dialect, Fault fault, String body, int seed) throws Exception {
        FakeRequest request = new FakeRequest(
                Instant.EPOCH, "/", Map.of(), JsonMapper.shared().readTree(body));
        ResponseWriter writer = new ResponseWriter(dialect, fault, new SplittableRandom(seed), request);
        try (FakeModel model = FakeModel.start();
                HttpClient client = HttpClient.newHttpClient()) {
            model.always(asked -> writer.write(TEXT, "stream"));
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(URI.create(model.url() + "/v1/chat/completions"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofInputStream());
            boolean packed = response.headers().firstValue("Content-Encoding").isPresent();
            return readAsFarAsPossible(packed ? new GZIPInputStream(response.body()) : response.body());
        } catch (IOException reset) {
            return "";
        }
    }

    /** The body, or its beginning if the connection breaks. */
    private static String readAsFarAsPossible(InputStream body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int next = body.read(); next >= 0; next = body.read()) {
                bytes.write(next);
            }
        } catch (IOException broken) {
            // what came before is returned
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String content(String stream) {
        StringBuilder content = new StringBuilder();
        for (String event : stream.replace("\r\n", "\n").split("\n\n", -1)) {
            String data = event.lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring(5).strip())
                    .reduce("", (all, line) -> all + "\n" + line);
            JsonNode whole = read(data);
            if (whole != null) {
                content.append(delta(whole));
            } else {
                data.lines()
                        .map(ResponseWriterIT::read)
                        .forEach(chunk -> content.append(chunk == null ? "" : delta(chunk)));
            }
        }
        return content.toString();
    }

    private static String delta(JsonNode chunk) {
        return text(chunk.at("/choices/0/delta/content"));
    }

    private static String text(JsonNode content) {
        return content.isArray() ? content.at("/0/text").asString("") : content.asString("");
    }

    private static @Nullable JsonNode read(String json) {
        try (var parser = JsonMapper.shared().createParser(json)) {
            JsonNode node = JsonMapper.shared().readTree(parser);
            return parser.nextToken() == null ? node : null;
        } catch (JacksonException invalid) {
            return null;
        }
    }
}
