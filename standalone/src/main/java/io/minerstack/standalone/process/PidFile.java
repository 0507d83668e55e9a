package io.minerstack.standalone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file that lists the running processes, a line each: name, process id, start, gentle signal, hard signal. It
 * outlives this JVM: the next one takes the processes over or ends them, and the script {@code supervise} ends them
 * when it ends itself. A process id counts only if the process has the recorded start.
 */
class PidFile {

    private static final Duration STOP = Duration.ofSeconds(6);
    private static final int START_AFTER_NAME = 19;

    private final Path file;
    private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();

    PidFile(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .map(Entry::parse)
                    .filter(Objects::nonNull)
                    .filter(entry -> entry.process().isPresent())
                    .forEach(entry -> entries.put(entry.name(), entry));
        }
    }

    synchronized void add(String name, ProcessHandle process, Signals signals) throws IOException {
        entries.put(name, new Entry(name, process.pid(), started(process), signals));
        write();
    }

    synchronized void remove(String name) throws IOException {
        entries.remove(name);
        write();
    }

    /** The process of this name, if it still runs. */
    synchronized Optional<ProcessHandle> running(String name) {
        return Optional.ofNullable(entries.get(name)).flatMap(Entry::process);
    }

    /** Ends all processes of the file, and returns their number. */
    synchronized int endAll() throws IOException, InterruptedException {
        List<Entry> left = entries.values().stream()
                .filter(entry -> entry.process().isPresent())
                .toList();
        for (Entry entry : left) {
            Signals.send(entry.signals().gentle(), entry.pid());
        }
        long giveUpAt = System.nanoTime() + STOP.toNanos();
        while (left.stream().anyMatch(entry -> entry.process().isPresent()) && System.nanoTime() < giveUpAt) {
            Thread.sleep(50);
        }
        for (Entry entry : left) {
            if (entry.process().isPresent()) {
                Signals.send(entry.signals().hard(), entry.pid());
            }
        }
        entries.clear();
        Files.deleteIfExists(file);
        return left.size();
    }

    private void write() throws IOException {
        // a name of its own: a JVM that is about to die may write at the same moment as the next one
        Path next = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".next");
        try {
            Files.write(next, entries.values().stream().map(Entry::line).toList());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * When a process started. Linux: in ticks since the machine started, field 22 of {@code /proc/PID/stat} (man 5
     * proc), because the time of day that Java derives from it moves when the clock is set. Elsewhere: in ms. 0 where
     * nothing is known.
     */
    private static long started(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.isReadable(stat)) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
        try {
            // the second field, the name, may have spaces and parentheses
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return Long.parseLong(text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[START_AFTER_NAME]);
        } catch (IOException ended) {
            return 0;
        }
    }

    private record Entry(String name, long pid, long started, Signals signals) {

        static @Nullable Entry parse(String line) {
            String[] parts = line.split(" ", -1);
            return parts.length == 5 && Stream.of(parts[1], parts[2]).allMatch(part -> part.matches("\\d{1,18}"))
                    ? new Entry(
                            parts[0],
                            Long.parseLong(parts[1]),
                            Long.parseLong(parts[2]),
                            new Signals(parts[3], parts[4]))
                    : null;
        }

        String line() {
            return String.join(" ", name, Long.toString(pid), Long.toString(started), signals.gentle(), signals.hard());
        }

        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> PidFile.started(process) == started);
        }
    }
}
