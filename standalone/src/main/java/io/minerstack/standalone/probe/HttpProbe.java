package io.minerstack.standalone.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks a server that starts. The JDK's simplest client: it is needed for seconds only. */
public final class HttpProbe {

    private static final int TIMEOUT_MILLIS = 1_000;

    private HttpProbe() {}

    /** The body of a response with status 200; null for any other, and where there is none within a second. */
    public static @Nullable String get(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    return null;
                }
                try (InputStream body = connection.getInputStream()) {
                    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
                }
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return null;
        }
    }
}
