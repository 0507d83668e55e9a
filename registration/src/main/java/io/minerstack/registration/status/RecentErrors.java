package io.minerstack.registration.status;

import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The last warnings and errors of the services' log, which {@code ./miner up} writes as text or as JSON. */
final class RecentErrors {

    private static final int MOST = 5;
    private static final int TAIL_BYTES = 512 * 1024;

    /** {@code 12:00:01.123 WARN  llm-proxy [id] Upstream: the message}. */
    private static final Pattern TEXT =
            Pattern.compile("(\\d\\d:\\d\\d:\\d\\d)\\.\\d{3} +(WARN|ERROR) +(\\S+) \\[[^]]*] [^:]+: (.*)");

    private RecentErrors() {}

    /**
     * One kind of line.
     *
     * @param time of the last such line, as the log has it
     * @param times how often the line is in the tail of the log
     */
    record Line(String time, String level, String service, String message, int times) {}

    /** The newest lines first, equal ones together; null where there is no log. */
    static @Nullable List<Line> of(Path log) {
        if (!Files.isRegularFile(log)) {
            return null;
        }
        Map<String, Line> byMessage = new LinkedHashMap<>();
        for (String text : tail(log)) {
            Line line = text.startsWith("{") ? json(text) : text(text);
            if (line != null) {
                String kind = line.service() + " " + line.message();
                Line before = byMessage.remove(kind);
                byMessage.put(
                        kind,
                        new Line(
                                line.time(),
                                line.level(),
                                line.service(),
                                line.message(),
                                before == null ? 1 : before.times() + 1));
            }
        }
        List<Line> newest = new ArrayList<>(byMessage.values()).reversed();
        return newest.subList(0, Math.min(MOST, newest.size()));
    }

    private static List<String> tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(start);
            byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, file.length() - start)];
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // the first one is cut
            return start == 0 || lines.isEmpty() ? lines : lines.subList(1, lines.size());
        } catch (IOException unreadable) {
            return List.of("00:00:00.000 WARN miner [-] status: the log " + log + " can't be read");
        }
    }

    private static @Nullable Line text(String line) {
        Matcher matcher = TEXT.matcher(line);
        return matcher.matches()
                ? new Line(
                        matcher.group(1), matcher.group(2), matcher.group(3), TerminalSafeText.of(matcher.group(4)), 1)
                : null;
    }

    /** A line of Spring Boot's ECS format. */
    private static @Nullable Line json(String line) {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            String level = node.at("/log/level").asString("");
            if (!level.equals("WARN") && !level.equals("ERROR")) {
                return null;
            }
            return new Line(
                    TerminalSafeText.of(node.path("@timestamp").asString("")),
                    level,
                    TerminalSafeText.of(node.at("/service/name").asString("")),
                    TerminalSafeText.of(node.path("message").asString("")),
                    1);
        } catch (JacksonException cut) {
            return null;
        }
    }
}
