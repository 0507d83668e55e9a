package io.minerstack.bench.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Writes every answer as a line of JSON. */
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

    @Override
    public void close() throws IOException {
        file.close();
    }
}
