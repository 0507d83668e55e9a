package io.minerstack.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Docker engine which images it has. Testcontainers' own search takes many seconds where there is no engine, and
 * its pulls take minutes where there is one without a registry; tests shall neither wait for the one nor for the other.
 */
final class DockerProbe {

    private static final int PATIENCE_SECONDS = 3;
    private static final String REQUEST = "GET /images/json HTTP/1.0\r\nHost: docker\r\n\r\n";
    private static final Pattern POSTGRES = Pattern.compile("\"(postgres:18[A-Za-z0-9._-]*)\"");
    private static final Pattern REAPER = Pattern.compile("\"testcontainers/ryuk:");

    private DockerProbe() {}

    /** A PostgreSQL 18 image that can be started at once, together with the reaper that Testcontainers needs beside it. */
    static Optional<String> postgresImage() {
        return postgresImage(System.getenv("DOCKER_HOST"));
    }

    static Optional<String> postgresImage(@Nullable String dockerHost) {
        String address = dockerHost == null || dockerHost.isBlank() ? "unix:///var/run/docker.sock" : dockerHost;
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer.complete(images(URI.create(address))));
        try {
            return choose(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException silent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static Optional<String> choose(String images) {
        Matcher postgres = POSTGRES.matcher(images);
        return REAPER.matcher(images).find() && postgres.find() ? Optional.of(postgres.group(1)) : Optional.empty();
    }

    private static String images(URI engine) {
        boolean local = "unix".equals(engine.getScheme());
        if (local && !Files.exists(Path.of(engine.getPath()))) {
            return "";
        }
        SocketAddress address = local
                ? UnixDomainSocketAddress.of(engine.getPath())
                : new InetSocketAddress(engine.getHost(), engine.getPort());
        try (SocketChannel channel = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
            channel.connect(address);
            channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0) {
                reply.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return reply.toString(StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException unreachable) {
            return "";
        }
    }
}
