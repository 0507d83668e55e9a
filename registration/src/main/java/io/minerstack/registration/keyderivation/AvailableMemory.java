package io.minerstack.registration.keyderivation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The available memory on Linux: of the machine ({@code /proc/meminfo}, proc(5)) and of the container (cgroup v2). The
 * JDK's {@code getFreeMemorySize} counts cached files as used memory.
 */
final class AvailableMemory {

    private static final Pattern LINE = Pattern.compile("(\\w+):?\\s+(\\d+)(?: kB)?");

    private AvailableMemory() {}

    /**
     * The available memory in bytes, or {@link Long#MAX_VALUE} if it is not known.
     *
     * @param root the root folder, {@code /}
     */
    static long bytes(Path root) {
        return Math.min(ofMachine(root.resolve("proc/meminfo")), ofContainer(root.resolve("sys/fs/cgroup")));
    }

    /** Includes free swap: a slow key derivation is better than none. */
    private static long ofMachine(Path meminfo) {
        long available = value(meminfo, "MemAvailable");
        return available < 0 ? Long.MAX_VALUE : (available + Math.max(0, value(meminfo, "SwapFree"))) << 10;
    }

    /** Includes the file cache, which the kernel gives up when memory is needed. */
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
