package io.minerstack.testsupport.postgres;

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
 * Asks the Docker engine for its images, for at most 3 s. Testcontainers' own search for an engine takes many seconds
 * where there is none, and a pull takes minutes where there is no registry.
 */
final class DockerImages {

    private static final int TIMEOUT_SECONDS = 3;
    private static final String REQUEST = "GET /images/json HTTP/1.0\r\nHost: docker\r\n\r\n";
    private static final Pattern POSTGRES = Pattern.compile("\"(postgres:18[A-Za-z0-9._-]*)\"");
    private static final Pattern RYUK = Pattern.compile("\"testcontainers/ryuk:");

    private DockerImages() {}

    /**
     * A PostgreSQL 18 image that can be started without a pull; empty also where the image of Ryuk is missing, which
     * Testcontainers needs to remove containers.
     */
    static Optional<String> postgresImage() {
        return postgresImage(System.getenv("DOCKER_HOST"));
    }

    static Optional<String> postgresImage(@Nullable String dockerHost) {
        String address = dockerHost == null || dockerHost.isBlank() ? "unix:///var/run/docker.sock" : dockerHost;
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer.complete(images(URI.create(address))));
        try {
            return choose(answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException unreachable) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static Optional<String> choose(String images) {
        Matcher postgres = POSTGRES.matcher(images);
        return RYUK.matcher(images).find() && postgres.find() ? Optional.of(postgres.group(1)) : Optional.empty();
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
