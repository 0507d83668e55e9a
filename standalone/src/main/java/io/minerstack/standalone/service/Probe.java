package io.minerstack.standalone.service;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks whether something is ready. The plainest client there is: it is used for some seconds in the life of the process. */
class Probe {

    private static final int TIMEOUT_MILLIS = 1_000;

    boolean isReady(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
