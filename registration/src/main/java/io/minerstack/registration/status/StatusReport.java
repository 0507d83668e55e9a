package io.minerstack.registration.status;

import io.minerstack.registration.status.StackStatus.Disk;
import io.minerstack.registration.status.StackStatus.Part;
import io.minerstack.registration.status.StackStatus.PartState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a {@link StackStatus} for people, or as JSON for programs. */
final class StatusReport {

    private static final String NOT_KNOWN = "not known";
    private static final String LOG_COMMAND = "docker compose logs --since 1h | grep -E 'WARN|ERROR'";
    private static final double GIGABYTE = 1e9;

    private StatusReport() {}

    static void print(StackStatus status, PrintWriter out) {
        out.println("Miner Stack at " + status.url() + ": " + status.state()
                + (status.detail().isEmpty() ? "" : ". " + status.detail()));
        out.println();
        int width = status.parts().stream()
                .mapToInt(part -> part.name().length())
                .max()
                .orElse(1);
        for (Part part : status.parts()) {
            out.printf("  %s %-" + width + "s  %s%n", mark(part), part.name(), state(part));
        }
        out.println();
        row(out, "Provider", provider(status));
        row(out, "Score window", window(status.window()));
        row(out, "Limits hit", counts(status.limits()));
        row(out, "Model failures", counts(status.modelFailures()));
        row(out, "Disk", disk(status.disk()));
        out.println();
        String lost = status.lostCalls();
        if (lost != null) {
            out.println("! " + lost);
        }
        if (!status.isKnown()) {
            out.println("? " + notKnown(status));
        }
        printErrors(status, out);
    }

    private static String notKnown(StackStatus status) {
        List<String> unknown = new ArrayList<>();
        status.parts().stream()
                .filter(part -> part.state() == PartState.NOT_KNOWN)
                .forEach(part -> unknown.add(part.name()));
        if (status.window() == null) {
            unknown.add("score window");
        }
        return "Not known: " + String.join(", ", unknown)
                + (status.inContainers()
                        ? ". Docker Compose on this machine and an API_KEY of purpose operator tell more."
                        : ".");
    }

    private static void printErrors(StackStatus status, PrintWriter out) {
        List<RecentErrors.Line> errors = status.errors();
        if (errors == null) {
            out.println(
                    status.inContainers()
                            ? "The log was not read, because the containers have it: " + LOG_COMMAND
                            : "No log was read: there is none in the data folder.");
            return;
        }
        if (errors.isEmpty()) {
            out.println("No warnings or errors in the log.");
            return;
        }
        out.println("Last warnings and errors:");
        for (RecentErrors.Line line : errors) {
            out.println("  " + line.time() + "  " + line.service() + "  " + line.message()
                    + (line.times() > 1 ? " (" + line.times() + " times)" : ""));
        }
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("  %-15s %s%n", name, value);
    }

    private static String mark(Part part) {
        if (part.state() == PartState.NOT_KNOWN) {
            return "?";
        }
        return part.isWell() ? "✓" : "✗";
    }

    private static String state(Part part) {
        String state = part.state().words();
        return part.detail().isEmpty() ? state : state + ": " + part.detail();
    }

    private static String provider(StackStatus status) {
        StackStatus.Provider provider = status.provider();
        String text = provider == null ? NOT_KNOWN : provider.name() + " (" + provider.model() + ")";
        return status.circuitsOpen().isEmpty()
                ? text
                : text + "; gets no requests after failures: " + String.join(", ", status.circuitsOpen());
    }

    private static String window(@Nullable Map<String, Long> window) {
        if (window == null) {
            return NOT_KNOWN;
        }
        long all = window.values().stream().mapToLong(Long::longValue).sum();
        return all == 0
                ? "no component calls yet"
                : "of the last " + all + " component calls: "
                        + window.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .collect(Collectors.joining(", "));
    }

    /** Those above 0, since the start of the services. */
    private static String counts(@Nullable Map<String, Long> counts) {
        if (counts == null) {
            return NOT_KNOWN;
        }
        String text = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text + " (since the start)";
    }

    private static String disk(@Nullable Disk disk) {
        return disk == null
                ? NOT_KNOWN
                : "%.1f of %.1f GB free (%s)%s"
                        .formatted(
                                disk.free() / GIGABYTE,
                                disk.total() / GIGABYTE,
                                disk.folder(),
                                disk.isAlmostFull() ? ": almost full" : "");
    }

    static String json(StackStatus status) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode json = mapper.createObjectNode();
        json.put("url", status.url());
        json.put("status", status.state());
        json.put("detail", status.detail());
        json.put("well", status.isWell());
        json.put("known", status.isKnown());
        json.put("lost_calls", status.lostCalls());
        ArrayNode parts = json.putArray("parts");
        for (Part part : status.parts()) {
            ObjectNode each = parts.addObject().put("name", part.name());
            if (part.state() == PartState.NOT_KNOWN) {
                each.putNull("running");
            } else {
                each.put("running", part.state() == PartState.RUNNING);
            }
            each.put("detail", part.detail());
        }
        StackStatus.Provider provider = status.provider();
        if (provider == null) {
            json.putNull("provider");
        } else {
            json.putObject("provider").put("name", provider.name()).put("model", provider.model());
        }
        ArrayNode circuits = json.putArray("circuits_open");
        status.circuitsOpen().forEach(circuits::add);
        put(json, "window", status.window());
        put(json, "limits", status.limits());
        put(json, "model_failures", status.modelFailures());
        Disk disk = status.disk();
        if (disk == null) {
            json.putNull("disk");
        } else {
            json.putObject("disk")
                    .put("folder", disk.folder())
                    .put("free_bytes", disk.free())
                    .put("total_bytes", disk.total());
        }
        List<RecentErrors.Line> errors = status.errors();
        if (errors == null) {
            json.putNull("errors");
        } else {
            errors(json.putArray("errors"), errors);
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static void put(ObjectNode json, String name, @Nullable Map<String, Long> counts) {
        if (counts == null) {
            json.putNull(name);
            return;
        }
        ObjectNode values = json.putObject(name);
        counts.forEach((key, count) -> values.put(key.replace(' ', '_'), count));
    }

    private static void errors(ArrayNode json, List<RecentErrors.Line> errors) {
        for (RecentErrors.Line line : errors) {
            json.addObject()
                    .put("time", line.time())
                    .put("level", line.level())
                    .put("service", line.service())
                    .put("message", line.message())
                    .put("times", line.times());
        }
    }
}
