package io.minerstack.registration.keyderivation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that is left, on Linux: of the machine (proc(5), meminfo) and of the container (the kernel's cgroup-v2). */
public final class AvailableMemory {

    private static final Pattern LINE = Pattern.compile("(\\w+):?\\s+(\\d+)(?: kB)?");

    private AvailableMemory() {}

    /**
     * Bytes, or {@link Long#MAX_VALUE} where nothing is known.
     *
     * @param root {@code /}
     */
    public static long bytes(Path root) {
        return Math.min(ofMachine(root.resolve("proc/meminfo")), ofContainer(root.resolve("sys/fs/cgroup")));
    }

    /** Swap counts: slow is better than refused. */
    private static long ofMachine(Path meminfo) {
        long available = value(meminfo, "MemAvailable");
        return available < 0 ? Long.MAX_VALUE : (available + Math.max(0, value(meminfo, "SwapFree"))) << 10;
    }

    /** Cached files are in use only until somebody needs the memory. */
    private static long ofContainer(Path group) {
        long max = number(group.resolve("memory.max"));
        long current = number(group.resolve("memory.current"));
        long cached = Math.max(0, value(group.resolve("memory.stat"), "inactive_file"));
        return max < 0 || current < 0 ? Long.MAX_VALUE : Math.max(0, max - current + cached);
    }

    private static long number(Path file) {
        List<String> lines = lines(file);
        return lines.size() == 1 && lines.getFirst().matches("\\d{1,18}") ? Long.parseLong(lines.getFirst()) : -1;
    }

    private static long value(Path file, String name) {
        for (String line : lines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(name)) {
                return Long.parseLong(matcher.group(2));
            }
        }
        return -1;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
