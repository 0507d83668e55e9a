package io.minerstack.standalone.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks whether something is ready. The plainest client there is: it is used for some seconds in the life of the process. */
class Probe {

    private static final int TIMEOUT_MILLIS = 1_000;

    boolean isReady(URI address) {
        return answers(address, "");
    }

    /** Whether it answers 200 with this in the body. */
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
