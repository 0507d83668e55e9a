package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.AnswerContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file with every answer of a run as a line of JSON. */
class AnswerLog implements AutoCloseable {

    private final Writer file;

    AnswerLog(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path);
    }

    void add(Result result) {
        try {
            file.write(JsonMapper.shared()
                    .createObjectNode()
                    .put("set", result.question().set())
                    .put("id", result.question().id())
                    .put("contestant", result.contestant())
                    .put("repeat", result.repeat())
                    .put("right", result.right())
                    .put("query", result.question().query())
                    .put("response", result.reply().answer().response())
                    .put("notebook", result.reply().answer().notebook())
                    .put("tokens", result.reply().tokens())
                    .put("seconds", result.reply().time().toMillis() / 1000.0)
                    .put("failure", result.reply().failure())
                    .toString());
            file.write('\n');
            file.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Reads the answers of an earlier run and checks them again.
     *
     * @param questions those of that run; answers to others are left out
     */
    static List<Result> read(Path path, List<Question> questions) throws IOException {
        Map<String, Question> byId = new HashMap<>();
        questions.forEach(question -> byId.put(question.set() + "/" + question.id(), question));
        List<Result> results = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            JsonNode json = JsonMapper.shared().readTree(line);
            Question question =
                    byId.get(json.path("set").asString() + "/" + json.path("id").asString());
            if (question != null && question.query().equals(json.path("query").asString())) {
                Reply reply = new Reply(
                        new AnswerContent(
                                json.path("response").asString(),
                                json.path("notebook").asString()),
                        json.path("tokens").asInt(),
                        Duration.ofMillis(Math.round(json.path("seconds").asDouble() * 1000)),
                        json.path("failure").asString());
                results.add(Result.of(
                        question,
                        json.path("contestant").asString(),
                        json.path("repeat").asInt(),
                        reply));
            }
        }
        return results;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
