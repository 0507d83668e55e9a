package io.minerstack.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that lists the running children. If guardian and supervisor are both killed, the next start finds in it the
 * processes that still run. A process id counts only if the process started at the recorded time.
 */
class Roll {

    private final Path file;
    private final Map<Long, Entry> entries = new ConcurrentSkipListMap<>();

    Roll(Path file) {
        this.file = file;
    }

    synchronized void add(ProcessHandle process, Signals signals) throws IOException {
        entries.put(process.pid(), new Entry(process.pid(), started(process), signals));
        write();
    }

    synchronized void remove(long pid) throws IOException {
        entries.remove(pid);
        write();
    }

    /** Ends the processes that an earlier supervisor left running, and returns their number. */
    synchronized int endLeftovers() throws IOException, InterruptedException {
        List<Entry> left = Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(Entry::parse)
                        .filter(Objects::nonNull)
                        .filter(Entry::isAlive)
                        .toList()
                : List.of();
        for (Entry entry : left) {
            Signals.send(entry.signals().gentle(), entry.pid());
        }
        Instant giveUpAt = Instant.now().plus(Duration.ofSeconds(6));
        while (left.stream().anyMatch(Entry::isAlive) && Instant.now().isBefore(giveUpAt)) {
            Thread.sleep(50);
        }
        for (Entry entry : left) {
            if (entry.isAlive()) {
                Signals.send(entry.signals().hard(), entry.pid());
            }
        }
        Files.deleteIfExists(file);
        return left.size();
    }

    private void write() throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, entries.values().stream().map(Entry::line).toList());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private record Entry(long pid, long started, Signals signals) {

        static @Nullable Entry parse(String line) {
            String[] parts = line.split(" ", -1);
            return parts.length == 4 && Stream.of(parts[0], parts[1]).allMatch(part -> part.matches("\\d{1,18}"))
                    ? new Entry(Long.parseLong(parts[0]), Long.parseLong(parts[1]), new Signals(parts[2], parts[3]))
                    : null;
        }

        String line() {
            return pid + " " + started + " " + signals.gentle() + " " + signals.hard();
        }

        boolean isAlive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> Roll.started(process) == started)
                    .isPresent();
        }
    }
}
