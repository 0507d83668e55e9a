package io.minerstack.standalone.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Checks whether a server is ready. It uses the JDK's simplest client, because it is needed for a few seconds only. */
class Probe {

    private static final int TIMEOUT_MILLIS = 1_000;

    boolean isReady(URI address) {
        return answers(address, "");
    }

    /** Whether the server answers 200 with a body that contains {@code text}. */
    boolean answers(URI address, String text) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    return false;
                }
                try (InputStream body = connection.getInputStream()) {
                    return new String(body.readAllBytes(), StandardCharsets.UTF_8).contains(text);
                }
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
